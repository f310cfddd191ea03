// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Clock} from "../../../contracts/types/Clock.sol";
import {Dial, assertClock, toClock, toDial} from "../support/Clocks.sol";
import {Test} from "../support/Test.sol";
import {vm} from "../support/Vm.sol";

/// @notice ClockLib.read: a reading in two legs.
contract ReadTest is Test {
    uint256 private constant AT = 1_000_000;
    uint256 private constant DAY = 24 hours;

    function _dial(uint256 cu, uint256 su, uint256 cuRate, uint256 suRate) private pure returns (Dial memory) {
        return Dial(cu, su, cuRate, suRate, AT, AT, false);
    }

    /// @dev What a taken reading of this second leaves.
    function _taken(
        uint256 cu,
        uint256 su,
        uint256 cuRate,
        uint256 suRate,
        uint256 second
    ) private pure returns (Dial memory) {
        return Dial(cu, su, cuRate, suRate, second, second, false);
    }

    function _assertTaken(
        Dial memory before,
        uint256[3] memory reading,
        uint256 second,
        Dial memory expected
    ) private pure {
        (Clock settled, bool taken) = toClock(before).read(reading[0], reading[1], reading[2], second);
        vm.assertTrue(taken, "taken");
        assertClock(settled, expected);
    }

    function _assertNotTaken(
        Dial memory before,
        uint256[3] memory reading,
        uint256 second,
        Dial memory expected
    ) private pure {
        (Clock settled, bool taken) = toClock(before).read(reading[0], reading[1], reading[2], second);
        vm.assertFalse(taken, "taken");
        assertClock(settled, expected);
    }

    // ── a pool that draws ──

    function test_WhenTheRatesRise() external pure {
        Dial memory before = _dial(500_000, 500_000, 1000, 100);
        Dial memory expected = _taken(400_000, 490_000, 3000, 200, AT + 100);
        _assertTaken(before, [uint256(3000), 200, AT], AT + 100, expected);
        _assertTaken(before, [uint256(3000), 200, AT + 40], AT + 100, expected);
        _assertTaken(before, [uint256(3000), 200, AT + 100], AT + 100, expected);
    }

    function test_WhenTheRatesFall() external pure {
        Dial memory before = _dial(500_000, 500_000, 1000, 100);
        Dial memory expected = _taken(500_000 - 40_000 - 60 * 300, 500_000 - 4000, 300, 0, AT + 100);
        _assertTaken(before, [uint256(300), 0, AT + 40], AT + 100, expected);
    }

    function test_WhenOneUnitRisesAndTheOtherFalls() external pure {
        Dial memory before = _dial(500_000, 500_000, 1000, 100);
        Dial memory expected = _taken(500_000 - 100 * 1000, 500_000 - 40 * 100 - 60 * 30, 9000, 30, AT + 100);
        _assertTaken(before, [uint256(9000), 30, AT + 40], AT + 100, expected);
        expected = _taken(500_000 - 40 * 1000, 500_000 - 100 * 100, 0, 700, AT + 100);
        _assertTaken(before, [uint256(0), 700, AT + 40], AT + 100, expected);
    }

    function test_WhenNothingChanges() external pure {
        Dial memory before = _dial(500_000, 500_000, 1000, 100);
        _assertTaken(before, [uint256(1000), 100, AT + 40], AT + 100, _taken(400_000, 490_000, 1000, 100, AT + 100));
        // A second one in the same second bills nothing twice.
        before = _taken(400_000, 490_000, 1000, 100, AT + 100);
        _assertTaken(before, [uint256(1000), 100, AT], AT + 100, before);
    }

    function test_WhenSinceLiesBeforeTheLastSettling() external pure {
        Dial memory before = _dial(500_000, 500_000, 1000, 100);
        before.settledAt = AT + 30;
        _assertTaken(before, [uint256(0), 0, AT], AT + 100, _taken(500_000, 500_000, 0, 0, AT + 100));
        _assertTaken(before, [uint256(0), 0, 0], AT + 100, _taken(500_000, 500_000, 0, 0, AT + 100));
    }

    function test_WhenSinceLiesAfterNow() external pure {
        Dial memory before = _dial(500_000, 500_000, 1000, 100);
        Dial memory expected = _taken(400_000, 490_000, 0, 0, AT + 100);
        _assertTaken(before, [uint256(0), 0, AT + 101], AT + 100, expected);
        _assertTaken(before, [uint256(0), 0, type(uint32).max], AT + 100, expected);
    }

    function test_WhenTheNewRatesAreZero() external pure {
        Dial memory before = _dial(50_500, 500_000, 1000, 100);
        Dial memory expected = Dial(500, 495_000, 0, 0, AT + 50, AT, true);
        _assertNotTaken(before, [uint256(0), 0, AT + 80], AT + 100, expected);
        // Running dry exactly in since is dry.
        _assertNotTaken(before, [uint256(0), 0, AT + 50], AT + 100, expected);
    }

    function test_WhenTheBalanceLastsOneSecondOfTheNewRates() external pure {
        Dial memory before = _dial(50_500, 500_000, 1000, 100);
        _assertTaken(before, [uint256(500), 0, AT + 80], AT + 100, _taken(500, 495_000, 500, 0, AT + 100));
        // The other unit may be dry if it is not drawn.
        _assertTaken(before, [uint256(0), 900, AT + 80], AT + 100, _taken(500, 495_000, 0, 900, AT + 100));
    }

    function test_WhenAFallInSinceSavesItFromRunningDry() external pure {
        Dial memory before = _dial(50_500, 500_000, 1000, 100);
        _assertTaken(before, [uint256(0), 0, AT + 49], AT + 100, _taken(1500, 495_100, 0, 0, AT + 100));
    }

    function test_WhenItRunsDryAtTheLowerRatesOfTheSecondLeg() external pure {
        Dial memory before = _dial(50_000, 500_000, 1000, 100);
        Dial memory expected = Dial(0, 500_000 - 4000 - 5000, 0, 0, AT + 90, AT, true);
        _assertNotTaken(before, [uint256(200), 100, AT + 40], AT + 100, expected);
    }

    function test_WhenItCannotPayOneSecondOfTheNewRates() external pure {
        Dial memory before = _dial(150_000, 500_000, 1000, 100);
        Dial memory expected = _taken(50_000, 490_000, 50_001, 100, AT + 100);
        _assertTaken(before, [uint256(50_001), 100, AT], AT + 100, expected);
        Clock next = toClock(expected).settle(AT + 100);
        (expected.cuRate, expected.suRate, expected.empty) = (0, 0, true);
        assertClock(next, expected);
    }

    // ── dead time ──

    function test_WhenSinceLiesWithinItsDay() external pure {
        Dial memory before = _dial(200_000_000, 200_000_000, 1000, 100);
        // Half a day at the old rate, half a day at the lower one, two and a half days dead.
        Dial memory expected = _taken(
            200_000_000 - (DAY / 2) * 1300,
            200_000_000 - (DAY / 2) * 100,
            300,
            0,
            AT + 3 * DAY
        );
        _assertTaken(before, [uint256(300), 0, AT + DAY / 2], AT + 3 * DAY, expected);
    }

    function test_WhenSinceLiesAfterItsDay() external pure {
        Dial memory before = _dial(200_000_000, 200_000_000, 1000, 100);
        Dial memory expected = _taken(200_000_000 - DAY * 1000, 200_000_000 - DAY * 100, 2000, 0, AT + 3 * DAY);
        _assertTaken(before, [uint256(2000), 0, AT + 2 * DAY], AT + 3 * DAY, expected);
    }

    function test_WhenItBeginsToDraw() external pure {
        Dial memory before = _dial(100_000, 100_000, 0, 0);
        Dial memory expected = _taken(100_000, 100_000, 1000, 500, AT + 10 * DAY);
        _assertTaken(before, [uint256(1000), 500, AT], AT + 10 * DAY, expected);
        // Not one second of the past is billed by what follows.
        assertClock(toClock(expected).settle(AT + 10 * DAY), expected);
        // Nor for a pool that was never read.
        before.lastReading = 0;
        _assertTaken(before, [uint256(1000), 500, AT], AT + 10 * DAY, expected);
    }

    // ── a pool marked empty ──

    function test_WhenBothNewRatesAreZero() external pure {
        Dial memory before = Dial(700, 500_000, 0, 0, AT + 50, AT, true);
        _assertNotTaken(before, [uint256(0), 0, AT], AT + 100, before);
    }

    function test_WhenAUnitThatIsDrawnCannotPayOneSecond() external pure {
        Dial memory before = Dial(700, 900, 0, 0, AT + 50, AT, true);
        _assertNotTaken(before, [uint256(701), 0, AT], AT + 100, before);
        _assertNotTaken(before, [uint256(700), 901, AT], AT + 100, before);
    }

    function test_WhenTheBalanceLastsExactlyOneSecondOfTheNewRates() external pure {
        Dial memory before = Dial(700, 900, 0, 0, AT + 50, AT, true);
        _assertTaken(before, [uint256(700), 900, AT], AT + 100, _taken(700, 900, 700, 900, AT + 100));
        _assertTaken(before, [uint256(0), 900, AT], AT + 100, _taken(700, 900, 0, 900, AT + 100));
    }

    // ── any ──

    function testFuzz_WhenAnyReadingComes(
        Dial memory dial,
        uint32 newCuRate,
        uint32 newSuRate,
        uint256 since,
        uint256 second
    ) external pure {
        dial.cu = bound(dial.cu, 0, (1 << 63) - 1);
        dial.su = bound(dial.su, 0, (1 << 63) - 1);
        dial.cuRate = bound(dial.cuRate, 0, type(uint32).max);
        dial.suRate = bound(dial.suRate, 0, type(uint32).max);
        if (dial.empty) (dial.cuRate, dial.suRate) = (0, 0);
        dial.settledAt = bound(dial.settledAt, 1, type(uint32).max - 1);
        dial.lastReading = bound(dial.lastReading, 0, dial.settledAt);
        if (dial.cu % 2 == 0) dial.cu %= dial.cuRate * 100_000 + 1;
        if (dial.su % 2 == 0) dial.lastReading = dial.settledAt - (dial.settledAt % 1000);
        second = bound(second, dial.settledAt, type(uint32).max - 1);
        since = bound(since, 0, type(uint32).max);

        (Clock settled, bool taken) = toClock(dial).read(newCuRate, newSuRate, since, second);
        Dial memory found = toDial(settled);
        uint256 end = dial.lastReading + DAY < second ? dial.lastReading + DAY : second;
        uint256 counts = end > dial.settledAt ? end - dial.settledAt : 0;
        vm.assertLe(dial.cu - found.cu, counts * dial.cuRate, "cu billed");
        vm.assertLe(dial.su - found.su, counts * dial.suRate, "su billed");
        if (taken) {
            vm.assertEq(found.settledAt, second, "settledAt");
            vm.assertEq(found.lastReading, second, "lastReading");
            vm.assertEq(found.cuRate, newCuRate, "cuRate");
            vm.assertEq(found.suRate, newSuRate, "suRate");
            vm.assertFalse(found.empty, "no mark");
        } else {
            vm.assertTrue(found.empty, "only what is empty is refused");
            vm.assertEq(found.cuRate | found.suRate, 0, "draws nothing");
            vm.assertEq(found.lastReading, dial.lastReading, "the old reading");
        }
        // What ran until since at the old rates is billed whatever comes, if the pool could pay it.
        Clock first = toClock(dial).settle(
            since < dial.settledAt
                ? dial.settledAt
                : since < second
                    ? since
                    : second
        );
        vm.assertLe(found.cu, first.cu(), "the first leg in cu");
        vm.assertLe(found.su, first.su(), "the first leg in su");
    }
}
