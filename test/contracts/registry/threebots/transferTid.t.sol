// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRegistry} from "../../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../../contracts/libraries/Errors.sol";
import {Fixture} from "../../support/Fixture.sol";
import {vm} from "../../support/Vm.sol";

contract TransferTidTest is Fixture {
    function test_RevertGivenAThreebotThatWasNeverRegistered() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NoSuchThreebot.selector, 0));
        vm.prank(customer);
        registry.transferTid(0, stranger);
    }

    function test_RevertWhenTheCallerDoesNotOwnTheThreebot() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotTidOwner.selector, tid, customer, farmer));
        vm.prank(farmer);
        registry.transferTid(tid, farmer);
    }

    function test_WhenTheOwnerOffersIt() external {
        vm.expectEmit(address(registry));
        emit IRegistry.TidTransferStarted(tid, customer, stranger);
        _offer(stranger);
        vm.assertEq(registry.threebot(tid).pendingOwner, stranger, "to whom");
        vm.assertEq(registry.ownerOfTid(tid), customer, "still his");
    }

    function test_WhenHeOffersItToAnotherAfterThat() external {
        _offer(stranger);
        _offer(payer);
        vm.assertEq(registry.threebot(tid).pendingOwner, payer, "to whom");
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOfferedTo.selector, tid, payer, stranger));
        vm.prank(stranger);
        registry.acceptTid(tid, keccak256("key"), proof);
    }

    function test_WhenHeOffersItToNobody() external {
        _offer(stranger);
        vm.expectEmit(address(registry));
        emit IRegistry.TidTransferStarted(tid, customer, address(0));
        _offer(address(0));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOfferedTo.selector, tid, address(0), stranger));
        vm.prank(stranger);
        registry.acceptTid(tid, keccak256("key"), proof);
    }

    function _offer(address to) private {
        vm.prank(customer);
        registry.transferTid(tid, to);
    }
}
