// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRegistry} from "../../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../../contracts/libraries/Errors.sol";
import {Fixture} from "../../support/Fixture.sol";
import {vm} from "../../support/Vm.sol";

contract TransferFarmTest is Fixture {
    function test_RevertGivenNoSuchFarm() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NoSuchFarm.selector, 99));
        vm.prank(farmer);
        registry.transferFarm(99, neighbour);
    }

    function test_RevertWhenTheCallerDoesNotOwnTheFarm() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotFarmOwner.selector, farmId, farmer, operator));
        vm.prank(operator);
        registry.transferFarm(farmId, neighbour);
    }

    function test_WhenTheOwnerOffersIt() external {
        vm.expectEmit(address(registry));
        emit IRegistry.FarmTransferStarted(farmId, farmer, neighbour);
        _offer(neighbour);
        vm.assertEq(registry.farm(farmId).pendingOwner, neighbour, "to whom");
        vm.assertEq(registry.ownerOfFarm(farmId), farmer, "still his");
        vm.assertEq(registry.farm(farmId).signerEpoch, 1, "offers stay good");
    }

    function test_WhenHeOffersItToNobody() external {
        _offer(neighbour);
        vm.expectEmit(address(registry));
        emit IRegistry.FarmTransferStarted(farmId, farmer, address(0));
        _offer(address(0));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOfferedTo.selector, farmId, address(0), neighbour));
        vm.prank(neighbour);
        registry.acceptFarm(farmId, otherTid, operator);
    }

    function _offer(address to) private {
        vm.prank(farmer);
        registry.transferFarm(farmId, to);
    }
}
