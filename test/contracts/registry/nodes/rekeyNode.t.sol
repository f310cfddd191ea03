// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRegistry, NodeView} from "../../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../../contracts/libraries/Errors.sol";
import {Fixture} from "../../support/Fixture.sol";
import {vm} from "../../support/Vm.sol";

contract RekeyNodeTest is Fixture {
    bytes32 private constant KEY = keccak256("a new key");

    function test_RevertGivenNoSuchNode() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NoSuchNode.selector, 99));
        vm.prank(farmer);
        registry.rekeyNode(99, KEY, proof);
    }

    function test_RevertWhenTheCallerDoesNotOwnItsFarm() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotFarmOwner.selector, farmId, farmer, neighbour));
        vm.prank(neighbour);
        registry.rekeyNode(nodeA, KEY, proof);
    }

    function test_RevertWhenTheKeyIsZero() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.ZeroKey.selector));
        vm.prank(farmer);
        registry.rekeyNode(nodeA, 0, proof);
    }

    function test_RevertWhenTheProofIsNot64BytesLong() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadProofLength.selector, 64, 128));
        vm.prank(farmer);
        registry.rekeyNode(nodeA, KEY, new bytes(128));
    }

    function test_WhenItsFarmsOwnerBringsANewKey() external {
        bytes32 oldKey = registry.node(nodeB).key;
        vm.expectEmit(address(registry));
        emit IRegistry.NodeRekeyed(nodeB, KEY, oldKey, proof);
        vm.prank(farmer);
        registry.rekeyNode(nodeB, KEY, proof);
        NodeView memory node = registry.node(nodeB);
        vm.assertEq(node.key, KEY, "key");
        vm.assertEq(node.farmId, farmId, "farm");
        vm.assertEq(node.contributorTid, farmTid, "contributor");
    }
}
