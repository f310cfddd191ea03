// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRegistry, NodeInfo, NodeView} from "../../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../../contracts/libraries/Errors.sol";
import {Fixture} from "../../support/Fixture.sol";
import {vm} from "../../support/Vm.sol";

contract AddNodeTest is Fixture {
    bytes32 private constant KEY = keccak256("a node's key");

    function test_RevertGivenNoSuchFarm() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NoSuchFarm.selector, 99));
        vm.prank(farmer);
        registry.addNode(99, KEY, farmTid, _info(), proof);
    }

    function test_RevertWhenTheCallerDoesNotOwnTheFarm() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotFarmOwner.selector, farmId, farmer, neighbour));
        vm.prank(neighbour);
        registry.addNode(farmId, KEY, farmTid, _info(), proof);
    }

    function test_RevertWhenTheKeyIsZero() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.ZeroKey.selector));
        _add(0, farmTid, _info(), proof);
    }

    function test_RevertWhenTheProofIsNot64BytesLong() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadProofLength.selector, 64, 32));
        _add(KEY, farmTid, _info(), new bytes(32));
    }

    function test_RevertGivenAContributorWhoWasNeverRegistered() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NoSuchThreebot.selector, 99));
        _add(KEY, 99, _info(), proof);
    }

    function test_RevertWhenTheCityIsLongerThan64Bytes() external {
        NodeInfo memory info = _info();
        info.city = string(new bytes(65));
        vm.expectRevert(abi.encodeWithSelector(Errors.BadText.selector, 64, 65));
        _add(KEY, farmTid, info, proof);
    }

    function test_RevertWhenItHasMoreThan256Addresses() external {
        NodeInfo memory info = _info();
        info.ipv4s = new uint32[](257);
        vm.expectRevert(abi.encodeWithSelector(Errors.TooMany.selector, 256, 257));
        _add(KEY, farmTid, info, proof);
    }

    function test_WhenAllIsInOrder() external {
        uint32 next = registry.nodeCount() + 1;
        vm.expectEmit(address(registry));
        emit IRegistry.NodeAdded(next, farmId, KEY, tid, _info(), proof);
        uint32 given = _add(KEY, tid, _info(), proof);

        vm.assertEq(given, next, "number");
        vm.assertEq(registry.nodeCount(), next, "count");
        NodeView memory node = registry.node(given);
        vm.assertEq(node.farmId, farmId, "farm");
        vm.assertEq(node.contributorTid, tid, "contributor");
        vm.assertFalse(node.retired, "listed");
        vm.assertEq(node.key, KEY, "key");
    }

    function test_WhenEverythingStandsAtItsBound() external {
        NodeInfo memory info = _info();
        info.city = string(new bytes(64));
        info.ipv4s = new uint32[](256);
        (info.cru, info.mru, info.sru, info.hru) = (0, type(uint32).max, 0, type(uint32).max);
        vm.expectEmit(address(registry));
        emit IRegistry.NodeAdded(registry.nodeCount() + 1, farmId, KEY, farmTid, info, proof);
        _add(KEY, farmTid, info, proof);
    }

    function _add(
        bytes32 key,
        uint40 contributorTid,
        NodeInfo memory info,
        bytes memory proof_
    ) private returns (uint32) {
        vm.prank(farmer);
        return registry.addNode(farmId, key, contributorTid, info, proof_);
    }

    function _info() private pure returns (NodeInfo memory info) {
        (info.cru, info.mru, info.sru, info.hru) = (32, 256, 3840, 16_000);
        (info.country, info.city) = ("IT", "Trento");
        info.ipv4s = new uint32[](2);
        (info.ipv4s[0], info.ipv4s[1]) = (0x5db8d822, 0x5db8d823);
    }
}
