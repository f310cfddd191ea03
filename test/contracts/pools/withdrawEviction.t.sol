// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPoolsBase} from "../../../contracts/interfaces/IPoolsBase.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Deal} from "../../../contracts/types/Deal.sol";
import {State} from "../../../contracts/types/State.sol";
import {PoolsTest} from "../support/PoolsTest.sol";
import {vm} from "../support/Vm.sol";

/// @notice A farm takes its notice back.
contract WithdrawEvictionTest is PoolsTest {
    uint256 private id;

    function setUp() public override {
        super.setUp();
        id = buy(someOffer());
    }

    function _announce() private {
        vm.prank(farmer);
        pools.announceEviction(id);
    }

    function _refused(uint256 poolId, address caller, bytes memory refusal) private {
        vm.expectRevert(refusal);
        vm.prank(caller);
        pools.withdrawEviction(poolId);
    }

    function test_RevertGivenNoLivingPool() external {
        _refused(99, farmer, abi.encodeWithSelector(Errors.NotAPool.selector, 99, State.None));
    }

    function test_RevertWhenTheCallerDoesNotOwnTheFarm() external {
        _announce();
        _refused(id, customer, abi.encodeWithSelector(Errors.NotFarmOwner.selector, farmId, farmer, customer));
    }

    function test_RevertWhenNothingWasAnnounced() external {
        _refused(id, farmer, abi.encodeWithSelector(Errors.NothingAnnounced.selector, id));
    }

    function test_RevertWhenTheNoticeHasLapsed() external {
        _announce();
        pass(14 * DAY + 1);
        _refused(id, farmer, abi.encodeWithSelector(Errors.NothingAnnounced.selector, id));
    }

    function test_WhenTheOwnerTakesItBack() external {
        Deal deal = dealOf(id);
        _announce();
        vm.expectEmit(address(pools));
        emit IPoolsBase.EvictionWithdrawn(id);
        vm.recordLogs();
        vm.prank(farmer);
        pools.withdrawEviction(id);
        vm.assertEq(countOfEvents(), 1, "events");
        vm.assertEq(Deal.unwrap(dealOf(id)), Deal.unwrap(deal), "the deal");
        // It may be refilled again, and must be announced anew.
        fund(address(usd), stranger, USD_CU);
        refill(id, MONTH, 0, stranger);
        pass(8 * DAY);
        vm.expectRevert(abi.encodeWithSelector(Errors.NothingAnnounced.selector, id));
        vm.prank(farmer);
        pools.evict(id);
    }

    function test_WhenItIsTakenBackInTheLastSecondOfItsWindow() external {
        _announce();
        pass(14 * DAY);
        vm.prank(farmer);
        pools.withdrawEviction(id);
        vm.assertEq(dealOf(id).until(), 0, "until");
    }
}
