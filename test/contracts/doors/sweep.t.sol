// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Errors} from "../../../contracts/libraries/Errors.sol";
import {State} from "../../../contracts/types/State.sol";
import {Door, Terms} from "../../../contracts/types/Terms.sol";
import {vm} from "../support/Vm.sol";
import {Sweeping} from "./Sweeping.sol";

contract SweepTest is Sweeping {
    function test_RevertGivenNothingLiesThere() external {
        Terms memory terms = someTerms();
        vm.expectRevert(abi.encodeWithSelector(Errors.NothingToWithdraw.selector, address(usd), depositAt));
        sweep(reservationId, terms, address(usd));
        vm.assertEq(depositAt.code.length, 0, "nothing is deployed");
    }

    function test_RevertGivenNoSuchThreebotAndNobodyNamed() external {
        Terms memory terms = someTerms();
        vm.expectRevert(abi.encodeWithSelector(Errors.NoSuchThreebot.selector, 99));
        doors.sweep(reservationId, 99, terms, address(usd));
    }

    function test_RevertWhenOtherTermsAreNamed() external {
        send(address(usd), depositAt, USD_BOTH);
        Terms memory terms = someTerms();
        terms.refundTo = stranger;
        address other = doors.depositAddress(reservationId, hashOf(terms));
        vm.expectRevert(abi.encodeWithSelector(Errors.NothingToWithdraw.selector, address(usd), other));
        sweep(reservationId, terms, address(usd));
    }

    function test_RevertWhenAnotherThreebotIsNamed() external {
        send(address(usd), depositAt, USD_BOTH);
        Terms memory terms = someTerms();
        address other = doors.depositAddress(reservationId, keccak256(abi.encode(otherTid, terms)));
        vm.expectRevert(abi.encodeWithSelector(Errors.NothingToWithdraw.selector, address(usd), other));
        vm.prank(neighbour);
        doors.sweep(reservationId, otherTid, terms, address(usd));
    }

    function test_RevertWhenAnotherIdIsNamed() external {
        send(address(usd), depositAt, USD_BOTH);
        uint256 next = reserve();
        Terms memory terms = someTerms();
        address other = doors.depositAddress(next, hashOf(terms));
        vm.expectRevert(abi.encodeWithSelector(Errors.NothingToWithdraw.selector, address(usd), other));
        sweep(next, terms, address(usd));
    }

    // ── waiting for the farm ──

    function test_GivenAPartOfTheQuoteLiesThere() external {
        send(address(usd), depositAt, 5e6);
        expectPart(address(usd), 5e6, 5e6);
        expectSwept(address(usd), 5e6, 5e6);
        vm.assertEq(sweep(address(usd)), 5e6, "counted");
        vm.assertEq(contribution(reservationId, address(usd), customer), 5e6, "the owner's");
        vm.assertEq(pools.paidOf(reservationId, address(usd)), 5e6, "paid");
        vm.assertEq(doors.owedOf(address(usd), customer), 0, "owed");
        vm.assertTrue(depositAt.code.length != 0, "a clone stands there now");
    }

    function test_GivenTheWholeQuoteLiesThere() external {
        send(address(usd), depositAt, USD_BOTH);
        expectPart(address(usd), USD_BOTH, USD_BOTH);
        expectSwept(address(usd), USD_BOTH, USD_BOTH);
        sweep(address(usd));
        vm.assertTrue(dealOf(reservationId).state() == State.Requested, "waits");
        expectCredited(reservationId, address(usd), address(0), Door.Acceptance);
        accept(reservationId);
        vm.assertTrue(dealOf(reservationId).state() == State.Active, "a pool");
        vm.assertEq(clockOf(reservationId).cu(), uint256(MONTH) * 1000, "cu");
    }

    function test_GivenMoreThanTheQuoteLiesThere() external {
        send(address(usd), depositAt, USD_BOTH + 7);
        expectSwept(address(usd), USD_BOTH + 7, USD_BOTH);
        vm.assertEq(sweep(address(usd)), USD_BOTH, "counted");
        vm.assertEq(doors.owedOf(address(usd), customer), 7, "owed");
    }

    function test_GivenMoneyOfOthersLiesInDoors() external {
        usd.mint(address(doors), 50);
        send(address(usd), depositAt, USD_BOTH + 7);
        expectSwept(address(usd), USD_BOTH + 7, USD_BOTH);
        sweep(address(usd));
        vm.assertEq(doors.owedOf(address(usd), customer), 7, "owed");
        vm.assertEq(usd.balanceOf(address(doors)), 57, "still there");
    }

    function test_GivenTheQuoteWasReachedInAnotherCurrency() external {
        pay(reservationId, address(eur), EUR_BOTH, payer);
        owesAll(address(usd), USD_BOTH);
    }

    function test_GivenTheHourToAnswerEndsThisSecond() external {
        send(address(usd), depositAt, 5e6);
        pass(1 hours);
        vm.assertEq(sweep(address(usd)), 5e6, "counted");
    }

    function test_GivenTheHourToAnswerIsOver() external {
        pass(1 hours + 1);
        owesAll(address(usd), USD_BOTH);
    }

    // ── accepted ──

    function test_GivenAPartOfWhatIsDueLiesThere() external {
        accept(reservationId);
        send(address(usd), depositAt, 5e6);
        expectPart(address(usd), 5e6, 5e6);
        vm.assertEq(sweep(address(usd)), 5e6, "counted");
        vm.assertTrue(dealOf(reservationId).state() == State.Payable, "waits");
    }

    function test_GivenTheRestOfWhatIsDueLiesThere() external {
        pay(reservationId, address(usd), 5e6, payer);
        accept(reservationId);
        send(address(usd), depositAt, USD_BOTH - 5e6);
        expectCredited(address(usd));
        expectSwept(address(usd), USD_BOTH - 5e6, USD_BOTH - 5e6);
        vm.assertEq(sweep(address(usd)), USD_BOTH - 5e6, "counted");
        isOpen(address(usd), USD_BOTH);
    }

    function test_GivenAllThatIsDueLiesThere() external {
        accept(reservationId);
        send(address(usd), depositAt, USD_BOTH);
        expectCredited(address(usd));
        expectSwept(address(usd), USD_BOTH, USD_BOTH);
        vm.assertEq(sweep(address(usd)), USD_BOTH, "counted");
        isOpen(address(usd), USD_BOTH);
        vm.assertEq(doors.owedOf(address(usd), customer), 0, "owed");
    }

    function test_GivenMoreThanIsDueLiesThere() external {
        accept(reservationId);
        send(address(usd), depositAt, USD_BOTH + 7);
        expectCredited(address(usd));
        expectSwept(address(usd), USD_BOTH + 7, USD_BOTH);
        vm.assertEq(sweep(address(usd)), USD_BOTH, "counted");
        isOpen(address(usd), USD_BOTH);
        vm.assertEq(doors.owedOf(address(usd), customer), 7, "owed");
        vm.assertEq(usd.balanceOf(address(doors)), 7, "kept for him");
    }

    function test_GivenCoinsLieThere() external {
        accept(reservationId);
        send(NATIVE, depositAt, NATIVE_BOTH);
        expectCredited(NATIVE);
        expectSwept(NATIVE, NATIVE_BOTH, NATIVE_BOTH);
        vm.assertEq(sweep(NATIVE), NATIVE_BOTH, "counted");
        isOpen(NATIVE, NATIVE_BOTH);
    }

    function test_GivenMoreCoinsThanAreDueLieThere() external {
        accept(reservationId);
        send(NATIVE, depositAt, 1 ether);
        expectSwept(NATIVE, 1 ether, NATIVE_BOTH);
        sweep(NATIVE);
        isOpen(NATIVE, NATIVE_BOTH);
        vm.assertEq(doors.owedOf(NATIVE, customer), 1 ether - NATIVE_BOTH, "owed");
        vm.assertEq(address(doors).balance, 1 ether - NATIVE_BOTH, "kept for him");
    }

    function test_GivenTheHourToPayEndsThisSecond() external {
        accept(reservationId);
        send(address(usd), depositAt, USD_BOTH);
        pass(1 hours);
        sweep(address(usd));
        isOpen(address(usd), USD_BOTH);
    }

    function test_GivenTheHourToPayIsOver() external {
        accept(reservationId);
        pass(1 hours + 1);
        owesAll(address(usd), USD_BOTH);
    }
}
