// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRegistry} from "../../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../../contracts/libraries/Errors.sol";
import {Fixture} from "../../support/Fixture.sol";
import {vm} from "../../support/Vm.sol";

contract RelistNodeTest is Fixture {
    function test_RevertGivenNoSuchNode() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NoSuchNode.selector, 99));
        vm.prank(farmer);
        registry.relistNode(99);
    }

    function test_RevertWhenTheCallerDoesNotOwnItsFarm() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotFarmOwner.selector, farmId, farmer, neighbour));
        vm.prank(neighbour);
        registry.relistNode(nodeA);
    }

    function test_RevertGivenAListedNode() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NodeIsListed.selector, nodeA));
        vm.prank(farmer);
        registry.relistNode(nodeA);
    }

    function test_GivenARetiredNode() external {
        vm.prank(farmer);
        registry.retireNode(nodeA);
        vm.expectEmit(address(registry));
        emit IRegistry.NodeRelisted(nodeA, farmId);
        vm.prank(farmer);
        registry.relistNode(nodeA);
        vm.assertFalse(registry.node(nodeA).retired, "listed");
        reserve();
    }
}
