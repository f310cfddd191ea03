// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Skip} from "../../../contracts/types/Skip.sol";
import {Offer, Reading} from "../../../contracts/types/Terms.sol";
import {Dial} from "../support/Clocks.sol";
import {PoolsTest} from "../support/PoolsTest.sol";
import {vm} from "../support/Vm.sol";

/// @notice Customers, farms and strangers who play with the clock.
contract DrainingAttacksTest is PoolsTest {
    uint256 private id;

    function setUp() public override {
        super.setUp();
        id = buy(someOffer());
        fund(address(usd), customer, 1000e6);
        fund(address(usd), stranger, 1000e6);
    }

    function _drained() private view returns (uint256 cu, uint256 su) {
        return (MONTH_MILLI - clockOf(id).cu(), MONTH_MILLI - clockOf(id).su());
    }

    /// @dev A pool of so many CU-seconds that lasts a tenth of them at 10 CU.
    function _smallPool(uint64 cus) private returns (uint256) {
        Offer memory offer = someOffer();
        (offer.cus, offer.cuAmount, offer.cuCap) = (cus, uint128((uint256(cus) * USD_CU) / MONTH + 1), 10_000);
        return buy(offer);
    }

    // ── a customer who settles just before each report ──

    function test_WhenTheRatesGoUpAndDown() external {
        uint256 snapshot = vm.snapshotState();
        _upAndDown(false);
        (uint256 cuStill, uint256 suStill) = _drained();
        vm.revertToState(snapshot);
        _upAndDown(true);
        (uint256 cuDodging, uint256 suDodging) = _drained();
        // Twenty-four grains were bought to settle by.
        vm.assertGe(cuDodging + 24 * 1000, cuStill, "cu");
        vm.assertGe(suDodging, suStill, "su");
        // The rises are billed alike; of the falls he loses what the dodge settled at the old rate.
        vm.assertEq(cuDodging + 24 * 1000 - cuStill, 12 * 300 * (1500 - 500), "what he lost by it");
    }

    /// @dev Every ten minutes a reading that counts from five minutes ago: up, down, up, down.
    function _upAndDown(bool dodges) private {
        report(id, 500, 100);
        for (uint256 i; i < 24; ++i) {
            pass(600);
            if (dodges) refill(id, 1, 0, customer);
            Reading memory reading = readingOf(id, i % 2 == 0 ? 1500 : 500, 100, time() - 300);
            vm.recordLogs();
            report(reading);
            vm.assertEq(countOfEvents(), 1, "taken, not skipped");
            vm.assertEq(clockOf(id).cuRate(), reading.cuRate, "cuRate");
            vm.assertEq(clockOf(id).lastReading(), time(), "lastReading");
        }
    }

    function test_WhenHeSettlesByHisCaps() external {
        report(id, 500, 100);
        for (uint32 i; i < 10; ++i) {
            pass(600);
            vm.prank(customer);
            pools.cap(id, CU_CAP - i, SU_CAP);
            report(id, 500 + i, 100, uint32(time() - 600));
            vm.assertEq(clockOf(id).lastReading(), time(), "taken");
        }
        (uint256 cu, uint256 su) = _drained();
        vm.assertEq(cu, 600 * (10 * 500 + 36), "the sum of 500 to 508, and 500 once more");
        vm.assertEq(su, 6000 * 100, "su");
    }

    // ── high for an hour and low now ──

    function test_WhenBothComeInOneSecond() external {
        report(id, 0, 0);
        pass(3600);
        Reading[] memory readings = new Reading[](2);
        readings[0] = readingOf(id, CU_CAP, SU_CAP, START);
        readings[1] = readingOf(id, 0, 0, START);
        report(readings);
        assertDial(id, Dial(MONTH_MILLI, MONTH_MILLI, 0, 0, START + 3600, START + 3600, false));
    }

    function test_WhenAnHourLiesBetweenThemAndTheFallReachesBackToIt() external {
        report(id, CU_CAP, SU_CAP, START - 3600);
        pass(3600);
        report(id, 0, 0, START);
        assertDial(id, Dial(MONTH_MILLI, MONTH_MILLI, 0, 0, START + 3600, START + 3600, false));
    }

    function test_WhenTheFallDoesNotReachBack() external {
        report(id, CU_CAP, 0);
        pass(3600);
        report(id, 0, 0);
        (uint256 cu, ) = _drained();
        vm.assertEq(cu, uint256(CU_CAP) * 3600, "an hour at the cap");
    }

    // ── above the caps ──

    function test_WhenAStrangerRefilledAUnitSecondBefore() external {
        refill(id, 1, 1, stranger);
        vm.assertEq(dealOf(id).cuCap(), CU_CAP, "cuCap");
        vm.assertEq(dealOf(id).suCap(), SU_CAP, "suCap");
        expectSkipped(readingOf(id, type(uint32).max, type(uint32).max, START), farmId, Skip.AboveCap);
        report(id, type(uint32).max, type(uint32).max);
        report(id, CU_CAP, SU_CAP);
        pass(10);
        report(id, 0, 0);
        vm.assertEq(clockOf(id).cu(), MONTH_MILLI + 1000 - 10 * uint256(CU_CAP), "ten seconds at the cap");
        vm.assertEq(clockOf(id).su(), MONTH_MILLI + 1000 - 10 * uint256(SU_CAP), "ten seconds at the cap");
    }

    function test_WhenACapWasRaisedSinceTheSecondItNames() external {
        Offer memory offer = someOffer();
        (offer.cus, offer.cuAmount, offer.cuCap) = (0, 0, 0);
        id = buy(offer);
        report(id, 0, 1000);
        pass(3600);
        offer = someRefillOffer(id);
        offer.cuCap = 100;
        buy(offer);
        // Not one second of that hour may be billed at a rate above its cap of then.
        report(id, 100, 1000, START);
        assertDial(id, Dial(MONTH_MILLI, 2 * MONTH_MILLI - 3600 * 1000, 100, 1000, START + 3600, START + 3600, false));
    }

    // ── no readings ──

    function test_WhenMoreTimePasses() external {
        report(id, 1000, 500);
        pass(DAY);
        uint256 snapshot = vm.snapshotState();
        _close();
        uint256 afterADay = usd.balanceOf(payer);
        vm.revertToState(snapshot);
        pass(300 * DAY);
        _close();
        vm.assertEq(usd.balanceOf(payer), afterADay, "what the owner gets back");
        vm.assertEq(credit(address(usd)), USD_BOTH - afterADay, "what the farm earned");
        vm.assertEq(
            credit(address(usd)) - USD_BOTH / 5,
            (USD_BOTH * 4) / 5 -
                escrowOf(MONTH_MILLI - DAY * 1000, priceOf(USD_CU, MONTH), UPFRONT) -
                escrowOf(MONTH_MILLI - DAY * 500, priceOf(USD_SU, MONTH), UPFRONT),
            "a day"
        );
    }

    function test_WhenItComesBack() external {
        report(id, 1000, 500);
        pass(3 * DAY);
        report(id, 1000, 500);
        (uint256 cu, uint256 su) = _drained();
        vm.assertEq(cu, DAY * 1000, "a day of CU");
        vm.assertEq(su, DAY * 500, "a day of SU");
        pass(1);
        report(id, 0, 0);
        (cu, su) = _drained();
        vm.assertEq(cu, DAY * 1000 + 1000, "and a second");
    }

    function test_WhenSomebodyRefillsMeanwhile() external {
        report(id, 1000, 500);
        for (uint256 day; day < 3; ++day) {
            pass(DAY);
            refill(id, 1, 1, stranger);
        }
        report(id, 1000, 500, START + uint32(DAY));
        assertDial(
            id,
            Dial(
                MONTH_MILLI + 3000 - DAY * 1000,
                MONTH_MILLI + 3000 - DAY * 500,
                1000,
                500,
                START + 3 * DAY,
                START + 3 * DAY,
                false
            )
        );
    }

    function test_WhenTheOwnerLeavesMeanwhile() external {
        report(id, 1000, 500);
        pass(3 * DAY);
        _close();
        uint256 held = escrowOf(MONTH_MILLI - DAY * 1000, priceOf(USD_CU, MONTH), UPFRONT);
        held += escrowOf(MONTH_MILLI - DAY * 500, priceOf(USD_SU, MONTH), UPFRONT);
        vm.assertEq(usd.balanceOf(payer), held, "all but that day");
    }

    function test_WhenItBeginsToDraw() external {
        report(id, 0, 0);
        pass(10 * DAY);
        uint256 before = credit(address(usd));
        report(id, CU_CAP, SU_CAP, START);
        (uint256 cu, uint256 su) = _drained();
        vm.assertEq(cu + su, 0, "its first second");
        vm.assertEq(credit(address(usd)), before, "the farm's");
        pass(1);
        report(id, 0, 0);
        (cu, su) = _drained();
        vm.assertEq(cu, CU_CAP, "its second one");
        vm.assertEq(su, SU_CAP, "its second one");
    }

    // ── running dry ──

    function test_WhenItIsRefilledInThatVerySecondBeforeTheReport() external {
        id = _smallPool(4000);
        report(id, 4000, 0);
        pass(1000);
        refill(id, 8, 0, stranger);
        assertDial(id, Dial(8000, MONTH_MILLI, 0, 0, START + 1000, START, true));
        report(id, 4000, 0);
        assertDial(id, Dial(8000, MONTH_MILLI, 4000, 0, START + 1000, START + 1000, false));
    }

    function test_WhenItIsRefilledInThatVerySecondAfterTheReport() external {
        id = _smallPool(4000);
        report(id, 4000, 0);
        pass(1000);
        expectSkipped(readingOf(id, 4000, 0, time()), farmId, Skip.Empty);
        report(id, 4000, 0);
        refill(id, 8, 0, stranger);
        assertDial(id, Dial(8000, MONTH_MILLI, 0, 0, START + 1000, START, true));
        report(id, 4000, 0);
        assertDial(id, Dial(8000, MONTH_MILLI, 4000, 0, START + 1000, START + 1000, false));
    }

    function test_WhenAGrainOfRefillComesLater() external {
        id = _smallPool(4000);
        report(id, 4000, 0);
        pass(5000);
        refill(id, 1, 0, stranger);
        pass(5000);
        // What is reported of it now, and that it is idle, changes nothing: a node may count the hours from then.
        report(id, 0, 0);
        assertDial(id, Dial(1000, MONTH_MILLI, 0, 0, START + 1000, START, true));
        // One second of 1 CU is enough to go on, and it ends there again.
        report(id, 1000, 0);
        pass(5000);
        refill(id, 1, 0, stranger);
        assertDial(id, Dial(1000, MONTH_MILLI, 0, 0, START + 10_001, START + 10_000, true));
    }

    function test_WhenTheFallThatWouldHaveSavedItComesLate() external {
        id = _smallPool(1000);
        report(id, 1000, 0);
        // The workload ended at 900; the farm says so at 1100. Undisturbed, a hundred seconds are left.
        uint256 snapshot = vm.snapshotState();
        pass(1100);
        report(id, 0, 0, START + 900);
        assertDial(id, Dial(100_000, MONTH_MILLI, 0, 0, START + 1100, START + 1100, false));
        // A stranger at 950 settles fifty of them away.
        vm.revertToState(snapshot);
        pass(950);
        refill(id, 1, 0, stranger);
        pass(150);
        report(id, 0, 0, START + 900);
        assertDial(id, Dial(51_000, MONTH_MILLI, 0, 0, START + 1100, START + 1100, false));
        // At 1001, with another at 950 before, all of them: what ran at the old rate until it was dry, and no more.
        vm.revertToState(snapshot);
        pass(950);
        refill(id, 1, 0, stranger);
        pass(51);
        refill(id, 1, 0, stranger);
        pass(99);
        expectSkipped(readingOf(id, 0, 0, START + 900), farmId, Skip.Empty);
        report(id, 0, 0, START + 900);
        assertDial(id, Dial(1000, MONTH_MILLI, 0, 0, START + 1001, START, true));
    }

    // ── others ──

    function test_WhenItReportsZeroSinceZeroForEveryPool() external {
        uint256 other = buy(someOffer());
        report(id, 1000, 500);
        report(other, 1000, 500);
        pass(5 * DAY);
        // One was settled half a day ago, the other ten days ago: of both, a day was all that could be billed.
        refill(other, 1, 1, stranger);
        pass(5 * DAY);
        Reading[] memory readings = new Reading[](2);
        readings[0] = readingOf(id, 0, 0, 0);
        readings[1] = readingOf(other, 0, 0, 0);
        report(readings);
        vm.assertEq(clockOf(id).cu(), MONTH_MILLI, "the day that was not settled");
        vm.assertEq(clockOf(other).cu(), MONTH_MILLI + 1000 - DAY * 1000, "what was settled stands");
        vm.assertEq(clockOf(other).su(), MONTH_MILLI + 1000 - DAY * 500, "what was settled stands");
    }

    function test_WhenHeClosesAtOnce() external {
        Offer memory offer = someOffer();
        offer.upfrontBps = 1;
        fund(address(usd), customer, USD_BOTH);
        bytes memory sealed_ = signed(offer, farmerKey);
        uint256 before = credit(address(usd));
        expectCredited(id + 1, offer, START + 1 hours, USD_BOTH / 10_000);
        vm.prank(customer);
        id = pools.buy(offer, tid, new uint32[](0), farmer, sealed_);
        pass(3599);
        _close();
        vm.assertEq(credit(address(usd)) - before, USD_BOTH / 10_000, "the farm's");
        vm.assertEq(usd.balanceOf(payer), USD_BOTH - USD_BOTH / 10_000, "the owner's");
    }

    function _close() private {
        vm.prank(customer);
        pools.close(id, payer);
    }
}
