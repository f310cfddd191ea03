// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOrders, StandingOrder} from "../../../contracts/interfaces/IOrders.sol";
import {Terms} from "../../../contracts/types/Terms.sol";
import {Expecting} from "../support/Expecting.sol";
import {vm} from "../support/Vm.sol";

/// @notice A pool that lasts two days and draws 1 CU and 1 SU, and an order to refill a day of both when a day is left.
abstract contract Ordering is Expecting {
    uint64 internal constant DAY = 1 days;
    // A thirtieth of the list prices, rounded up.
    uint128 internal constant DAY_CU = 333_334;
    uint128 internal constant DAY_SU = 133_334;
    uint128 internal constant DAY_BOTH = DAY_CU + DAY_SU;
    uint32 internal constant INTERVAL = 12 hours;

    uint256 internal poolId;

    function setUp() public virtual override {
        super.setUp();
        poolId = openSmallPool(address(usd));
        usd.mint(customer, 1_000e6);
        vm.prank(customer);
        usd.approve(address(orders), type(uint256).max);
    }

    function openSmallPool(address token) internal returns (uint256 id) {
        Terms memory terms = someTerms();
        (terms.cus, terms.sus) = (2 * DAY, 2 * DAY);
        if (token != address(usd)) {
            terms.currencies = new address[](1);
            terms.currencies[0] = token;
        }
        id = openPool(terms, token);
        report(id, 1_000, 1_000);
    }

    function someOrder() internal pure returns (StandingOrder memory order) {
        (order.cus, order.sus) = (DAY, DAY);
        (order.maxCuCost, order.maxSuCost) = (DAY_CU, DAY_SU);
        (order.whenSecondsLeft, order.minInterval) = (1 days, INTERVAL);
        (order.maxTotal, order.until) = (3 * DAY_BOTH, START + 30 days);
    }

    function give(StandingOrder memory order) internal {
        giveFor(poolId, order, customer);
    }

    function giveFor(uint256 id, StandingOrder memory o, address from) internal {
        bytes memory call = abi.encodePacked(
            IOrders.standingOrder.selector,
            abi.encode(id, o.cus, o.sus, o.maxCuCost, o.maxSuCost),
            abi.encode(o.whenSecondsLeft, o.minInterval, o.maxTotal, o.until)
        );
        vm.prank(from);
        (bool done, bytes memory answer) = address(orders).call(call);
        if (done) return;
        assembly ("memory-safe") {
            revert(add(answer, 0x20), mload(answer))
        }
    }

    /// @dev Until a day is left: the order's moment.
    function passToDue() internal {
        pass(1 days);
    }

    function execute() internal returns (uint256 cost) {
        vm.prank(stranger);
        return orders.execute(poolId);
    }

    function sell(address to) internal {
        vm.prank(registry.ownerOfTid(tid));
        registry.transferTid(tid, to);
        vm.prank(to);
        registry.acceptTid(tid, keccak256(abi.encode("new key", to)), proof);
    }

    function expectExecuted(uint256 cost, uint128 spent) internal {
        vm.expectEmit(address(orders));
        emit IOrders.OrderExecuted(poolId, customer, cost, spent);
    }

    function assertOrder(StandingOrder memory expected) internal view {
        vm.assertEq(
            keccak256(abi.encode(orders.orderOf(poolId))),
            keccak256(abi.encode(expected)),
            "the order as it is stored"
        );
    }

    /// @dev Nothing of anybody stays here, and no allowance of ours.
    function assertClean(address token) internal view {
        vm.assertEq(balance(token, address(orders)), 0, "nothing stays");
    }
}
