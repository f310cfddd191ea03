// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDoors} from "../../../contracts/interfaces/IDoors.sol";
import {State} from "../../../contracts/types/State.sol";
import {Door, Terms} from "../../../contracts/types/Terms.sol";
import {DoorsFixture} from "../support/DoorsFixture.sol";
import {vm} from "../support/Vm.sol";

/// @notice A reservation and its deposit address, swept by a stranger.
abstract contract Sweeping is DoorsFixture {
    uint256 internal reservationId;
    address internal depositAt;
    address private _takesOnly;

    function setUp() public override {
        super.setUp();
        reservationId = reserve();
        depositAt = doors.depositAddress(reservationId, hashOf(someTerms()));
    }

    function sweep(address token) internal returns (uint256 counted) {
        Terms memory terms = _takesOnly == address(0) ? someTerms() : termsIn(_takesOnly);
        return sweep(reservationId, terms, token);
    }

    function sweep(uint256 id, Terms memory terms, address token) internal returns (uint256 counted) {
        vm.prank(stranger);
        return doors.sweep(id, tid, terms, token);
    }

    function reserveIn(address token, bool accepted) internal {
        _takesOnly = token;
        Terms memory terms = termsIn(token);
        reservationId = reserve(terms);
        depositAt = doors.depositAddress(reservationId, hashOf(terms));
        if (accepted) accept(reservationId);
    }

    function owesAll(address token, uint256 amount) internal {
        send(token, depositAt, amount);
        expectSwept(token, amount, 0);
        vm.assertEq(sweep(token), 0, "counted");
        vm.assertEq(doors.owedOf(token, customer), amount, "owed");
        vm.assertEq(contribution(reservationId, token, customer), 0, "contribution");
    }

    function isOpen(address token, uint256 cost) internal view {
        vm.assertTrue(dealOf(reservationId).state() == State.Active, "a pool");
        vm.assertEq(clockOf(reservationId).cu(), uint256(MONTH) * 1000, "cu");
        vm.assertEq(clockOf(reservationId).su(), uint256(MONTH) * 1000, "su");
        vm.assertEq(balance(token, address(pools)), cost, "money");
    }

    function expectPart(address token, uint256 amount, uint256 sum) internal {
        expectPaid(reservationId, customer, token, amount, sum, Door.PayFor);
    }

    function expectCredited(address token) internal {
        expectCredited(reservationId, token, customer, Door.PayFor);
    }

    function expectSwept(address token, uint256 received, uint256 counted) internal {
        expectSwept(token, received, counted, received - counted);
    }

    function expectSwept(address token, uint256 received, uint256 counted, uint256 owed) internal {
        vm.expectEmit(address(doors));
        emit IDoors.DepositSwept(reservationId, token, customer, depositAt, received, counted, owed);
    }
}
