// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRegistry} from "../../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../../contracts/libraries/Errors.sol";
import {Fixture} from "../../support/Fixture.sol";
import {vm} from "../../support/Vm.sol";

contract SetFarmTidTest is Fixture {
    function test_RevertGivenNoSuchFarm() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NoSuchFarm.selector, 99));
        vm.prank(farmer);
        registry.setFarmTid(99, farmTid);
    }

    function test_RevertWhenTheCallerDoesNotOwnTheFarm() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotFarmOwner.selector, farmId, farmer, operator));
        vm.prank(operator);
        registry.setFarmTid(farmId, farmTid);
    }

    function test_RevertGivenAThreebotThatWasNeverRegistered() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NoSuchThreebot.selector, 99));
        vm.prank(farmer);
        registry.setFarmTid(farmId, 99);
    }

    function test_RevertGivenAThreebotOfAnother() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotTidOwner.selector, tid, customer, farmer));
        vm.prank(farmer);
        registry.setFarmTid(farmId, tid);
    }

    function test_GivenAnotherThreebotOfTheOwner() external {
        uint40 second = register(farmer);
        vm.expectEmit(address(registry));
        emit IRegistry.FarmTidChanged(farmId, farmTid, second);
        vm.prank(farmer);
        registry.setFarmTid(farmId, second);
        vm.assertEq(registry.farm(farmId).tid, second, "threebot");
    }
}
