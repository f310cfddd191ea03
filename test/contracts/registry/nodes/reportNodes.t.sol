// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRegistry} from "../../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../../contracts/libraries/Errors.sol";
import {Fixture} from "../../support/Fixture.sol";
import {vm} from "../../support/Vm.sol";

contract ReportNodesTest is Fixture {
    function test_RevertGivenNoSuchFarm() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOperator.selector, 99, address(0), operator));
        vm.prank(operator);
        registry.reportNodes(99, new uint32[](0), new uint32[](0));
    }

    function test_RevertWhenTheCallerIsNotTheOperator() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOperator.selector, farmId, operator, farmer));
        vm.prank(farmer);
        registry.reportNodes(farmId, new uint32[](0), new uint32[](0));
    }

    function test_RevertWhenMoreThan1024NodesAreNamed() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.TooMany.selector, 1_024, 1_025));
        _report(_same(nodeA, 513), _same(nodeB, 512));
    }

    function test_RevertWhenAnotherFarmsNodeIsSaidToBeDown() external {
        uint32[] memory down = _same(nodeA, 2);
        down[1] = otherNode;
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongFarm.selector, otherNode, farmId, otherFarmId));
        _report(down, new uint32[](0));
    }

    function test_RevertWhenAnotherFarmsNodeIsSaidToBeUp() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongFarm.selector, otherNode, farmId, otherFarmId));
        _report(_same(nodeA, 1), _same(otherNode, 1));
    }

    function test_RevertWhenANodeIsNamedThatNeverWas() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongFarm.selector, 99, farmId, 0));
        _report(_same(99, 1), new uint32[](0));
    }

    function test_WhenAllAreTheFarms() external {
        uint32[] memory down = _same(nodeA, 512);
        uint32[] memory up = _same(nodeB, 512);
        up[0] = nodeC;
        vm.expectEmit(address(registry));
        emit IRegistry.NodesReported(farmId, down, up);
        _report(down, up);
    }

    function _same(uint32 nodeId, uint256 count) private pure returns (uint32[] memory nodeIds) {
        nodeIds = new uint32[](count);
        for (uint256 i; i < count; ++i) nodeIds[i] = nodeId;
    }

    function _report(uint32[] memory down, uint32[] memory up) private {
        vm.prank(operator);
        registry.reportNodes(farmId, down, up);
    }
}
