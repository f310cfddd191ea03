// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRegistry} from "../../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../../contracts/libraries/Errors.sol";
import {Fixture} from "../../support/Fixture.sol";
import {vm} from "../../support/Vm.sol";

contract DescribeFarmTest is Fixture {
    function test_RevertGivenNoSuchFarm() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NoSuchFarm.selector, 99));
        vm.prank(farmer);
        registry.describeFarm(99, "", "");
    }

    function test_RevertWhenTheCallerDoesNotOwnTheFarm() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotFarmOwner.selector, farmId, farmer, operator));
        vm.prank(operator);
        registry.describeFarm(farmId, "", "");
    }

    function test_RevertWhenTheNameIsLongerThan64Bytes() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadText.selector, 64, 65));
        vm.prank(farmer);
        registry.describeFarm(farmId, string(new bytes(65)), "");
    }

    function test_RevertWhenTheEndpointIsLongerThan256Bytes() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadText.selector, 256, 257));
        vm.prank(farmer);
        registry.describeFarm(farmId, "", string(new bytes(257)));
    }

    function test_WhenTheOwnerDescribesIt() external {
        vm.expectEmit(address(registry));
        emit IRegistry.FarmDescribed(farmId, "Fallow", "https://elsewhere.example");
        vm.prank(farmer);
        registry.describeFarm(farmId, "Fallow", "https://elsewhere.example");
    }
}
