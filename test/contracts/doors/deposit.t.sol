// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Terms} from "../../../contracts/types/Terms.sol";
import {DoorsFixture} from "../support/DoorsFixture.sol";
import {vm} from "../support/Vm.sol";

interface IDeposit {
    function sweep(address token) external;
}

contract DepositTest is DoorsFixture {
    address private _deposit;

    function setUp() public override {
        super.setUp();
        _deposit = doors.depositAddress(1, hashOf(someTerms()));
    }

    function test_RevertWhenAnybodyButDoorsSweepsIt() external {
        send(address(usd), _deposit, 5e6);
        _sweep(address(usd));
        send(address(usd), _deposit, 5e6);
        _refuses(_deposit, customer);
    }

    function test_RevertWhenAnybodyButDoorsSweepsTheCodeBehindAllOfThem() external {
        send(address(usd), _deposit, 5e6);
        _sweep(address(usd));
        // A minimal clone holds its code's address after its first 10 bytes.
        _refuses(address(bytes20(_slice(_deposit.code, 10))), stranger);
    }

    function test_GivenCoinsCameBeforeThereWasCode() external {
        send(NATIVE, _deposit, 1 ether);
        vm.assertEq(_deposit.code.length, 0, "no code");
        _sweep(NATIVE);
        vm.assertEq(address(doors).balance, 1 ether, "at Doors");
    }

    function test_GivenCoinsComeAfterThereIsCode() external {
        send(NATIVE, _deposit, 1 ether);
        _sweep(NATIVE);
        send(NATIVE, _deposit, 2 ether);
        vm.assertEq(_deposit.balance, 2 ether, "taken");
        _sweep(NATIVE);
        vm.assertEq(address(doors).balance, 3 ether, "at Doors");
        vm.assertEq(doors.owedOf(NATIVE, customer), 3 ether, "owed");
    }

    function test_GivenSeveralTokensLieThere() external {
        send(address(usd), _deposit, 5e6);
        send(address(eur), _deposit, 6_00);
        send(NATIVE, _deposit, 1 ether);
        _sweep(address(eur));
        vm.assertEq(eur.balanceOf(address(doors)), 6_00, "at Doors");
        vm.assertEq(usd.balanceOf(_deposit), 5e6, "still there");
        vm.assertEq(_deposit.balance, 1 ether, "still there");
        _sweep(address(usd));
        _sweep(NATIVE);
        vm.assertEq(doors.owedOf(address(usd), customer), 5e6, "owed");
        vm.assertEq(doors.owedOf(NATIVE, customer), 1 ether, "owed coins");
    }

    function testFuzz_GivenTheAddressOfOneIdAndTerms(uint256 id, bytes32 termsHash, uint256 other) external view {
        other = bound(other, 1, type(uint256).max);
        address one = doors.depositAddress(id, termsHash);
        unchecked {
            vm.assertNotEq(one, doors.depositAddress(id + other, termsHash), "another id");
        }
        bytes32 change = bytes32(bound(other, 1, type(uint224).max) << 32);
        vm.assertNotEq(one, doors.depositAddress(id, termsHash ^ change), "other terms");
        vm.assertEq(one, doors.depositAddress(id, termsHash ^ bytes32(uint256(uint32(other)))), "last 4 bytes");
        vm.assertEq(one.code.length, 0, "nothing there yet");
    }

    function _sweep(address token) private {
        // Nobody has reserved: all is owed.
        Terms memory terms = someTerms();
        doors.sweep(1, tid, terms, token);
        vm.assertTrue(_deposit.code.length != 0, "a clone");
    }

    function _refuses(address deposit, address caller) private {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadAddress.selector, caller));
        vm.prank(caller);
        IDeposit(deposit).sweep(address(usd));
    }

    function _slice(bytes memory data, uint256 from) private pure returns (bytes32 word) {
        assembly ("memory-safe") {
            word := mload(add(add(data, 0x20), from))
        }
    }
}
