// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRegistry, ThreebotView} from "../../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../../contracts/libraries/Errors.sol";
import {Fixture} from "../../support/Fixture.sol";
import {vm} from "../../support/Vm.sol";

contract AcceptTidTest is Fixture {
    bytes32 private constant KEY = keccak256("the taker's key");

    function test_RevertGivenAThreebotThatIsNotOffered() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOfferedTo.selector, tid, address(0), stranger));
        _accept(stranger);
    }

    function test_RevertGivenAThreebotThatWasNeverRegistered() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOfferedTo.selector, 99, address(0), stranger));
        vm.prank(stranger);
        registry.acceptTid(99, KEY, proof);
    }

    function test_RevertWhenTheCallerIsNotTheTaker() external {
        _offer();
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOfferedTo.selector, tid, stranger, customer));
        _accept(customer);
    }

    function test_RevertWhenTheKeyIsZero() external {
        _offer();
        vm.expectRevert(abi.encodeWithSelector(Errors.ZeroKey.selector));
        vm.prank(stranger);
        registry.acceptTid(tid, 0, proof);
    }

    function test_RevertWhenTheProofIsNot64BytesLong() external {
        _offer();
        vm.expectRevert(abi.encodeWithSelector(Errors.BadProofLength.selector, 64, 65));
        vm.prank(stranger);
        registry.acceptTid(tid, KEY, new bytes(65));
    }

    function test_RevertWhenTheKeyIsTheOldOne() external {
        _offer();
        bytes32 oldKey = registry.threebot(tid).key;
        vm.expectRevert(abi.encodeWithSelector(Errors.SameKey.selector, tid));
        vm.prank(stranger);
        registry.acceptTid(tid, oldKey, proof);
    }

    function test_WhenTheTakerBringsANewKey() external {
        _offer();
        bytes32 oldKey = registry.threebot(tid).key;

        vm.expectEmit(address(registry));
        emit IRegistry.TidTransferred(tid, customer, stranger);
        vm.expectEmit(address(registry));
        emit IRegistry.KeyRotated(tid, KEY, oldKey, proof);
        _accept(stranger);

        ThreebotView memory bot = registry.threebot(tid);
        vm.assertEq(bot.owner, stranger, "owner");
        vm.assertEq(bot.pendingOwner, address(0), "no longer offered");
        vm.assertEq(bot.key, KEY, "key");
    }

    function test_RevertGivenAThreebotThatWasTaken() external {
        _offer();
        _accept(stranger);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOfferedTo.selector, tid, address(0), stranger));
        _accept(stranger);
    }

    function _offer() private {
        vm.prank(customer);
        registry.transferTid(tid, stranger);
    }

    function _accept(address taker) private {
        vm.prank(taker);
        registry.acceptTid(tid, KEY, proof);
    }
}
