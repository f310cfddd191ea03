// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPoolsBase} from "../../../contracts/interfaces/IPoolsBase.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Clock} from "../../../contracts/types/Clock.sol";
import {Deal} from "../../../contracts/types/Deal.sol";
import {State} from "../../../contracts/types/State.sol";
import {PoolsTest} from "../support/PoolsTest.sol";
import {vm} from "../support/Vm.sol";

/// @notice A threebot takes the pool that it was offered.
contract AcceptPoolTest is PoolsTest {
    uint256 private id;

    function setUp() public override {
        super.setUp();
        id = buy(someOffer());
    }

    function _offer() private {
        vm.prank(customer);
        pools.offerPool(id, otherTid);
    }

    function _refused(uint256 poolId, address caller, bytes memory refusal) private {
        vm.expectRevert(refusal);
        vm.prank(caller);
        pools.acceptPool(poolId);
    }

    function _sell(uint40 which, address from, address to) private {
        vm.prank(from);
        registry.transferTid(which, to);
        vm.prank(to);
        registry.acceptTid(which, keccak256(abi.encode("a new key", to)), proof);
    }

    function test_RevertGivenNoLivingPool() external {
        _refused(99, neighbour, abi.encodeWithSelector(Errors.NotAPool.selector, 99, State.None));
    }

    function test_RevertWhenItWasNotOffered() external {
        _refused(id, neighbour, abi.encodeWithSelector(Errors.NotOfferedTo.selector, id, address(0), neighbour));
    }

    function test_RevertWhenTheCallerIsNotTheWalletOfThatThreebot() external {
        _offer();
        _refused(id, customer, abi.encodeWithSelector(Errors.NotOfferedTo.selector, id, neighbour, customer));
    }

    function test_RevertWhenTheSellersThreebotWasSoldSince() external {
        _offer();
        _sell(tid, customer, stranger);
        _refused(id, neighbour, abi.encodeWithSelector(Errors.NotTidOwner.selector, tid, stranger, customer));
    }

    function test_RevertWhenThePoolChangedHandsSince() external {
        _offer();
        vm.prank(neighbour);
        pools.acceptPool(id);
        // The old word gives it to nobody once more.
        _refused(id, neighbour, abi.encodeWithSelector(Errors.NotOfferedTo.selector, id, address(0), neighbour));
    }

    function test_RevertWhenThePoolEndedSince() external {
        _offer();
        vm.prank(customer);
        pools.close(id, customer);
        _refused(id, neighbour, abi.encodeWithSelector(Errors.NotAPool.selector, id, State.Closed));
    }

    function test_WhenTheTakersThreebotWasSoldSince() external {
        _offer();
        _sell(otherTid, neighbour, stranger);
        _refused(id, neighbour, abi.encodeWithSelector(Errors.NotOfferedTo.selector, id, stranger, neighbour));
        vm.prank(stranger);
        pools.acceptPool(id);
        vm.assertEq(dealOf(id).tid(), otherTid, "tid");
    }

    function test_WhenTheWalletOfThatThreebotTakesIt() external {
        report(id, 1000, 500);
        pass(100);
        vm.prank(farmer);
        pools.announceEviction(id);
        _offer();
        (Clock clock, , Deal deal) = pools.slotsOf(id);
        vm.expectEmit(address(pools));
        emit IPoolsBase.PoolTransferred(id, tid, otherTid);
        vm.recordLogs();
        vm.prank(neighbour);
        pools.acceptPool(id);
        vm.assertEq(countOfEvents(), 1, "events");
        // It should belong to that threebot, and change nothing else.
        vm.assertEq(Clock.unwrap(clockOf(id)), Clock.unwrap(clock), "the clock");
        vm.assertEq(Deal.unwrap(dealOf(id)), Deal.unwrap(deal.withTid(otherTid)), "the deal");
        (uint40 to, address by) = pools.offeredTo(id);
        vm.assertEq(to, 0, "to nobody");
        vm.assertEq(by, address(0), "by nobody");
        // It is his to close, and no longer the seller's.
        vm.expectRevert(abi.encodeWithSelector(Errors.NotTidOwner.selector, otherTid, neighbour, customer));
        vm.prank(customer);
        pools.close(id, customer);
        vm.prank(neighbour);
        pools.close(id, neighbour);
    }
}
