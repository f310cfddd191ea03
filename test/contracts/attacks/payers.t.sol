// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Errors} from "../../../contracts/libraries/Errors.sol";
import {State} from "../../../contracts/types/State.sol";
import {Door} from "../../../contracts/types/Terms.sol";
import {Verdict} from "../../../contracts/types/Verdict.sol";
import {Expecting} from "../support/Expecting.sol";
import {vm} from "../support/Vm.sol";

/// @notice Three payers, two currencies: one wins, nobody loses, nobody blocks another.
contract PayersTest is Expecting {
    address private alice;
    address private bob;
    address private carol;
    uint256 private id;

    function setUp() public override {
        super.setUp();
        (alice, bob, carol) = (wallet("alice"), wallet("bob"), wallet("carol"));
        id = reserve();
    }

    function test_WhenOneCurrencyReachesItsQuoteFirst() external {
        pay(id, address(usd), 5e6, alice);
        accept(id);
        pay(id, address(eur), EUR_BOTH - 1, bob);
        pay(id, address(usd), 3e6, carol);
        pay(id, address(eur), 1, carol); // the euro reaches its quote first
        assertState(id, State.Active);
        vm.assertEq(registry.tokenAt(farmId, dealOf(id).tokenIndex()), address(eur), "the pool's token");
        vm.assertEq(credit(address(eur)), upfrontOf(EUR_CU) + upfrontOf(EUR_SU), "released");
        vm.assertEq(credit(address(usd)), 0, "nothing in dollars");

        refund(id, address(usd), alice);
        refund(id, address(usd), carol);
        vm.assertEq(usd.balanceOf(alice), 5e6, "alice");
        vm.assertEq(usd.balanceOf(carol), 3e6, "carol");
        vm.assertEq(usd.balanceOf(address(pools)), 0, "no dollar is left");
        _assertNothingFor(bob, address(eur));
        _assertNothingFor(carol, address(eur));
        vm.assertEq(eur.balanceOf(address(pools)), EUR_BOTH, "the pool's money");
    }

    function test_GivenOneBaseUnitInAnotherCurrency() external {
        pay(id, address(eur), 1, stranger);
        pay(id, NATIVE, 1, stranger);
        accept(id);
        pay(id, address(eur), 1, stranger);
        fund(address(usd), customer, USD_BOTH);
        expectCredited(id, address(usd), customer, Door.Pay);
        payFunded(id, address(usd), USD_BOTH, customer);
        refund(id, address(eur), stranger);
        vm.assertEq(eur.balanceOf(stranger), 2, "the stranger's");
    }

    /// @dev He pays first what another was about to pay: a gift, and the other keeps his money.
    function test_WhenAStrangerPaysWhatAnotherWasAboutToPay() external {
        accept(id);
        fund(address(usd), customer, USD_BOTH);
        pay(id, address(usd), USD_BOTH - 1, stranger);
        vm.assertEq(payFunded(id, address(usd), USD_BOTH, customer), 1, "what was left");
        assertState(id, State.Active);
        vm.assertEq(usd.balanceOf(customer), USD_BOTH - 1, "the rest is his");
        _assertNothingFor(stranger, address(usd));
    }

    function test_WhenTheLastPartComesTooLate() external {
        accept(id);
        pay(id, address(usd), USD_BOTH - 1, alice);
        vm.warp(START + PAY_TIME + 1);
        fund(address(usd), bob, 1);
        expectNotPayable(id, address(usd), Verdict.DeadlinePassed);
        payFunded(id, address(usd), 1, bob);
        refund(id, address(usd), alice);
        vm.assertEq(usd.balanceOf(alice), USD_BOTH - 1, "alice");
    }

    function test_WhenAPartComesAfterTheRejection() external {
        pay(id, address(usd), 5, alice);
        reject(id);
        fund(address(usd), bob, 1);
        expectNotPayable(id, address(usd), Verdict.NotPayable);
        payFunded(id, address(usd), 1, bob);
        refund(id, address(usd), alice);
        vm.assertEq(usd.balanceOf(alice), 5, "alice");
    }

    function test_GivenAReservationThatDiedUnanswered() external {
        pay(id, address(usd), USD_BOTH, alice);
        pay(reserve(), address(usd), 7, bob);
        vm.warp(START + ANSWER_TIME + 1);
        bytes32 termsHash = hashOf(someTerms());
        vm.expectRevert(abi.encodeWithSelector(Errors.DeadlinePassed.selector, id, START + ANSWER_TIME, time()));
        vm.prank(operator);
        pools.accept(id, termsHash);
        refund(id, address(usd), alice);
        vm.assertEq(usd.balanceOf(alice), USD_BOTH, "alice");
        vm.assertEq(usd.balanceOf(address(pools)), 7, "bob's stays");
    }

    /// @dev What a stranger brings counts for whom he says: before, in and after the life of a reservation.
    function test_WhenAStrangerBringsItForAnother() external {
        fund(address(usd), stranger, USD_BOTH);
        vm.prank(stranger);
        pools.payFor(id, address(usd), USD_BOTH, customer, 0);
        _assertNothingFor(stranger, address(usd));
        bytes32 termsHash = hashOf(someTerms());
        expectCredited(id, address(usd), address(0), Door.Acceptance);
        _accept(termsHash);

        uint256 second = reserve();
        fund(address(usd), stranger, 5);
        vm.prank(stranger);
        pools.payFor(second, address(usd), 5, customer, 0);
        cancel(second);
        refund(second, address(usd), customer);
        vm.assertEq(usd.balanceOf(customer), 5, "the customer's");
    }

    /// @dev Neither the closing of the pool nor its new currency touches what others can take back.
    function test_GivenAPoolThatIsLongOver() external {
        pay(id, address(eur), 4, alice);
        pay(id, NATIVE, 6, bob);
        accept(id);
        pay(id, address(usd), USD_BOTH, customer);
        drain(id, CU_CAP, 0, 8 days); // until it is dry
        closePool(id);
        vm.warp(START + 365 days);
        refund(id, address(eur), alice);
        refund(id, NATIVE, bob);
        vm.assertEq(eur.balanceOf(alice), 4, "alice");
        vm.assertEq(bob.balance, 6, "bob");
    }

    function _accept(bytes32 termsHash) private {
        vm.prank(operator);
        pools.accept(id, termsHash);
    }

    function _assertNothingFor(address who, address token) private {
        vm.expectRevert(abi.encodeWithSelector(Errors.NothingToRefund.selector, id, token, who));
        refund(id, token, who);
    }
}
