// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPoolsBase} from "../../../contracts/interfaces/IPoolsBase.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {State} from "../../../contracts/types/State.sol";
import {PoolsTest} from "../support/PoolsTest.sol";
import {vm} from "../support/Vm.sol";

/// @notice The owner offers his pool to another threebot.
contract OfferPoolTest is PoolsTest {
    uint256 private id;

    function setUp() public override {
        super.setUp();
        id = buy(someOffer());
    }

    function _refused(uint256 poolId, address caller, bytes memory refusal) private {
        vm.expectRevert(refusal);
        vm.prank(caller);
        pools.offerPool(poolId, otherTid);
    }

    function _offered(uint40 toTid) private {
        vm.expectEmit(address(pools));
        emit IPoolsBase.PoolOffered(id, tid, toTid);
        vm.recordLogs();
        vm.prank(customer);
        pools.offerPool(id, toTid);
        vm.assertEq(countOfEvents(), 1, "events");
        (uint40 to, address by) = pools.offeredTo(id);
        vm.assertEq(to, toTid, "to");
        vm.assertEq(by, customer, "by");
        vm.assertEq(dealOf(id).tid(), tid, "still his");
    }

    function test_RevertGivenNoLivingPool() external {
        _refused(99, customer, abi.encodeWithSelector(Errors.NotAPool.selector, 99, State.None));
        vm.prank(customer);
        pools.close(id, customer);
        _refused(id, customer, abi.encodeWithSelector(Errors.NotAPool.selector, id, State.Closed));
    }

    function test_RevertWhenTheCallerDoesNotOwnIt() external {
        _refused(id, neighbour, abi.encodeWithSelector(Errors.NotTidOwner.selector, tid, customer, neighbour));
    }

    function test_WhenTheOwnerOffersIt() external {
        (uint40 to, address by) = pools.offeredTo(id);
        vm.assertEq(to, 0, "to nobody");
        vm.assertEq(by, address(0), "by nobody");
        _offered(otherTid);
    }

    function test_WhenHeOffersItAgain() external {
        _offered(otherTid);
        _offered(farmTid);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOfferedTo.selector, id, farmer, neighbour));
        vm.prank(neighbour);
        pools.acceptPool(id);
    }

    function test_WhenHeOffersItToNobody() external {
        _offered(otherTid);
        _offered(0);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOfferedTo.selector, id, address(0), neighbour));
        vm.prank(neighbour);
        pools.acceptPool(id);
    }
}
