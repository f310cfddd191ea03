// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDoors} from "../../../contracts/interfaces/IDoors.sol";
import {State} from "../../../contracts/types/State.sol";
import {Terms} from "../../../contracts/types/Terms.sol";
import {Blocking} from "../tokens/Blocking.sol";
import {Reentering} from "../tokens/Reentering.sol";
import {Silent} from "../tokens/Silent.sol";
import {Taxed} from "../tokens/Taxed.sol";
import {Token} from "../tokens/Token.sol";
import {vm} from "../support/Vm.sol";
import {Sweeping} from "./Sweeping.sol";

/// @notice What cannot be credited, odd tokens, and whose the money is.
contract SweepLateTest is Sweeping {
    // ── over, one way or the other ──

    function test_GivenThePoolIsOpen() external {
        accept(reservationId);
        pay(reservationId, address(usd), USD_BOTH, customer);
        owesAll(address(usd), USD_BOTH);
        isOpen(address(usd), USD_BOTH);
    }

    function test_GivenThePoolWasClosed() external {
        accept(reservationId);
        pay(reservationId, address(usd), USD_BOTH, customer);
        vm.prank(customer);
        pools.close(reservationId, customer);
        owesAll(address(usd), USD_BOTH);
    }

    function test_GivenTheFarmRejectedAfterAPartWasSwept() external {
        send(address(usd), depositAt, 5e6);
        sweep(address(usd));
        bytes32 termsHash = termsHashOf(reservationId);
        vm.prank(operator);
        pools.reject(reservationId, termsHash, "full");
        vm.prank(customer);
        pools.refund(reservationId, address(usd), customer);
        vm.assertEq(usd.balanceOf(customer), 5e6, "refunded");
        owesAll(address(usd), USD_BOTH);
    }

    function test_GivenTheOwnerCancelled() external {
        vm.prank(customer);
        pools.cancel(reservationId);
        owesAll(address(usd), USD_BOTH);
    }

    function test_GivenNobodyEverReserved() external {
        Terms memory terms = someTerms();
        terms.refundTo = payer;
        send(address(usd), doors.depositAddress(99, hashOf(terms)), 5e6);
        vm.assertEq(sweep(99, terms, address(usd)), 0, "counted");
        vm.assertEq(doors.owedOf(address(usd), payer), 5e6, "owed");
    }

    function test_GivenTheIdWentToOtherTerms() external {
        // As after a reorg: the customer was given this address for an id that then went to another reservation.
        Terms memory lost = someTerms();
        lost.cuCap = 1;
        accept(reservationId);
        send(address(usd), doors.depositAddress(reservationId, hashOf(lost)), USD_BOTH);
        vm.assertEq(sweep(reservationId, lost, address(usd)), 0, "counted");
        vm.assertEq(pools.paidOf(reservationId, address(usd)), 0, "paid");
        vm.assertTrue(dealOf(reservationId).state() == State.Payable, "still waits");
        vm.assertEq(doors.owedOf(address(usd), customer), USD_BOTH, "owed");
    }

    function test_GivenTheIdWentToTheSameTermsOfAnotherThreebot() external {
        Terms memory terms = someTerms();
        accept(reservationId);
        send(address(usd), doors.depositAddress(reservationId, keccak256(abi.encode(otherTid, terms))), USD_BOTH);
        vm.assertEq(doors.sweep(reservationId, otherTid, terms, address(usd)), 0, "counted");
        vm.assertTrue(dealOf(reservationId).state() == State.Payable, "still waits");
        vm.assertEq(doors.owedOf(address(usd), neighbour), USD_BOTH, "owed");
    }

    function test_GivenACurrencyThatTheCustomerDoesNotTake() external {
        reserveIn(address(usd), true);
        owesAll(address(eur), EUR_BOTH);
    }

    function test_GivenATokenThatNobodyLists() external {
        accept(reservationId);
        owesAll(address(new Token("NEW", 18)), 1e18);
    }

    function test_GivenThatNothingHasToBePaid() external {
        setPrice(address(usd), 0, 0);
        reserveIn(address(usd), true);
        owesAll(address(usd), 5e6);
        vm.assertTrue(dealOf(reservationId).state() == State.Payable, "still waits");
    }

    // ── tokens ──

    function test_GivenATokenThatTakesAFee() external {
        Taxed taxed = new Taxed();
        list(address(taxed), 1e18);
        reserveIn(address(taxed), true);
        send(address(taxed), depositAt, 1e18);
        // 1 % on each of three ways: from the exchange, to Doors, to Pools.
        uint256 atDoors = (1e18 * 99 * 99) / uint256(100 * 100);
        expectPart(address(taxed), (atDoors * 99) / 100, (atDoors * 99) / 100);
        expectSwept(address(taxed), atDoors, (atDoors * 99) / 100, 0);
        sweep(address(taxed));
        vm.assertEq(contribution(reservationId, address(taxed), customer), (atDoors * 99) / 100, "counted");
        vm.assertEq(doors.owedOf(address(taxed), customer), 0, "owed");
        vm.assertEq(taxed.balanceOf(address(doors)), 0, "nothing stays");
    }

    function test_GivenATokenThatAnswersNothing() external {
        Silent silent = new Silent();
        list(address(silent), 1e6);
        reserveIn(address(silent), true);
        send(address(silent), depositAt, 3e6);
        sweep(address(silent));
        isOpen(address(silent), 3e6);
    }

    function test_GivenATokenThatEntersAgain() external {
        Reentering token = new Reentering();
        list(address(token), 1e18);
        reserveIn(address(token), true);
        send(address(token), depositAt, 3e18);
        token.arm(
            address(doors),
            0,
            abi.encodeCall(IDoors.sweep, (reservationId, tid, termsIn(address(token)), address(token)))
        );
        sweep(address(token));
        vm.assertEq(token.calls(), 2, "tried on the way to Doors and on the way to Pools");
        vm.assertFalse(token.succeeded(), "refused");
        vm.assertEq(
            token.answer(),
            abi.encodeWithSelector(bytes4(keccak256("ReentrancyGuardReentrantCall()"))),
            "by the guard"
        );
        token.arm(address(0), 0, "");
        isOpen(address(token), 3e18);
    }

    function test_GivenATokenThatBlocksTheOwner() external {
        Blocking token = new Blocking();
        list(address(token), 1e6);
        reserveIn(address(token), true);
        send(address(token), depositAt, 3e6 + 7);
        token.setBlocked(customer, true);
        sweep(address(token));
        isOpen(address(token), 3e6);
        vm.assertEq(doors.owedOf(address(token), customer), 7, "owed");
        vm.prank(customer);
        doors.withdrawOwed(address(token), payer);
        vm.assertEq(token.balanceOf(payer), 7, "he takes it elsewhere");
    }

    // ── whose it is ──

    function test_WhenTheTermsNameWhoGetsWhatIsLeft() external {
        Terms memory terms = someTerms();
        terms.refundTo = payer;
        reservationId = reserve(terms);
        accept(reservationId);
        send(address(usd), doors.depositAddress(reservationId, hashOf(terms)), USD_BOTH + 7);
        sweep(reservationId, terms, address(usd));
        vm.assertEq(doors.owedOf(address(usd), payer), 7, "owed");
        vm.assertEq(doors.owedOf(address(usd), customer), 0, "not the owner's");
    }

    function test_GivenTheThreebotWasSold() external {
        vm.prank(customer);
        registry.transferTid(tid, payer);
        vm.prank(payer);
        registry.acceptTid(tid, keccak256("new key"), proof);
        send(address(usd), depositAt, USD_BOTH + 7);
        sweep(address(usd));
        vm.assertEq(contribution(reservationId, address(usd), payer), USD_BOTH, "counted for him");
        vm.assertEq(doors.owedOf(address(usd), payer), 7, "owed to him");
    }

    function test_GivenMoreComesToAnAddressThatWasSwept() external {
        accept(reservationId);
        send(address(usd), depositAt, 5e6);
        sweep(address(usd));
        send(address(usd), depositAt, USD_BOTH);
        send(NATIVE, depositAt, 1 ether);
        vm.assertEq(sweep(address(usd)), USD_BOTH - 5e6, "the rest counts");
        vm.assertEq(sweep(NATIVE), 0, "nothing more does");
        vm.assertEq(doors.owedOf(address(usd), customer), 5e6, "owed");
        vm.assertEq(doors.owedOf(NATIVE, customer), 1 ether, "owed coins");
    }

    function test_GivenTheSameTermsWereReservedTwice() external {
        uint256 other = reserve();
        address deposit = doors.depositAddress(other, hashOf(someTerms()));
        vm.assertNotEq(deposit, depositAt, "two addresses");
        accept(reservationId);
        accept(other);
        send(address(usd), deposit, USD_BOTH);
        send(address(usd), depositAt, 5e6);
        vm.assertEq(sweep(other, someTerms(), address(usd)), USD_BOTH, "its own");
        vm.assertEq(sweep(address(usd)), 5e6, "its own");
        vm.assertTrue(dealOf(other).state() == State.Active, "a pool");
        vm.assertTrue(dealOf(reservationId).state() == State.Payable, "not yet");
    }

    function test_GivenACenturyWentBy() external {
        send(address(usd), depositAt, USD_BOTH);
        pass(36_525 days);
        vm.assertEq(sweep(address(usd)), 0, "counted");
        vm.assertEq(doors.owedOf(address(usd), customer), USD_BOTH, "owed");
    }

    function test_WhenAnybodySweeps() external {
        accept(reservationId);
        send(address(usd), depositAt, USD_BOTH + 7);
        sweep(address(usd));
        vm.assertEq(usd.balanceOf(stranger), 0, "balance");
        vm.assertEq(doors.owedOf(address(usd), stranger), 0, "owed");
        vm.assertEq(contribution(reservationId, address(usd), stranger), 0, "counted");
    }
}
