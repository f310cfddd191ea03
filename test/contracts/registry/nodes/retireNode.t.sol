// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRegistry} from "../../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../../contracts/libraries/Errors.sol";
import {Fixture} from "../../support/Fixture.sol";
import {vm} from "../../support/Vm.sol";

contract RetireNodeTest is Fixture {
    function test_RevertGivenNoSuchNode() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NoSuchNode.selector, 99));
        vm.prank(farmer);
        registry.retireNode(99);
    }

    function test_RevertWhenTheCallerDoesNotOwnItsFarm() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotFarmOwner.selector, farmId, farmer, neighbour));
        vm.prank(neighbour);
        registry.retireNode(nodeA);
    }

    function test_RevertGivenARetiredNode() external {
        _retire();
        vm.expectRevert(abi.encodeWithSelector(Errors.NodeIsRetired.selector, nodeA));
        _retire();
    }

    function test_GivenAListedNode() external {
        uint256 reserved = reserve();
        uint256 pool = openPool();
        vm.expectEmit(address(registry));
        emit IRegistry.NodeRetired(nodeA, farmId);
        _retire();
        vm.assertTrue(registry.node(nodeA).retired, "retired");

        // What names it can still be accepted, paid, drained and left.
        accept(reserved);
        pay(reserved, address(usd), USD_BOTH, payer);
        drain(pool, 1_000, 1_000, 15 days);
        report(pool, 0, 0);
        vm.prank(customer);
        pools.close(pool, customer);
        vm.assertEq(usd.balanceOf(customer), (USD_BOTH * 8_000) / 20_000, "half of the escrow");
    }

    function _retire() private {
        vm.prank(farmer);
        registry.retireNode(nodeA);
    }
}
