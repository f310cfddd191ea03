// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPoolsBase} from "../../../contracts/interfaces/IPoolsBase.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Clock} from "../../../contracts/types/Clock.sol";
import {Deal} from "../../../contracts/types/Deal.sol";
import {State} from "../../../contracts/types/State.sol";
import {PoolsTest} from "../support/PoolsTest.sol";
import {vm} from "../support/Vm.sol";

/// @notice An owner rates the farm.
contract RateTest is PoolsTest {
    uint256 private id;

    function setUp() public override {
        super.setUp();
        id = buy(someOffer());
    }

    function _refused(uint256 poolId, uint8 stars, address caller, bytes memory refusal) private {
        vm.expectRevert(refusal);
        vm.prank(caller);
        pools.rate(poolId, stars);
    }

    function _rated(uint8 stars, uint40 byTid, address caller) private {
        (Clock clock, , Deal deal) = pools.slotsOf(id);
        vm.expectEmit(address(pools));
        emit IPoolsBase.Rated(id, farmId, byTid, stars);
        vm.recordLogs();
        vm.prank(caller);
        pools.rate(id, stars);
        vm.assertEq(countOfEvents(), 1, "events");
        vm.assertEq(Clock.unwrap(clockOf(id)), Clock.unwrap(clock), "the clock");
        vm.assertEq(Deal.unwrap(dealOf(id)), Deal.unwrap(deal), "the deal");
    }

    function test_RevertGivenWhatNeverWasAPool() external {
        _refused(99, 5, customer, abi.encodeWithSelector(Errors.NotAPool.selector, 99, State.None));
        uint256 reserved = reserve();
        bytes memory refusal = abi.encodeWithSelector(Errors.NotAPool.selector, reserved, State.Requested);
        _refused(reserved, 5, customer, refusal);
        accept(reserved);
        refusal = abi.encodeWithSelector(Errors.NotAPool.selector, reserved, State.Payable);
        _refused(reserved, 5, customer, refusal);
        vm.prank(customer);
        pools.cancel(reserved);
        refusal = abi.encodeWithSelector(Errors.NotAPool.selector, reserved, State.Cancelled);
        _refused(reserved, 5, customer, refusal);
    }

    function test_RevertWhenTheCallerDoesNotOwnIt() external {
        _refused(id, 5, farmer, abi.encodeWithSelector(Errors.NotTidOwner.selector, tid, customer, farmer));
    }

    function test_RevertWhenTheStarsAreNoneOrMoreThanFive() external {
        _refused(id, 0, customer, abi.encodeWithSelector(Errors.BadStars.selector, 5, 0));
        _refused(id, 6, customer, abi.encodeWithSelector(Errors.BadStars.selector, 5, 6));
        _refused(id, 255, customer, abi.encodeWithSelector(Errors.BadStars.selector, 5, 255));
    }

    function test_WhenTheOwnerRates() external {
        _rated(1, tid, customer);
        _rated(5, tid, customer);
    }

    function test_WhenThePoolWasClosed() external {
        vm.prank(customer);
        pools.close(id, customer);
        _rated(3, tid, customer);
    }

    function test_WhenThePoolWasEvicted() external {
        vm.prank(farmer);
        pools.announceEviction(id);
        pass(7 * DAY);
        fund(address(usd), farmer, USD_BOTH);
        vm.prank(farmer);
        pools.evict(id);
        _rated(1, tid, customer);
    }

    function test_WhenThePoolWasTransferred() external {
        vm.prank(customer);
        pools.offerPool(id, otherTid);
        vm.prank(neighbour);
        pools.acceptPool(id);
        _refused(id, 5, customer, abi.encodeWithSelector(Errors.NotTidOwner.selector, otherTid, neighbour, customer));
        _rated(4, otherTid, neighbour);
    }
}
