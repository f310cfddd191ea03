// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRegistry} from "../../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../../contracts/libraries/Errors.sol";
import {Fixture} from "../../support/Fixture.sol";
import {vm} from "../../support/Vm.sol";

contract SetOperatorTest is Fixture {
    function test_RevertGivenNoSuchFarm() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NoSuchFarm.selector, 99));
        vm.prank(farmer);
        registry.setOperator(99, stranger);
    }

    function test_RevertWhenTheCallerDoesNotOwnTheFarm() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotFarmOwner.selector, farmId, farmer, operator));
        vm.prank(operator);
        registry.setOperator(farmId, stranger);
    }

    function test_WhenTheOwnerNamesAnother() external {
        vm.expectEmit(address(registry));
        emit IRegistry.OperatorChanged(farmId, operator, stranger, 2);
        _set(stranger);
        vm.assertEq(registry.farm(farmId).operator, stranger, "operator");
        vm.assertEq(registry.farm(farmId).signerEpoch, 2, "epoch");
    }

    function test_WhenHeNamesTheFirstAgain() external {
        _set(stranger);
        vm.expectEmit(address(registry));
        emit IRegistry.OperatorChanged(farmId, stranger, operator, 3);
        _set(operator);
        vm.assertEq(registry.farm(farmId).signerEpoch, 3, "epoch");
    }

    function _set(address operator_) private {
        vm.prank(farmer);
        registry.setOperator(farmId, operator_);
    }
}
