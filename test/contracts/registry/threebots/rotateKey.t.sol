// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRegistry} from "../../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../../contracts/libraries/Errors.sol";
import {Fixture} from "../../support/Fixture.sol";
import {vm} from "../../support/Vm.sol";

contract RotateKeyTest is Fixture {
    bytes32 private constant KEY = keccak256("a new key");

    function test_RevertGivenAThreebotThatWasNeverRegistered() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NoSuchThreebot.selector, 99));
        vm.prank(customer);
        registry.rotateKey(99, KEY, proof);
    }

    function test_RevertWhenTheCallerDoesNotOwnTheThreebot() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotTidOwner.selector, tid, customer, stranger));
        vm.prank(stranger);
        registry.rotateKey(tid, KEY, proof);
    }

    function test_RevertWhenTheKeyIsZero() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.ZeroKey.selector));
        vm.prank(customer);
        registry.rotateKey(tid, 0, proof);
    }

    function test_RevertWhenTheProofIsNot64BytesLong() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadProofLength.selector, 64, 0));
        vm.prank(customer);
        registry.rotateKey(tid, KEY, "");
    }

    function test_RevertWhenTheKeyIsTheOldOne() external {
        bytes32 oldKey = registry.threebot(tid).key;
        vm.expectRevert(abi.encodeWithSelector(Errors.SameKey.selector, tid));
        vm.prank(customer);
        registry.rotateKey(tid, oldKey, proof);
    }

    function test_WhenTheOwnerBringsANewKey() external {
        vm.prank(customer);
        registry.transferTid(tid, stranger);
        bytes32 oldKey = registry.threebot(tid).key;

        vm.expectEmit(address(registry));
        emit IRegistry.KeyRotated(tid, KEY, oldKey, proof);
        vm.prank(customer);
        registry.rotateKey(tid, KEY, proof);

        vm.assertEq(registry.threebot(tid).key, KEY, "key");
        vm.assertEq(registry.threebot(tid).owner, customer, "owner");
        vm.assertEq(registry.threebot(tid).pendingOwner, stranger, "whom it was offered to");
    }
}
