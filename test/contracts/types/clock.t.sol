// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Clock, ClockLib} from "../../../contracts/types/Clock.sol";
import {Dial, assertClock, toClock} from "../support/Clocks.sol";
import {Test} from "../support/Test.sol";
import {vm} from "../support/Vm.sol";

/// @notice The word of the drain clock, and all of its pure functions but settle and read.
contract ClockTest is Test {
    uint256 private constant NEVER = type(uint32).max;
    uint256 private constant MOST = (1 << 63) - 1;
    uint256 private constant AT = 1_000_000;
    uint256 private constant DAY = 24 hours;

    function _dial() private pure returns (Dial memory) {
        return
            Dial({
                cu: 100_700,
                su: 150_000,
                cuRate: 1000,
                suRate: 500,
                settledAt: AT,
                lastReading: AT - 10,
                empty: false
            });
    }

    // ── layout ──

    function test_Layout_GivenAWordWithEveryFieldSet() external pure {
        Clock clock = toClock(
            Dial({
                cu: MOST,
                su: 0,
                cuRate: type(uint32).max,
                suRate: 0,
                settledAt: type(uint32).max,
                lastReading: 0,
                empty: false
            })
        );
        vm.assertEq(clock.cu(), MOST, "cu");
        vm.assertEq(clock.su(), 0, "su");
        vm.assertFalse(clock.isEmpty(), "empty");
        vm.assertEq(clock.cuRate(), type(uint32).max, "cuRate");
        vm.assertEq(clock.suRate(), 0, "suRate");
        vm.assertEq(clock.settledAt(), type(uint32).max, "settledAt");
        vm.assertEq(clock.lastReading(), 0, "lastReading");

        clock = toClock(
            Dial({
                cu: 0,
                su: MOST,
                cuRate: 0,
                suRate: type(uint32).max,
                settledAt: 0,
                lastReading: type(uint32).max,
                empty: true
            })
        );
        vm.assertEq(clock.cu(), 0, "cu");
        vm.assertEq(clock.su(), MOST, "su");
        vm.assertTrue(clock.isEmpty(), "empty");
        vm.assertEq(clock.cuRate(), 0, "cuRate");
        vm.assertEq(clock.suRate(), type(uint32).max, "suRate");
        vm.assertEq(clock.settledAt(), 0, "settledAt");
        vm.assertEq(clock.lastReading(), type(uint32).max, "lastReading");
    }

    function test_Open_WhenAPoolOpens() external pure {
        Dial memory dial;
        (dial.cu, dial.su, dial.settledAt) = (5000, 7000, AT);
        assertClock(ClockLib.open(5000, 7000, AT), dial);
    }

    // ── when it stops ──

    function test_EmptyAt_GivenNoRate() external pure {
        Dial memory dial = _dial();
        (dial.cu, dial.cuRate, dial.suRate) = (0, 0, 0);
        vm.assertEq(toClock(dial).emptyAt(), NEVER, "idle");
        dial.empty = true;
        vm.assertEq(toClock(dial).emptyAt(), NEVER, "marked");
    }

    function test_EmptyAt_GivenOneRate() external pure {
        Dial memory dial = _dial();
        dial.suRate = 0;
        vm.assertEq(toClock(dial).emptyAt(), AT + 100, "cu alone");
        (dial.cuRate, dial.suRate) = (0, 7);
        vm.assertEq(toClock(dial).emptyAt(), AT + 21_428, "su alone, rounded down");
    }

    function test_EmptyAt_GivenBothRates() external pure {
        Dial memory dial = _dial();
        vm.assertEq(toClock(dial).emptyAt(), AT + 100, "cu first");
        dial.su = 49_999;
        vm.assertEq(toClock(dial).emptyAt(), AT + 99, "su first");
    }

    function test_EmptyAt_GivenABalanceBelowOneSecondsNeed() external pure {
        Dial memory dial = _dial();
        dial.su = 499;
        vm.assertEq(toClock(dial).emptyAt(), AT, "at once");
    }

    function test_EmptyAt_GivenABalanceThatReachesBeyondTheLastSecond() external pure {
        Dial memory dial = _dial();
        (dial.cu, dial.su) = ((NEVER - AT) * 1000 - 1, MOST);
        vm.assertEq(toClock(dial).emptyAt(), NEVER - 1, "the last second there is");
        dial.cu += 1;
        vm.assertEq(toClock(dial).emptyAt(), NEVER, "one more");
        dial.cu = NEVER * 1000;
        vm.assertEq(toClock(dial).emptyAt(), NEVER, "lasts as long as time");
        (dial.cu, dial.cuRate, dial.suRate) = (MOST, 1, 0);
        vm.assertEq(toClock(dial).emptyAt(), NEVER, "the largest balance at the least rate");
    }

    function test_ReadingEnd_GivenAReading() external pure {
        vm.assertEq(toClock(_dial()).readingEnd(), AT - 10 + 24 hours, "a day");
        Dial memory dial = _dial();
        dial.lastReading = 0;
        vm.assertEq(toClock(dial).readingEnd(), 24 hours, "never read");
    }

    function test_ReadingEnd_GivenAReadingInTheLastDayOfTime() external pure {
        Dial memory dial = _dial();
        dial.lastReading = NEVER - 24 hours - 1;
        vm.assertEq(toClock(dial).readingEnd(), NEVER - 1, "just within");
        ++dial.lastReading;
        vm.assertEq(toClock(dial).readingEnd(), NEVER, "just beyond");
        dial.lastReading = NEVER;
        vm.assertEq(toClock(dial).readingEnd(), NEVER, "far beyond");
    }

    function test_Ends_GivenABalanceThatEndsBeforeTheReading() external pure {
        _assertEnds(_dial(), AT + 100, AT + 100);
    }

    function test_Ends_GivenAReadingThatEndsBeforeTheBalance() external pure {
        Dial memory dial = _dial();
        (dial.cu, dial.su) = (DAY * 1000, MOST);
        _assertEnds(dial, AT + DAY, AT - 10 + DAY);
    }

    function test_Ends_GivenAPoolMarkedEmpty() external pure {
        Dial memory dial = _dial();
        (dial.cuRate, dial.suRate, dial.empty) = (0, 0, true);
        _assertEnds(dial, AT, AT);
    }

    function _assertEnds(Dial memory dial, uint256 dry, uint256 stop) private pure {
        (uint256 foundDry, uint256 foundStop) = toClock(dial).ends();
        vm.assertEq(foundDry, dry, "dry");
        vm.assertEq(foundStop, stop, "stop");
    }

    // ── touch ──

    function test_Touch_GivenAClockThatRuns() external pure {
        Dial memory dial = _dial();
        Clock touched = toClock(dial).touch(AT + 60);
        (dial.cu, dial.su, dial.settledAt) = (40_700, 120_000, AT + 60);
        assertClock(touched, dial);
    }

    function test_Touch_GivenAClockThatStoodStillForWantOfAReading() external pure {
        Dial memory dial = _dial();
        (dial.cu, dial.su, dial.lastReading) = (MOST, MOST, AT);
        Clock touched = toClock(dial).touch(AT + 3 days);
        (dial.cu, dial.su, dial.settledAt) = (MOST - 1 days * 1000, MOST - 1 days * 500, AT + 3 days);
        assertClock(touched, dial);
        // The two dead days are not billed by any later settling either.
        assertClock(touched.settle(AT + 4 days), dial);
    }

    function test_Touch_GivenAClockThatRanDry() external pure {
        Dial memory dial = _dial();
        Clock touched = toClock(dial).touch(AT + 500);
        (dial.cu, dial.su, dial.settledAt) = (700, 100_000, AT + 100);
        (dial.cuRate, dial.suRate, dial.empty) = (0, 0, true);
        assertClock(touched, dial);
        assertClock(touched.touch(AT + 900), dial);
    }

    // ── lowerRates ──

    function test_LowerRates_GivenRatesWithinTheCaps() external pure {
        assertClock(toClock(_dial()).lowerRates(1000, 500), _dial());
        assertClock(toClock(_dial()).lowerRates(type(uint32).max, type(uint32).max), _dial());
    }

    function test_LowerRates_GivenACuRateAboveItsCap() external pure {
        Dial memory dial = _dial();
        Clock lowered = toClock(dial).lowerRates(999, 500);
        dial.cuRate = 999;
        assertClock(lowered, dial);
    }

    function test_LowerRates_GivenAnSuRateAboveItsCap() external pure {
        Dial memory dial = _dial();
        Clock lowered = toClock(dial).lowerRates(1000, 0);
        dial.suRate = 0;
        assertClock(lowered, dial);
    }

    function test_LowerRates_GivenBothRatesAboveTheirCaps() external pure {
        Dial memory dial = _dial();
        Clock lowered = toClock(dial).lowerRates(1, 2);
        (dial.cuRate, dial.suRate) = (1, 2);
        assertClock(lowered, dial);
    }

    // ── add ──

    function test_Add_WhenSomethingIsAdded() external pure {
        Dial memory dial = _dial();
        Clock added = toClock(dial).add(300, 7);
        (dial.cu, dial.su) = (101_000, 150_007);
        assertClock(added, dial);
        dial.empty = true;
        assertClock(toClock(dial).add(0, 0), dial);
    }

    function test_Add_WhenTheBalancesReachTheirLimits() external pure {
        Dial memory dial = _dial();
        Clock added = toClock(dial).add(MOST - dial.cu, MOST - dial.su);
        (dial.cu, dial.su) = (MOST, MOST);
        assertClock(added, dial);
    }
}
