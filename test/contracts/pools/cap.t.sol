// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPoolsBase} from "../../../contracts/interfaces/IPoolsBase.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Skip} from "../../../contracts/types/Skip.sol";
import {State} from "../../../contracts/types/State.sol";
import {Offer} from "../../../contracts/types/Terms.sol";
import {Dial} from "../support/Clocks.sol";
import {PoolsTest} from "../support/PoolsTest.sol";
import {vm} from "../support/Vm.sol";

/// @notice The owner lowers his caps.
contract CapTest is PoolsTest {
    uint256 private id;

    function setUp() public override {
        super.setUp();
        id = buy(someOffer());
        report(id, 1000, 500);
        pass(10_000);
    }

    function _refused(uint256 poolId, uint32 cuCap, uint32 suCap, address caller, bytes memory refusal) private {
        vm.expectRevert(refusal);
        vm.prank(caller);
        pools.cap(poolId, cuCap, suCap);
    }

    /// @dev Lowers, and expects these rates after 10,000 s of 1 CU and half an SU.
    function _lowered(uint32 cuCap, uint32 suCap, uint256 cuRate, uint256 suRate) private {
        Dial memory dial = Dial(MONTH_MILLI - 1e7, MONTH_MILLI - 5e6, cuRate, suRate, START + 10_000, START, false);
        vm.expectEmit(address(pools));
        emit IPoolsBase.CapsChanged(id, CU_CAP, SU_CAP, cuCap, suCap);
        // Of 10.000000 and 4.000000 the 10,000 s were worth 0.038580 and 0.007716: four fifths of it were held.
        expectSettled(id, dial, 30_864 + 6_172);
        vm.recordLogs();
        vm.prank(customer);
        pools.cap(id, cuCap, suCap);
        vm.assertEq(countOfEvents(), 2, "events");
        assertDial(id, dial);
        vm.assertEq(dealOf(id).cuCap(), cuCap, "cuCap");
        vm.assertEq(dealOf(id).suCap(), suCap, "suCap");
        vm.assertEq(credit(address(usd)), USD_BOTH / 5 + 30_864 + 6_172, "the farm's");
    }

    function test_RevertGivenNoLivingPool() external {
        _refused(99, 0, 0, customer, abi.encodeWithSelector(Errors.NotAPool.selector, 99, State.None));
        uint256 reserved = reserve();
        bytes memory refusal = abi.encodeWithSelector(Errors.NotAPool.selector, reserved, State.Requested);
        _refused(reserved, 0, 0, customer, refusal);
        vm.prank(customer);
        pools.close(id, customer);
        _refused(id, 0, 0, customer, abi.encodeWithSelector(Errors.NotAPool.selector, id, State.Closed));
    }

    function test_RevertWhenTheCallerDoesNotOwnIt() external {
        bytes memory refusal = abi.encodeWithSelector(Errors.NotTidOwner.selector, tid, customer, farmer);
        _refused(id, 0, 0, farmer, refusal);
    }

    function test_RevertWhenTheCuCapWouldRise() external {
        bytes memory refusal = abi.encodeWithSelector(Errors.CapMayOnlyLower.selector, id, CU_CAP, CU_CAP + 1);
        _refused(id, CU_CAP + 1, 0, customer, refusal);
    }

    function test_RevertWhenTheSuCapWouldRise() external {
        bytes memory refusal = abi.encodeWithSelector(Errors.CapMayOnlyLower.selector, id, SU_CAP, SU_CAP + 1);
        _refused(id, 0, SU_CAP + 1, customer, refusal);
        // Nor back to where it was.
        vm.prank(customer);
        pools.cap(id, 10, 10);
        _refused(id, 10, 11, customer, abi.encodeWithSelector(Errors.CapMayOnlyLower.selector, id, 10, 11));
    }

    function test_WhenTheCapsFallBelowTheRates() external {
        _lowered(999, 1, 999, 1);
    }

    function test_WhenOneCapFallsBelowItsRate() external {
        _lowered(999, SU_CAP, 999, 500);
    }

    function test_WhenTheCapsStayAboveTheRates() external {
        _lowered(1000, 500, 1000, 500);
    }

    function test_WhenTheCapsStayAsTheyAre() external {
        _lowered(CU_CAP, SU_CAP, 1000, 500);
    }

    function test_WhenBothCapsFallToZero() external {
        _lowered(0, 0, 0, 0);
        pass(100);
        expectSkipped(readingOf(id, 1, 0, time()), farmId, Skip.AboveCap);
        report(id, 1, 0);
        report(id, 0, 0);
        uint256 last = START + 10_100;
        assertDial(id, Dial(MONTH_MILLI - 1e7, MONTH_MILLI - 5e6, 0, 0, last, last, false));
    }

    function test_WhenThePoolRanDry() external {
        Offer memory offer = someOffer();
        (offer.cus, offer.cuAmount) = (4000, 15_433);
        id = buy(offer);
        report(id, 4000, 0);
        pass(1000);
        vm.prank(customer);
        pools.cap(id, 1, 1);
        assertDial(id, Dial(0, MONTH_MILLI, 0, 0, START + 11_000, START + 10_000, true));
        vm.assertEq(dealOf(id).cuCap(), 1, "cuCap");
    }

    function test_WhenTheClockStoodStillForWantOfAReading() external {
        pass(3 * DAY);
        vm.prank(customer);
        pools.cap(id, 600, 500);
        uint256 settledAt = START + 10_000 + 3 * DAY;
        assertDial(id, Dial(MONTH_MILLI - DAY * 1000, MONTH_MILLI - DAY * 500, 600, 500, settledAt, START, false));
        pass(DAY);
        vm.prank(customer);
        pools.cap(id, 600, 500);
        settledAt += DAY;
        assertDial(id, Dial(MONTH_MILLI - DAY * 1000, MONTH_MILLI - DAY * 500, 600, 500, settledAt, START, false));
    }

    function test_WhenANoticeStands() external {
        vm.prank(farmer);
        pools.announceEviction(id);
        vm.prank(customer);
        pools.cap(id, 0, 0);
        vm.assertEq(dealOf(id).cuCap(), 0, "cuCap");
        vm.assertEq(dealOf(id).until(), START + 10_000 + 7 * DAY, "the notice");
    }
}
