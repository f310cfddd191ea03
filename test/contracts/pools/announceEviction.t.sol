// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPoolsBase} from "../../../contracts/interfaces/IPoolsBase.sol";
import {Price} from "../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Clock} from "../../../contracts/types/Clock.sol";
import {Deal} from "../../../contracts/types/Deal.sol";
import {State} from "../../../contracts/types/State.sol";
import {PoolsTest} from "../support/PoolsTest.sol";
import {vm} from "../support/Vm.sol";

/// @notice A farm gives notice.
contract AnnounceEvictionTest is PoolsTest {
    uint256 private id;

    function setUp() public override {
        super.setUp();
        id = buy(someOffer());
    }

    function _refused(uint256 poolId, address caller, bytes memory refusal) private {
        vm.expectRevert(refusal);
        vm.prank(caller);
        pools.announceEviction(poolId);
    }

    function _announced(uint256 from, uint256 lapses) private {
        (Clock clock, , Deal deal) = pools.slotsOf(id);
        vm.expectEmit(address(pools));
        emit IPoolsBase.EvictionAnnounced(id, uint32(from), uint32(lapses));
        vm.recordLogs();
        vm.prank(farmer);
        pools.announceEviction(id);
        vm.assertEq(countOfEvents(), 1, "events");
        vm.assertEq(Deal.unwrap(dealOf(id)), Deal.unwrap(deal.withUntil(from)), "the deal");
        vm.assertEq(Clock.unwrap(clockOf(id)), Clock.unwrap(clock), "the clock");
    }

    function test_RevertGivenNoLivingPool() external {
        _refused(99, farmer, abi.encodeWithSelector(Errors.NotAPool.selector, 99, State.None));
        vm.prank(customer);
        pools.close(id, customer);
        _refused(id, farmer, abi.encodeWithSelector(Errors.NotAPool.selector, id, State.Closed));
    }

    function test_RevertWhenTheCallerDoesNotOwnTheFarm() external {
        _refused(id, operator, abi.encodeWithSelector(Errors.NotFarmOwner.selector, farmId, farmer, operator));
        _refused(id, neighbour, abi.encodeWithSelector(Errors.NotFarmOwner.selector, farmId, farmer, neighbour));
    }

    function test_RevertWhenANoticeStands() external {
        vm.prank(farmer);
        pools.announceEviction(id);
        bytes memory refusal = abi.encodeWithSelector(Errors.UnderNotice.selector, id, START + 7 * DAY);
        _refused(id, farmer, refusal);
        pass(14 * DAY);
        _refused(id, farmer, refusal);
    }

    function test_WhenTheOwnerAnnounces() external {
        report(id, 1000, 500);
        pass(100);
        _announced(START + 100 + 7 * DAY, START + 100 + 14 * DAY);
    }

    function test_WhenAnOlderNoticeHasLapsed() external {
        _announced(START + 7 * DAY, START + 14 * DAY);
        pass(14 * DAY + 1);
        _announced(START + 1 + 21 * DAY, START + 1 + 28 * DAY);
    }

    function test_WhenTheFarmsNoticeChangedSinceThePoolOpened() external {
        vm.prank(farmer);
        registry.setTerms(farmId, UPFRONT, 1, new Price[](0));
        _announced(START + 7 * DAY, START + 14 * DAY);
    }

    function test_WhenTheNoticeWouldEndAfterTimeItself() external {
        vm.warp(NEVER - 8 * DAY);
        _announced(NEVER - DAY, NEVER);
        vm.prank(farmer);
        pools.withdrawEviction(id);
        vm.warp(NEVER - 7 * DAY);
        _announced(NEVER, NEVER);
        vm.warp(NEVER + 365 * DAY);
        vm.expectRevert(abi.encodeWithSelector(Errors.TooEarly.selector, id, NEVER, NEVER - 1));
        vm.prank(farmer);
        pools.evict(id);
    }
}
