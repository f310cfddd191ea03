// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Time} from "../../../contracts/libraries/Time.sol";
import {Clock, ClockLib} from "../../../contracts/types/Clock.sol";
import {vm} from "../support/Vm.sol";
import {distributes, divides, lasts, vanishes} from "./Lemmas.sol";

/// @notice Draining, for every clock there can be.
contract ClockProof {
    uint256 private constant BALANCES = (ClockLib.BALANCE_LIMIT - 1) | ((ClockLib.BALANCE_LIMIT - 1) << 64);
    uint256 private constant MARK = 1 << 63;
    uint256 private constant SPARE = 1 << 127;
    uint256 private constant RATES = uint256(type(uint64).max) << 128;
    uint256 private constant SETTLED_AT = uint256(type(uint32).max) << 192;
    uint256 private constant LAST_READING = uint256(type(uint32).max) << 224;

    /// @dev Law 3: the rule takes from a balance what it bills, and the balance had it.
    function check_settle_followsTheRule(Clock clock, uint256 second) external pure {
        vm.assume(second < Time.NEVER);
        (, uint256 stop) = clock.ends();
        uint256 elapsed = _elapsed(clock, second, stop);
        _know(clock, elapsed);
        assert(_isPaid(clock, elapsed) && _same(clock.settle(second), _byRule(clock, second, clock.emptyAt())));
    }

    /// @dev Law 5, the reading: its life is written out here.
    function check_settle_neverBeyondTheReading(Clock clock, uint256 second) external pure {
        vm.assume(second < Time.NEVER);
        (, uint256 stop) = clock.ends();
        _know(clock, _elapsed(clock, second, stop));
        uint256 until = clock.settle(second).settledAt();
        unchecked {
            assert(until == clock.settledAt() || (until <= second && until <= clock.lastReading() + 24 hours));
        }
    }

    /// @dev Law 5, the balance: it pays up to `emptyAt`, and of one unit not a second longer.
    function check_emptyAt_isTheFirstSecondNotPaid(Clock clock) external pure {
        uint256 dry = clock.emptyAt();
        vm.assume(clock.settledAt() < dry && dry < Time.NEVER);
        unchecked {
            uint256 elapsed = dry - clock.settledAt();
            _know(clock, elapsed);
            vm.assume(divides(clock.cu(), clock.cuRate()));
            vm.assume(divides(clock.su(), clock.suRate()));
            uint256 cu = clock.cu() - elapsed * clock.cuRate();
            uint256 su = clock.su() - elapsed * clock.suRate();
            assert(_isPaid(clock, elapsed) && (cu < clock.cuRate() || su < clock.suRate()));
        }
    }

    // Law 3, for the acts that are no settling.

    function check_open_hasWhatWasBought(uint256 cu, uint256 su, uint256 second) external pure {
        vm.assume(cu < ClockLib.BALANCE_LIMIT && su < ClockLib.BALANCE_LIMIT && second < Time.NEVER);
        Clock clock = ClockLib.open(cu, su, second);
        assert(clock.cu() == cu && clock.su() == su && clock.settledAt() == second);
        assert(!clock.isEmpty() && clock.cuRate() == 0 && clock.suRate() == 0 && clock.lastReading() == 0);
    }

    function check_add_addsToTheBalancesAlone(Clock clock, uint256 cuAdded, uint256 suAdded) external pure {
        vm.assume(cuAdded < ClockLib.BALANCE_LIMIT && suAdded < ClockLib.BALANCE_LIMIT);
        uint256 cu = clock.cu() + cuAdded;
        uint256 su = clock.su() + suAdded;
        vm.assume(cu < ClockLib.BALANCE_LIMIT && su < ClockLib.BALANCE_LIMIT);
        Clock added = clock.add(cuAdded, suAdded);
        assert(added.cu() == cu && added.su() == su);
        assert(Clock.unwrap(added) & ~BALANCES == Clock.unwrap(clock) & ~BALANCES);
    }

    function check_lowerRates_changesRatesAlone(Clock clock, uint256 cuCap, uint256 suCap) external pure {
        Clock lowered = clock.lowerRates(cuCap, suCap);
        assert(lowered.cuRate() == (clock.cuRate() < cuCap ? clock.cuRate() : cuCap));
        assert(lowered.suRate() == (clock.suRate() < suCap ? clock.suRate() : suCap));
        assert(Clock.unwrap(lowered) & ~RATES == Clock.unwrap(clock) & ~RATES);
    }

    // Law 4, for settling. The first of two steps ends before the clock runs, while it runs or after it stopped: there is
    // no fourth case, and in each settle(first).settle(second) = settle(second) follows from what is proved here.

    function check_steps_beforeItRuns(Clock clock, uint256 first) external pure {
        uint256 stop = _assumeSteps(clock, first, first);
        vm.assume(first < stop);
        vm.assume(first <= clock.settledAt());
        assert(_same(clock.settle(first), clock));
    }

    function check_steps_whileItRuns_itStillStopsThen(Clock clock, uint256 first) external pure {
        Clock half = _settledWhileItRuns(clock, first);
        assert(half.emptyAt() == clock.emptyAt());
    }

    /// @dev So here touching is the same as settling.
    function check_steps_whileItRuns_itIsSettledThere(Clock clock, uint256 first) external pure {
        Clock half = _settledWhileItRuns(clock, first);
        assert(half.settledAt() == first && !half.isEmpty());
    }

    /// @dev For any second of running dry: that it is the same for both steps is proved above, and by
    /// `check_settle_followsTheRule` that the balances pay for what is billed.
    function check_steps_whileItRuns_theyAddUp(Clock clock, uint256 first, uint256 second, uint256 dry) external pure {
        uint256 from = clock.settledAt();
        uint256 unread = clock.readingEnd();
        uint256 stop = dry < unread ? dry : unread;
        vm.assume(from < first);
        vm.assume(first < stop);
        vm.assume(first <= second && second < Time.NEVER);
        uint256 elapsed = _elapsed(clock, second, stop);
        unchecked {
            uint256 before = first - from;
            vm.assume(_isPaid(clock, before) && _isPaid(clock, elapsed));
            vm.assume(distributes(before, elapsed - before, clock.cuRate()));
            vm.assume(distributes(before, elapsed - before, clock.suRate()));
        }
        assert(_same(_byRule(_byRule(clock, first, dry), second, dry), _byRule(clock, second, dry)));
    }

    function check_steps_afterItStopped_secondsDoNotMatter(Clock clock, uint256 first, uint256 second) external pure {
        uint256 stop = _assumeSteps(clock, first, second);
        vm.assume(stop <= first);
        assert(_same(clock.settle(first), clock.settle(second)));
    }

    function check_steps_afterItStopped_itRests(Clock clock, uint256 first) external pure {
        uint256 stop = _assumeSteps(clock, first, first);
        vm.assume(stop <= first);
        _know(clock, _elapsed(clock, first, stop));
        assert(_rests(clock.settle(first)));
    }

    function check_steps_afterItStopped_aClockAtRestStays(Clock clock, uint256 second) external pure {
        vm.assume(second < Time.NEVER);
        vm.assume(_rests(clock));
        assert(_same(clock.settle(second), clock));
    }

    // What touching adds: time begins where it was settled to, but for a marked clock.

    function check_touch_settlesAndBegins(Clock clock, uint256 second) external pure {
        vm.assume(second < Time.NEVER);
        assert(_same(clock.touch(second), _begun(clock.settle(second), second)));
    }

    function check_touch_aClockAtRestRestsOn(Clock clock, uint256 second) external pure {
        vm.assume(clock.settledAt() <= second && second < Time.NEVER);
        vm.assume(_rests(clock));
        assert(_rests(_begun(clock, second)));
    }

    function _assumeSteps(Clock clock, uint256 first, uint256 second) private pure returns (uint256 stop) {
        vm.assume(first <= second);
        vm.assume(second < Time.NEVER);
        (, stop) = clock.ends();
    }

    function _settledWhileItRuns(Clock clock, uint256 first) private pure returns (Clock) {
        uint256 stop = _assumeSteps(clock, first, first);
        uint256 from = clock.settledAt();
        vm.assume(from < first);
        vm.assume(first < stop);
        unchecked {
            _know(clock, first - from);
        }
        return clock.settle(first);
    }

    /// @dev What settling does to a clock that runs dry at `dry`, field by field.
    function _byRule(Clock clock, uint256 second, uint256 dry) private pure returns (Clock) {
        if (clock.isEmpty()) return clock;
        uint256 unread = clock.readingEnd();
        uint256 elapsed = _elapsed(clock, second, dry < unread ? dry : unread);
        bool runsDry = second >= dry && dry <= unread;
        uint256 word = Clock.unwrap(clock) & (SPARE | LAST_READING | (runsDry ? 0 : RATES));
        if (runsDry) word |= MARK;
        unchecked {
            word |= clock.cu() - elapsed * clock.cuRate();
            word |= (clock.su() - elapsed * clock.suRate()) << 64;
            return Clock.wrap(word | ((clock.settledAt() + elapsed) << 192));
        }
    }

    function _begun(Clock clock, uint256 second) private pure returns (Clock) {
        if (clock.isEmpty()) return clock;
        return Clock.wrap((Clock.unwrap(clock) & ~SETTLED_AT) | (second << 192));
    }

    /// @dev Marked, or without a good reading before it could be.
    function _rests(Clock clock) private pure returns (bool) {
        if (clock.isEmpty()) return true;
        uint256 unread = clock.readingEnd();
        return unread <= clock.settledAt() && unread < clock.emptyAt();
    }

    function _same(Clock one, Clock other) private pure returns (bool) {
        return Clock.unwrap(one) == Clock.unwrap(other);
    }

    function _isPaid(Clock clock, uint256 elapsed) private pure returns (bool) {
        unchecked {
            // Seconds and rates are 32 bits wide.
            return elapsed * clock.cuRate() <= clock.cu() && elapsed * clock.suRate() <= clock.su();
        }
    }

    /// @dev The seconds that settling to `second` bills.
    function _elapsed(Clock clock, uint256 second, uint256 stop) private pure returns (uint256) {
        uint256 until = second < stop ? second : stop;
        uint256 from = clock.settledAt();
        unchecked {
            return until > from ? until - from : 0;
        }
    }

    function _know(Clock clock, uint256 elapsed) private pure {
        vm.assume(lasts(clock.cu(), clock.cuRate(), elapsed));
        vm.assume(lasts(clock.su(), clock.suRate(), elapsed));
        vm.assume(vanishes(elapsed, clock.cuRate()));
        vm.assume(vanishes(elapsed, clock.suRate()));
    }
}
