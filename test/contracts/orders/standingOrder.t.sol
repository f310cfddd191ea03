// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOrders, StandingOrder} from "../../../contracts/interfaces/IOrders.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {State} from "../../../contracts/types/State.sol";
import {vm} from "../support/Vm.sol";
import {Ordering} from "./Ordering.sol";

contract StandingOrderTest is Ordering {
    uint256 private constant NEVER = type(uint32).max;

    function test_StandingOrder_RevertWhenNothingIsOrdered() external {
        StandingOrder memory order = someOrder();
        (order.cus, order.sus) = (0, 0);
        vm.expectRevert(Errors.NothingBought.selector);
        this.tryGive(poolId, order, customer);
    }

    function test_StandingOrder_RevertWhenMoreIsOrderedThanOnePurchaseCanHold() external {
        uint64 most = (1 << 44) - 1;
        StandingOrder memory order = someOrder();
        order.cus = most + 1;
        vm.expectRevert(abi.encodeWithSelector(Errors.AmountTooLarge.selector, most, most + 1));
        this.tryGive(poolId, order, customer);
        (order.cus, order.sus) = (most, most + 2);
        vm.expectRevert(abi.encodeWithSelector(Errors.AmountTooLarge.selector, most, most + 2));
        this.tryGive(poolId, order, customer);
    }

    function test_StandingOrder_RevertGivenNoSuchPool() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAPool.selector, 99, State.None));
        this.tryGive(99, someOrder(), customer);
    }

    function test_StandingOrder_RevertGivenAReservationThatWasNotPaid() external {
        uint256 id = reserve();
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAPool.selector, id, State.Requested));
        this.tryGive(id, someOrder(), customer);
    }

    function test_StandingOrder_RevertGivenAPoolThatWasClosed() external {
        closePool(poolId);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAPool.selector, poolId, State.Closed));
        this.tryGive(poolId, someOrder(), customer);
    }

    function test_StandingOrder_RevertWhenTheCallerDoesNotOwnThePool() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotTidOwner.selector, tid, customer, stranger));
        this.tryGive(poolId, someOrder(), stranger);
    }

    function test_StandingOrder_RevertGivenAPoolThatWasPaidInCoins() external {
        uint256 id = openSmallPool(NATIVE);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadAddress.selector, NATIVE));
        this.tryGive(id, someOrder(), customer);
    }

    function test_StandingOrder_RevertWhenItWouldBeOverAtOnce() external {
        StandingOrder memory order = someOrder();
        order.until = uint32(time()) - 1;
        vm.expectRevert(abi.encodeWithSelector(Errors.OrderIsOver.selector, poolId, order.until, time()));
        this.tryGive(poolId, order, customer);
    }

    function test_StandingOrder_WhenTheOwnerOrders() external {
        StandingOrder memory order = someOrder();
        vm.expectEmit(address(orders));
        emit IOrders.OrderSet(
            poolId,
            customer,
            DAY,
            DAY,
            DAY_CU,
            DAY_SU,
            1 days,
            INTERVAL,
            3 * DAY_BOTH,
            START + 30 days
        );
        give(order);
        order.maker = customer;
        assertOrder(order);
        vm.assertEq(usd.balanceOf(customer), 1_000e6, "costs nothing yet");
    }

    function test_StandingOrder_WhenItMayRunThisSecondOnly() external {
        StandingOrder memory order = someOrder();
        order.until = uint32(time());
        give(order);
        order.maker = customer;
        assertOrder(order);
    }

    function test_StandingOrder_WhenTheOwnerOrdersAgain() external {
        give(someOrder());
        passToDue();
        execute();
        vm.assertEq(orders.orderOf(poolId).spent, DAY_BOTH, "spent");
        StandingOrder memory order = someOrder();
        (order.cus, order.sus) = (DAY, 0);
        give(order);
        order.maker = customer;
        assertOrder(order);
    }

    function test_CancelOrder_RevertGivenNoOrder() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NoStandingOrder.selector, poolId));
        vm.prank(customer);
        orders.cancelOrder(poolId);
    }

    function test_CancelOrder_RevertWhenNeitherMakerNorOwnerCancels() external {
        give(someOrder());
        vm.expectRevert(abi.encodeWithSelector(Errors.NotTidOwner.selector, tid, customer, farmer));
        vm.prank(farmer);
        orders.cancelOrder(poolId);
    }

    function test_CancelOrder_RevertWhenTheOldOwnerTriesOnTheNewOwnersOrder() external {
        give(someOrder());
        sell(payer);
        giveFor(poolId, someOrder(), payer);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotTidOwner.selector, tid, payer, customer));
        vm.prank(customer);
        orders.cancelOrder(poolId);
    }

    function test_CancelOrder_WhenTheMakerCancels() external {
        give(someOrder());
        _cancels(customer);
    }

    function test_CancelOrder_WhenTheMakerCancelsAfterHeSold() external {
        give(someOrder());
        sell(payer);
        _cancels(customer);
    }

    function test_CancelOrder_WhenTheNewOwnerCancels() external {
        give(someOrder());
        sell(payer);
        _cancels(payer);
    }

    function test_CancelOrder_GivenTheOrderedPoolWasClosed() external {
        give(someOrder());
        closePool(poolId);
        _cancels(customer);
    }

    function test_OrderOf_WhenAskedForAnOrderThatIsNot() external view {
        StandingOrder memory nothing;
        assertOrder(nothing);
    }

    function test_SecondsLeft_RevertWhenAskedForWhatIsNoPool() external {
        uint256 id = reserve();
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAPool.selector, id, State.Requested));
        orders.secondsLeft(id);
    }

    function testFuzz_SecondsLeft_GivenItDraws(uint256 elapsed) external {
        elapsed = bound(elapsed, 0, 1 days);
        pass(elapsed);
        vm.assertEq(orders.secondsLeft(poolId), 2 days - elapsed, "left");
    }

    function test_SecondsLeft_GivenItDrawsNothing() external {
        report(poolId, 0, 0);
        vm.assertEq(orders.secondsLeft(poolId), NEVER, "never");
    }

    function test_SecondsLeft_GivenItRanDry() external {
        passToDue();
        report(poolId, 1_000, 1_000);
        pass(1 days - 1);
        vm.assertEq(orders.secondsLeft(poolId), 1, "one second");
        pass(1);
        vm.assertEq(orders.secondsLeft(poolId), 0, "dry");
        pass(30 days);
        vm.assertEq(orders.secondsLeft(poolId), 0, "still dry");
    }

    function test_SecondsLeft_GivenNoOrder() external {
        report(poolId, 1_000, 2_000);
        vm.assertEq(orders.secondsLeft(poolId), 1 days, "as its SU");
        report(poolId, 2_000, 1_000);
        vm.assertEq(orders.secondsLeft(poolId), 1 days, "as its CU");
    }

    function test_SecondsLeft_GivenAnOrderOfOneUnit() external {
        StandingOrder memory order = someOrder();
        (order.sus, order.maxSuCost) = (0, 0);
        give(order);
        report(poolId, 1_000, 2_000);
        vm.assertEq(orders.secondsLeft(poolId), 2 days, "as its CU");
        (order.cus, order.maxCuCost, order.sus, order.maxSuCost) = (0, 0, DAY, DAY_SU);
        give(order);
        vm.assertEq(orders.secondsLeft(poolId), 1 days, "as its SU");
        report(poolId, 2_000, 1_000);
        vm.assertEq(orders.secondsLeft(poolId), 2 days, "as its SU still");
    }

    function test_SecondsLeft_GivenItsReadingIsTooOld() external {
        pass(1 days + 1);
        vm.assertEq(orders.secondsLeft(poolId), 1 days, "left");
        pass(30 days);
        vm.assertEq(orders.secondsLeft(poolId), 1 days, "the same");
    }

    /// @dev From outside, so that the revert of the call in it is the next one.
    function tryGive(uint256 id, StandingOrder memory order, address from) external {
        giveFor(id, order, from);
    }

    function _cancels(address from) private {
        vm.expectEmit(address(orders));
        emit IOrders.OrderCancelled(poolId, customer);
        vm.prank(from);
        orders.cancelOrder(poolId);
        StandingOrder memory nothing;
        assertOrder(nothing);
    }
}
