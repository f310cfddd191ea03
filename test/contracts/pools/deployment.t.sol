// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPoolsBase} from "../../../contracts/interfaces/IPoolsBase.sol";
import {IPoolsRare} from "../../../contracts/interfaces/IPoolsRare.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {State} from "../../../contracts/types/State.sol";
import {Expecting} from "../support/Expecting.sol";
import {vm} from "../support/Vm.sol";

/// @dev The constructors run in a call of their own, so that what they revert with can be expected.
contract DeploymentTest is Expecting {
    function test_RevertGivenARegistryWithoutCode() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadAddress.selector, stranger));
        this.deployExtension(stranger);
    }

    function test_RevertGivenAnExtensionForAnotherRegistry() external {
        address another = deploy("Registry.sol:Registry", "");
        address extension = this.deployExtension(another);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadAddress.selector, extension));
        this.deployPools(address(registry), extension);
    }

    function test_GivenBoth() external {
        address extension = this.deployExtension(address(registry));
        IPoolsBase fresh = IPoolsBase(this.deployPools(address(registry), extension));
        vm.assertEq(address(fresh.registry()), address(registry), "registry");
        vm.assertEq(fresh.lastId(), 0, "no id yet");
        (bool answered, bytes memory answer) = address(fresh).staticcall(abi.encodeWithSignature("extension()"));
        vm.assertTrue(answered, "answered");
        vm.assertEq(answer, abi.encode(extension), "extension");
    }

    function test_WhenTheExtensionIsCalledDirectly() external {
        uint256 id = openPool();
        uint256 waiting = reserve();
        IPoolsRare extension = IPoolsRare(this.deployExtension(address(registry)));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAPool.selector, id, State.None));
        extension.reserveRefill(id, 1, 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongState.selector, waiting, State.Payable, State.None));
        vm.prank(customer);
        extension.cancel(waiting);
        vm.deal(farmer, 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAPool.selector, id, State.None));
        vm.prank(farmer);
        extension.evict{value: 1}(id);
    }

    function deployExtension(address registry_) external returns (address) {
        return deploy("PoolsExtension.sol:PoolsExtension", abi.encode(registry_));
    }

    function deployPools(address registry_, address extension) external returns (address) {
        return deploy("Pools.sol:Pools", abi.encode(registry_, extension));
    }
}
