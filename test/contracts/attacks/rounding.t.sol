// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Offer} from "../../../contracts/types/Terms.sol";
import {PoolsTest} from "../support/PoolsTest.sol";
import {vm} from "../support/Vm.sol";

struct Stay {
    uint16 upfront;
    uint128 cents;
    uint32 cus;
    uint32 rate;
    uint24 duration;
}

/// @notice Those who would starve a farm, or an owner, by rounding.
contract RoundingAttacksTest is PoolsTest {
    uint256 private id;

    function setUp() public override {
        super.setUp();
        setPrice(address(eur), 1000, 1000);
        fund(address(eur), stranger, 1e9);
    }

    /// @dev CU alone, in cents, nothing upfront.
    function _open(uint64 cus, uint128 cents, uint16 upfrontBps) private {
        Offer memory offer = someOffer();
        (offer.token, offer.cus, offer.cuAmount, offer.cuCap) = (address(eur), cus, cents, 8000);
        (offer.sus, offer.suAmount, offer.suCap, offer.upfrontBps) = (0, 0, 0, upfrontBps);
        id = buyFromOwner(offer);
    }

    function _close() private returns (uint256 returned) {
        uint256 before = eur.balanceOf(payer);
        vm.prank(customer);
        pools.close(id, payer);
        return eur.balanceOf(payer) - before;
    }

    // ── a month of one CU for 10.00 ──

    function test_WhenItIsSettledEveryTenMinutes() external {
        _open(MONTH, 1000, 0);
        report(id, 1000, 0);
        for (uint256 elapsed = 600; elapsed <= MONTH; elapsed += 600) {
            pass(600);
            report(id, 1000, 0);
            vm.assertEq(credit(address(eur)), (1000 * elapsed) / MONTH, "its share");
        }
        vm.assertEq(credit(address(eur)), 1000, "all of it");
        vm.assertTrue(clockOf(id).isEmpty(), "ran dry");
    }

    function test_WhenItIsSettledEveryBlock() external {
        _open(MONTH, 1000, 0);
        report(id, 1000, 0);
        uint256 elapsed;
        // Forty blocks in a row on each day of the month.
        for (uint256 day; day < 30; ++day) {
            for (uint256 i; i < 40; ++i) {
                pass(12);
                elapsed += 12;
                report(id, 1000, 0);
                vm.assertEq(credit(address(eur)), (1000 * elapsed) / MONTH, "its share");
            }
            pass(DAY - 480);
            elapsed += DAY - 480;
        }
        report(id, 1000, 0);
        vm.assertEq(credit(address(eur)), 1000, "all of it");
    }

    function testFuzz_WhenItIsSettledAtAnyTimes(
        uint16[8] memory steps,
        uint32 rate,
        uint64 cus,
        uint128 cents
    ) external {
        cus = uint64(bound(cus, 1, 100_000));
        rate = uint32(bound(rate, 1, 8000));
        _open(cus, uint128(bound(cents, 0, 1 << 73)), 3_333);
        report(id, rate, 0);
        uint256 snapshot = vm.snapshotState();
        uint256 end;
        for (uint256 i; i < 8; ++i) end += steps[i] % 10_000;
        pass(end);
        report(id, rate, 0);
        (uint256 earned, uint256 left) = (credit(address(eur)), clockOf(id).cu());
        vm.revertToState(snapshot);
        for (uint256 i; i < 8; ++i) {
            pass(steps[i] % 10_000);
            report(id, rate, 0);
        }
        vm.assertEq(clockOf(id).cu(), left, "units");
        vm.assertEq(credit(address(eur)), earned, "money");
    }

    function test_When16000GrainsOfRefillComeInThatMonth() external {
        _open(MONTH, 1000, 0);
        report(id, 1000, 0);
        uint256 paid = 1000;
        for (uint256 i = 1; i <= 16_000; ++i) {
            pass(162);
            if (i % 500 == 0) report(id, 1000, 0);
            paid += refill(id, 1, 0, stranger);
            if (i % 100 != 0) continue;
            vm.assertGe(credit(address(eur)), (1000 * 162 * i) / MONTH, "no less than without them");
            uint256 held = escrowOf(clockOf(id).cu(), worthOf(id).cuPrice(), 0);
            vm.assertEq(credit(address(eur)) + held, paid, "nothing is forgiven, nothing made");
        }
        vm.assertEq(paid, 17_000, "a cent for each grain");
        vm.assertEq(clockOf(id).cu(), 16_000_000, "what is left");
        pass(16_000);
        report(id, 0, 0);
        vm.assertEq(credit(address(eur)), paid, "all of it in the end");
    }

    // ── 8 CU ──

    function test_WhenAGrainOfRefillComesBeforeEachBaseUnitFallsDue() external {
        _open(8 * MONTH, 8000, 0);
        report(id, 8000, 0);
        uint256 elapsed;
        for (uint256 i = 1; elapsed + 323 < MONTH; ++i) {
            // At 8 CU a base unit falls due every 324 seconds.
            pass(323);
            elapsed += 323;
            if (i % 200 == 0) report(id, 8000, 0);
            refill(id, 1, 0, stranger);
        }
        pass(MONTH - elapsed);
        report(id, 0, 0);
        vm.assertGe(credit(address(eur)), 8000, "all of it");
        vm.assertEq(credit(address(eur)) + _close(), 8000 + elapsed / 323, "and no cent made or lost");
    }

    // ── a share upfront ──

    function test_WhenItIsEvictedAfterADayAtHalfUpfront() external {
        _open(MONTH, 1001, 5_000);
        vm.assertEq(credit(address(eur)), 500, "half, rounded down");
        vm.prank(farmer);
        pools.announceEviction(id);
        pass(6 * DAY);
        report(id, 1000, 0);
        pass(DAY);
        // A thirtieth was consumed: 33.37 of 1001, so 967.63 are left, which count as 968.
        fund(address(eur), farmer, 484);
        vm.prank(farmer);
        pools.evict(id);
        vm.assertEq(pools.owedOf(address(eur), customer), 968, "the owner's: all that is unconsumed");
        vm.assertEq(eur.balanceOf(farmer), 0, "brought: half of that");
        vm.assertEq(credit(address(eur)) - 484, 1001 - 968, "the farm keeps what was consumed");
        vm.assertEq(eur.balanceOf(address(pools)), 968 + credit(address(eur)), "in Pools");
    }

    function testFuzz_WhenAnyPartOfItIsConsumedBeforeTheOwnerLeaves(Stay memory stay) external {
        uint256 bps = bound(stay.upfront, 0, 10_000);
        uint256 milli = bound(stay.cus, 1, type(uint32).max) * 1000;
        uint256 cents = bound(stay.cents, 0, 1 << 73);
        _open(uint64(milli / 1000), uint128(cents), uint16(bps));
        report(id, uint32(bound(stay.rate, 0, 8000)), 0);
        pass(bound(stay.duration, 0, DAY));
        uint256 consumed = _consumed(milli);
        uint256 returned = _close();
        vm.assertEq(credit(address(eur)) + returned, cents, "nothing made or lost");
        uint256 most = (cents * bps) / 10_000 + (consumed * cents) / milli + 1;
        vm.assertLe(credit(address(eur)), most, "at most upfront and consumption");
        uint256 unconsumed = cents - (consumed * cents + milli - 1) / milli;
        vm.assertGe(returned, (unconsumed * (10_000 - bps)) / 10_000, "at least his part of what is unconsumed");
    }

    /// @dev Whole seconds that it could pay, at the rate since START.
    function _consumed(uint256 milli) private view returns (uint256) {
        uint256 rate = clockOf(id).cuRate();
        if (rate == 0) return 0;
        uint256 elapsed = time() - START;
        return rate * (elapsed < milli / rate ? elapsed : milli / rate);
    }

    function testFuzz_WhenAStrangerRefillsBeforeTheOwnerLeaves(
        uint16 upfront,
        uint64 cents,
        uint32 cus,
        uint32 refilled,
        uint16 first,
        uint16 second
    ) external {
        // Enough that it never runs dry: a refilled pool would go on drawing, and that is consumption.
        uint64 bought = uint64(bound(cus, 1_000_000, type(uint32).max));
        _open(bought, cents, uint16(bound(upfront, 0, 10_000)));
        report(id, 5000, 0);
        pass(first);
        uint256 snapshot = vm.snapshotState();
        pass(second);
        uint256 without = _close();
        vm.revertToState(snapshot);
        refill(id, bound(refilled, 1, type(uint32).max), 0, stranger);
        pass(second);
        vm.assertGe(_close(), without, "the owner's");
    }

    // ── one base unit ──

    function test_WhenAThousandthOfItIsConsumed() external {
        _open(1000, 1, 9_999);
        vm.assertEq(credit(address(eur)), 0, "a base unit is not divided");
        report(id, 1000, 0);
        pass(999);
        report(id, 1000, 0);
        vm.assertEq(credit(address(eur)), 0, "until the last is gone");
        vm.assertEq(_close(), 1, "the owner's");
    }

    function test_WhenAllIsConsumed() external {
        _open(1000, 1, 9_999);
        report(id, 1000, 0);
        pass(1000);
        report(id, 0, 0);
        vm.assertEq(credit(address(eur)), 1, "the farm's");
        vm.assertEq(_close(), 0, "the owner's");
    }
}
