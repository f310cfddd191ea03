// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReserveFacts} from "../../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../../contracts/libraries/Errors.sol";
import {Fixture} from "../../support/Fixture.sol";
import {vm} from "../../support/Vm.sol";

contract ForReserveTest is Fixture {
    function test_RevertWhenMoreThan64NodesAreNamed() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.TooMany.selector, 64, 65));
        _read(new uint32[](65));
    }

    function test_RevertWhenTheNodesDoNotRiseStrictly() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAscending.selector, nodeA, nodeA));
        _read(_two(nodeA, nodeA));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAscending.selector, nodeB, nodeA));
        _read(_two(nodeB, nodeA));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAscending.selector, 0, 0));
        _read(_two(0, nodeA));
    }

    function test_RevertWhenANodeIsAnotherFarms() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongFarm.selector, otherNode, farmId, otherFarmId));
        _read(_two(nodeA, otherNode));
    }

    function test_RevertWhenANodeNeverWas() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongFarm.selector, 99, farmId, 0));
        _read(_two(nodeA, 99));
    }

    function test_RevertWhenANodeIsRetired() external {
        vm.prank(farmer);
        registry.retireNode(nodeB);
        vm.expectRevert(abi.encodeWithSelector(Errors.NodeIsRetired.selector, nodeB));
        _read(_two(nodeA, nodeB));
    }

    function test_When64NodesOfTheFarmAreNamed() external {
        uint32[] memory nodeIds = new uint32[](64);
        for (uint256 i; i < 64; ++i) nodeIds[i] = addNode(farmId);
        vm.assertEq(_read(nodeIds).version, 1, "version");
    }

    function test_WhenCurrenciesAreNamed() external view {
        address[] memory tokens = new address[](5);
        (tokens[0], tokens[1], tokens[2], tokens[3], tokens[4]) = (
            NATIVE,
            stranger,
            address(usd),
            NATIVE,
            address(0xdead)
        );
        ReserveFacts memory facts = registry.forReserve(farmId, tid, new uint32[](0), tokens);
        vm.assertEq(facts.currencies, 5, "first and third place");
        vm.assertEq(facts.tidOwner, customer, "the threebot's wallet");
        vm.assertEq(facts.version, 1, "version");
        vm.assertEq(facts.upfrontBps, UPFRONT, "upfront");
        vm.assertEq(facts.noticeDays, NOTICE_DAYS, "notice");
    }

    function test_GivenNeitherThreebotNorFarm() external view {
        address[] memory tokens = new address[](1);
        tokens[0] = address(usd);
        ReserveFacts memory facts = registry.forReserve(99, 99, new uint32[](0), tokens);
        vm.assertEq(facts.tidOwner, address(0), "no wallet");
        vm.assertEq(facts.version, 0, "no version");
        vm.assertEq(facts.upfrontBps, 0, "no upfront");
        vm.assertEq(facts.noticeDays, 0, "no notice");
        vm.assertEq(facts.currencies, 0, "no currencies");
    }

    function _read(uint32[] memory nodeIds) private view returns (ReserveFacts memory) {
        return registry.forReserve(farmId, tid, nodeIds, new address[](0));
    }

    function _two(uint32 first, uint32 second) private pure returns (uint32[] memory nodeIds) {
        nodeIds = new uint32[](2);
        (nodeIds[0], nodeIds[1]) = (first, second);
    }
}
