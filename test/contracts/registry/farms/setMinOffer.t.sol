// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRegistry} from "../../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../../contracts/libraries/Errors.sol";
import {Fixture} from "../../support/Fixture.sol";
import {vm} from "../../support/Vm.sol";

contract SetMinOfferTest is Fixture {
    function test_RevertGivenNoSuchFarm() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NoSuchFarm.selector, 99));
        vm.prank(farmer);
        registry.setMinOffer(99, 0);
    }

    function test_RevertWhenTheCallerDoesNotOwnTheFarm() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotFarmOwner.selector, farmId, farmer, operator));
        vm.prank(operator);
        registry.setMinOffer(farmId, 0);
    }

    function test_RevertWhenItExceedsTheListPrice() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadBps.selector, 10_000, 10_001));
        vm.prank(farmer);
        registry.setMinOffer(farmId, 10_001);
    }

    function test_WhenItIsAtMostTheListPrice() external {
        vm.expectEmit(address(registry));
        emit IRegistry.MinOfferChanged(farmId, MIN_OFFER, 10_000);
        vm.prank(farmer);
        registry.setMinOffer(farmId, 10_000);
        vm.assertEq(registry.farm(farmId).minOfferBps, 10_000, "floor");
        vm.assertEq(registry.farm(farmId).version, 1, "the terms are the same");
    }
}
