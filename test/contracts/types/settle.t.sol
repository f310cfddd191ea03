// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Clock} from "../../../contracts/types/Clock.sol";
import {Dial, assertClock, toClock, toDial} from "../support/Clocks.sol";
import {Test} from "../support/Test.sol";
import {vm} from "../support/Vm.sol";

/// @notice ClockLib.settle: pure draining.
contract SettleTest is Test {
    uint256 private constant READ_AT = 1_000_000;
    uint256 private constant DAY = 24 hours;

    /// @dev Draws 1 CU and half an SU; CU lasts 100 s, SU 300 s.
    function _drawing() private pure returns (Dial memory) {
        return
            Dial({
                cu: 100_700,
                su: 150_000,
                cuRate: 1000,
                suRate: 500,
                settledAt: READ_AT,
                lastReading: READ_AT,
                empty: false
            });
    }

    function test_GivenThePoolIsMarkedEmpty() external pure {
        Dial memory dial = _drawing();
        (dial.cuRate, dial.suRate, dial.empty) = (0, 0, true);
        assertClock(toClock(dial).settle(READ_AT + 5), dial);
        assertClock(toClock(dial).settle(READ_AT + 5 * DAY), dial);
    }

    function test_WhenTheSecondIsBeforeTheLastSettling() external pure {
        Dial memory dial = _drawing();
        assertClock(toClock(dial).settle(READ_AT - 1), dial);
        assertClock(toClock(dial).settle(0), dial);
    }

    function test_WhenTheSecondIsThatOfTheLastSettling() external pure {
        Dial memory dial = _drawing();
        assertClock(toClock(dial).settle(READ_AT), dial);
    }

    function test_WhenTheSecondComesBeforeTheClockStops() external pure {
        Dial memory dial = _drawing();
        Clock settled = toClock(dial).settle(READ_AT + 99);
        (dial.cu, dial.su, dial.settledAt) = (1700, 100_500, READ_AT + 99);
        assertClock(settled, dial);
    }

    function test_WhenOneUnitRunsDryBeforeTheOther() external pure {
        Dial memory dial = _drawing();
        Clock settled = toClock(dial).settle(READ_AT + 250);
        // It should stop both in the second that the first cannot pay.
        (dial.cu, dial.su, dial.settledAt) = (700, 100_000, READ_AT + 100);
        // It should mark the pool empty and take its rates away.
        (dial.cuRate, dial.suRate, dial.empty) = (0, 0, true);
        assertClock(settled, dial);

        dial = _drawing();
        (dial.cu, dial.su) = (150_000, 10_400);
        settled = toClock(dial).settle(READ_AT + 250);
        (dial.cu, dial.su, dial.settledAt) = (130_000, 400, READ_AT + 20);
        (dial.cuRate, dial.suRate, dial.empty) = (0, 0, true);
        assertClock(settled, dial);
    }

    function test_WhenItRunsDryExactlyInThatSecond() external pure {
        Dial memory dial = _drawing();
        Clock settled = toClock(dial).settle(READ_AT + 100);
        (dial.cu, dial.su, dial.settledAt) = (700, 100_000, READ_AT + 100);
        (dial.cuRate, dial.suRate, dial.empty) = (0, 0, true);
        assertClock(settled, dial);
    }

    function test_WhenTheReadingEndsBeforeTheBalance() external pure {
        Dial memory dial = _drawing();
        (dial.cu, dial.su) = (DAY * 1000 + 1999, DAY * 1000);
        Clock settled = toClock(dial).settle(READ_AT + 3 * DAY);
        // It should drain up to 24 hours after the reading.
        (dial.cu, dial.su, dial.settledAt) = (1999, DAY * 500, READ_AT + DAY);
        // It should keep the rates and set no mark.
        assertClock(settled, dial);
    }

    function test_WhenTheReadingEndsInTheSecondThatThePoolRunsDry() external pure {
        Dial memory dial = _drawing();
        (dial.cu, dial.su) = (DAY * 1000 + 999, DAY * 1000);
        Clock settled = toClock(dial).settle(READ_AT + DAY);
        (dial.cu, dial.su, dial.settledAt) = (999, DAY * 500, READ_AT + DAY);
        (dial.cuRate, dial.suRate, dial.empty) = (0, 0, true);
        assertClock(settled, dial);
    }

    function test_WhenTimeBeganAfterTheReadingHadEnded() external pure {
        Dial memory dial = _drawing();
        dial.settledAt = READ_AT + DAY + 1;
        assertClock(toClock(dial).settle(READ_AT + 9 * DAY), dial);
    }

    function test_GivenAPoolThatDrawsOneUnitAlone() external pure {
        Dial memory dial = _drawing();
        (dial.cu, dial.cuRate) = (0, 0);
        Clock settled = toClock(dial).settle(READ_AT + 299);
        (dial.su, dial.settledAt) = (500, READ_AT + 299);
        assertClock(settled, dial);
        (dial.su, dial.suRate, dial.settledAt, dial.empty) = (0, 0, READ_AT + 300, true);
        assertClock(settled.settle(READ_AT + 1000), dial);

        dial = _drawing();
        (dial.su, dial.suRate) = (0, 0);
        settled = toClock(dial).settle(READ_AT + 1000);
        (dial.cu, dial.cuRate, dial.settledAt, dial.empty) = (700, 0, READ_AT + 100, true);
        assertClock(settled, dial);
    }

    function test_WhenItsReadingIsStillGood() external pure {
        Dial memory dial = _drawing();
        (dial.cu, dial.cuRate, dial.suRate) = (0, 0, 0);
        Clock settled = toClock(dial).settle(READ_AT + DAY);
        dial.settledAt = READ_AT + DAY;
        assertClock(settled, dial);
    }

    function test_WhenItsReadingIsNoLongerGood() external pure {
        Dial memory dial = _drawing();
        (dial.cuRate, dial.suRate) = (0, 0);
        Clock settled = toClock(dial).settle(READ_AT + 10 * DAY);
        dial.settledAt = READ_AT + DAY;
        assertClock(settled, dial);

        // Never read: it stands where it opened.
        dial.lastReading = 0;
        assertClock(toClock(dial).settle(READ_AT + 10 * DAY), dial);
    }

    function test_GivenABalanceThatOutlastsTimeItself() external pure {
        Dial memory dial = _drawing();
        (dial.cu, dial.su) = ((1 << 63) - 1, (1 << 63) - 1);
        (dial.cuRate, dial.suRate) = (1, 1);
        dial.settledAt = dial.lastReading = type(uint32).max - 10;
        vm.assertEq(toClock(dial).emptyAt(), type(uint32).max, "never");
        Clock settled = toClock(dial).settle(type(uint32).max - 1);
        (dial.cu, dial.su, dial.settledAt) = (dial.cu - 9, dial.su - 9, type(uint32).max - 1);
        assertClock(settled, dial);
    }

    function testFuzz_WhenItIsSettledInTwoSteps(Dial memory dial, uint256 first, uint256 second) external pure {
        Clock clock = toClock(_bounded(dial));
        second = bound(second, 0, type(uint32).max - 1);
        first = bound(first, 0, second);
        vm.assertEq(
            Clock.unwrap(clock.settle(first).settle(second)),
            Clock.unwrap(clock.settle(second)),
            "the same word"
        );
    }

    function testFuzz_WhenItIsSettledInStepsOfASecond(
        uint16 cu,
        uint16 su,
        uint8 cuRate,
        uint8 suRate,
        uint8 seconds_,
        uint8 unreadAfter
    ) external pure {
        Dial memory dial = Dial(cu, su, cuRate, suRate, READ_AT, READ_AT - DAY + unreadAfter, false);
        Clock clock = toClock(dial);
        // A second is paid while both balances have it, the reading is good and the second before was paid.
        for (uint256 i; i < seconds_; ++i) {
            if (dial.settledAt == dial.lastReading + DAY) break;
            if (dial.cu < dial.cuRate || dial.su < dial.suRate) break;
            (dial.cu, dial.su) = (dial.cu - dial.cuRate, dial.su - dial.suRate);
            ++dial.settledAt;
        }
        if (dial.cu < dial.cuRate || dial.su < dial.suRate) (dial.cuRate, dial.suRate, dial.empty) = (0, 0, true);
        assertClock(clock.settle(READ_AT + seconds_), dial);
    }

    function testFuzz_WhenItIsSettledAnywhere(Dial memory dial, uint256 second) external pure {
        dial = _bounded(dial);
        second = bound(second, 0, type(uint32).max - 1);
        Clock clock = toClock(dial);
        Dial memory after_ = toDial(clock.settle(second));
        vm.assertLe(after_.cu, dial.cu, "cu never grows");
        vm.assertLe(after_.su, dial.su, "su never grows");
        vm.assertGe(after_.settledAt, dial.settledAt, "the second never goes back");
        uint256 elapsed = after_.settledAt - dial.settledAt;
        vm.assertEq(dial.cu - after_.cu, elapsed * dial.cuRate, "cu drained");
        vm.assertEq(dial.su - after_.su, elapsed * dial.suRate, "su drained");
        if (elapsed != 0) {
            vm.assertLe(after_.settledAt, second, "not beyond the second asked for");
            vm.assertLe(after_.settledAt, dial.lastReading + DAY, "not beyond a day after the reading");
        }
        if (after_.empty && !dial.empty) {
            vm.assertTrue(after_.cu < dial.cuRate || after_.su < dial.suRate, "less than one second's need remains");
            vm.assertEq(after_.cuRate | after_.suRate, 0, "an empty pool draws nothing");
        }
    }

    /// @dev Clocks as the contract can hold them: a marked one has no rates.
    function _bounded(Dial memory dial) private pure returns (Dial memory) {
        dial.cu = bound(dial.cu, 0, (1 << 63) - 1);
        dial.su = bound(dial.su, 0, (1 << 63) - 1);
        dial.cuRate = bound(dial.cuRate, 0, type(uint32).max);
        dial.suRate = bound(dial.suRate, 0, type(uint32).max);
        dial.settledAt = bound(dial.settledAt, 0, type(uint32).max - 1);
        dial.lastReading = bound(dial.lastReading, 0, type(uint32).max - 1);
        // Half of them run dry soon.
        if (dial.cu % 2 == 0) (dial.cu, dial.su) = (dial.cu % (dial.cuRate * 100_000 + 1), dial.su);
        if (dial.su % 2 == 0) dial.lastReading = dial.settledAt - (dial.settledAt % DAY);
        if (dial.empty) (dial.cuRate, dial.suRate) = (0, 0);
        return dial;
    }
}
