// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRegistry, NodeInfo, NodeView} from "../../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../../contracts/libraries/Errors.sol";
import {Fixture} from "../../support/Fixture.sol";
import {vm} from "../../support/Vm.sol";

contract DescribeNodeTest is Fixture {
    function test_RevertGivenNoSuchNode() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NoSuchNode.selector, 99));
        vm.prank(farmer);
        registry.describeNode(99, farmTid, _info());
    }

    function test_RevertWhenTheCallerDoesNotOwnItsFarm() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotFarmOwner.selector, farmId, farmer, neighbour));
        vm.prank(neighbour);
        registry.describeNode(nodeA, farmTid, _info());
    }

    function test_RevertGivenAContributorWhoWasNeverRegistered() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NoSuchThreebot.selector, 0));
        _describe(0, _info());
    }

    function test_RevertWhenTheCityIsLongerThan64Bytes() external {
        NodeInfo memory info = _info();
        info.city = string(new bytes(65));
        vm.expectRevert(abi.encodeWithSelector(Errors.BadText.selector, 64, 65));
        _describe(farmTid, info);
    }

    function test_RevertWhenItHasMoreThan256Addresses() external {
        NodeInfo memory info = _info();
        info.ipv4s = new uint32[](300);
        vm.expectRevert(abi.encodeWithSelector(Errors.TooMany.selector, 256, 300));
        _describe(farmTid, info);
    }

    function test_WhenItsFarmsOwnerDescribesIt() external {
        bytes32 key = registry.node(nodeA).key;
        vm.expectEmit(address(registry));
        emit IRegistry.NodeDescribed(nodeA, otherTid, _info());
        _describe(otherTid, _info());
        NodeView memory node = registry.node(nodeA);
        vm.assertEq(node.contributorTid, otherTid, "contributor");
        vm.assertEq(node.farmId, farmId, "farm");
        vm.assertEq(node.key, key, "key");
        vm.assertFalse(node.retired, "listed");
    }

    function _describe(uint40 contributorTid, NodeInfo memory info) private {
        vm.prank(farmer);
        registry.describeNode(nodeA, contributorTid, info);
    }

    function _info() private pure returns (NodeInfo memory info) {
        (info.cru, info.mru, info.sru, info.hru) = (32, 256, 3840, 16_000);
        (info.country, info.city) = ("IT", "Trento");
        info.ipv4s = new uint32[](2);
        (info.ipv4s[0], info.ipv4s[1]) = (0x5db8d822, 0x5db8d823);
    }
}
