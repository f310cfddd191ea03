// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPools} from "../../../contracts/interfaces/IPools.sol";
import {IPoolsRare} from "../../../contracts/interfaces/IPoolsRare.sol";
import {State} from "../../../contracts/types/State.sol";
import {Cap, Offer, Reading, Terms} from "../../../contracts/types/Terms.sol";
import {Callbacks} from "../support/Callbacks.sol";
import {Expecting} from "../support/Expecting.sol";
import {vm} from "../support/Vm.sol";
import {Reentering} from "../tokens/Reentering.sol";

/// @notice Whatever moves money lets a stranger's code run. That code calls every entry point of Pools, and the guard
/// stands before each.
contract ReentryTest is Expecting {
    uint256 private constant QUOTE = 1_500;
    uint256 private constant ENTRY_POINTS = 26;

    Reentering private token;
    Callbacks private callbacks;
    Terms private terms;

    function setUp() public override {
        super.setUp();
        token = new Reentering();
        callbacks = new Callbacks();
        setPrice(address(token), 1_000, 500);
        terms = someTerms();
        terms.currencies[0] = address(token);
        terms.termsVersion = 2;
        _addCalls();
        _addRareCalls();
        vm.assertEq(callbacks.count(), ENTRY_POINTS, "all entry points");
    }

    // ── through a token ──

    function test_WhenAPaymentIsPulled() external {
        uint256 id = reserve(terms);
        accept(id);
        fund(address(token), payer, QUOTE);
        _arm();
        payFunded(id, address(token), QUOTE, payer);
        _assertRefused(1);
        assertState(id, State.Active);
        vm.assertEq(token.balanceOf(address(pools)), QUOTE, "money");
    }

    function test_WhenAnExcessGoesBack() external {
        uint256 id = reserve(terms);
        fund(address(token), payer, QUOTE + 1);
        _arm();
        payFunded(id, address(token), QUOTE + 1, payer);
        _assertRefused(2);
        assertParts(id, address(token), payer, QUOTE, QUOTE);
        vm.assertEq(token.balanceOf(payer), 1, "given back");
    }

    function test_WhenAnExcessOfATransferAndCallGoesBack() external {
        uint256 id = reserve(terms);
        bytes memory memo = bytes(memoOf(id));
        token.mint(address(pools), QUOTE + 1);
        _arm();
        vm.prank(address(token));
        pools.onTransferReceived(payer, payer, QUOTE + 1, memo);
        _assertRefused(1);
        vm.assertEq(token.balanceOf(payer), 1, "given back");
    }

    function test_WhenARefundIsSent() external {
        uint256 id = reserve(terms);
        pay(id, address(token), 5, payer);
        cancel(id);
        _arm();
        refund(id, address(token), payer);
        _assertRefused(1);
        vm.assertEq(token.balanceOf(payer), 5, "once");
    }

    function test_WhenARefillIsPulled() external {
        uint256 id = openPool(terms, address(token));
        fund(address(token), payer, QUOTE);
        _arm();
        vm.prank(payer);
        pools.refill(id, MONTH, MONTH, QUOTE, QUOTE);
        _assertRefused(1);
        vm.assertEq(clockOf(id).cu(), uint256(MONTH) * 2000, "CU");
    }

    function test_WhenAnOfferIsPaid() external {
        Offer memory offer = someOffer();
        (offer.token, offer.cuAmount, offer.suAmount) = (address(token), 1_000, 500);
        fund(address(token), customer, QUOTE);
        bytes memory sealed_ = signed(offer, operatorKey);
        _arm();
        vm.prank(customer);
        uint256 id = pools.buy(offer, tid, new uint32[](0), operator, sealed_);
        _assertRefused(1);
        assertState(id, State.Active);
    }

    function test_WhenTheOwnerLeaves() external {
        uint256 id = openPool(terms, address(token));
        _arm();
        closePool(id);
        _assertRefused(1);
        vm.assertEq(token.balanceOf(customer), QUOTE - 300, "the escrow, once");
    }

    function test_WhenIncomeIsWithdrawn() external {
        openPool(terms, address(token));
        _arm();
        vm.prank(payee);
        pools.withdraw(farmId, address(token), 0, payee);
        _assertRefused(1);
        vm.assertEq(token.balanceOf(payee), 300, "the upfront share, once");
    }

    function test_WhenAnEvictionIsPaidForAndWithdrawn() external {
        uint256 id = openPool(terms, address(token));
        announceEviction(id);
        pass(7 days);
        fund(address(token), farmer, 300);
        _arm();
        vm.prank(farmer);
        pools.evict(id);
        _assertRefused(1);
        vm.prank(customer);
        pools.withdrawOwed(address(token), customer);
        _assertRefused(2);
        vm.assertEq(token.balanceOf(customer), QUOTE, "all of it, once");
    }

    // ── through coins ──

    function test_WhenAnExcessOfCoinsGoesBack() external {
        uint256 id = reserve(terms);
        accept(id);
        vm.deal(address(callbacks), NATIVE_BOTH + 1);
        callbacks.act(address(pools), NATIVE_BOTH + 1, bytes(memoOf(id)));
        _assertRefused(1);
        vm.assertEq(address(callbacks).balance, 1, "given back");
        assertState(id, State.Active);
    }

    function test_WhenARefundOfCoinsIsSent() external {
        uint256 id = reserve(terms);
        vm.deal(address(callbacks), 5);
        callbacks.act(address(pools), 5, bytes(memoOf(id)));
        reject(id);
        callbacks.act(address(pools), 0, abi.encodeCall(IPoolsRare.refund, (id, NATIVE, address(callbacks))));
        _assertRefused(1);
        vm.assertEq(address(callbacks).balance, 5, "once");
        vm.assertEq(address(pools).balance, 0, "nothing is left");
    }

    function test_WhenAPoolOfCoinsIsLeft() external {
        uint256 id = openPool(terms, NATIVE);
        vm.prank(customer);
        pools.close(id, address(callbacks));
        _assertRefused(1);
        vm.assertEq(address(callbacks).balance, NATIVE_BOTH - upfrontOf(NATIVE_BOTH), "the escrow, once");
    }

    /// @dev It may be read while money moves: the books are closed by then.
    function test_WhenMoneyIsReadWhileItMoves() external {
        uint256 id = reserve(terms);
        pay(id, address(token), 5, payer);
        cancel(id);
        token.arm(address(pools), 0, abi.encodeCall(IPools.contributionOf, (id, address(token), payer)));
        refund(id, address(token), payer);
        vm.assertTrue(token.succeeded(), "it answers");
        vm.assertEq(token.answer(), abi.encode(0), "nothing is left");
    }

    function _arm() private {
        token.arm(address(callbacks), 0, abi.encodeCall(Callbacks.run, ()));
    }

    function _assertRefused(uint256 runs) private view {
        vm.assertEq(callbacks.runs(), runs, "runs");
        vm.assertEq(callbacks.otherCall(), "", "a call that the guard did not refuse");
        vm.assertEq(callbacks.refused(), runs * ENTRY_POINTS, "refused");
    }

    function _add(bytes memory data) private {
        callbacks.add(address(pools), data);
    }

    function _addCalls() private {
        Offer memory offer = someOffer();
        _add("p-1");
        _add(abi.encodeCall(IPools.reserve, (terms, tid, 99, proof)));
        _add(abi.encodeCall(IPoolsRare.reserveRefill, (1, 1, 1)));
        _add(abi.encodeCall(IPools.accept, (1, 0)));
        _add(abi.encodeWithSignature("pay(string,address,uint256)", "p-1", token, 1));
        _add(abi.encodeWithSignature("pay(string,address,uint256,bytes32)", "p-1", token, 1, 0));
        _add(abi.encodeCall(IPools.payFor, (1, address(token), 1, payer, 0)));
        _add(abi.encodeCall(IPools.onTransferReceived, (payer, payer, 1, "p-1")));
        _add(abi.encodeCall(IPools.buy, (offer, tid, new uint32[](0), operator, signed(offer, operatorKey))));
        _add(abi.encodeCall(IPools.refill, (1, 1, 1, 1, 1)));
        _add(abi.encodeCall(IPools.report, (farmId, new Reading[](0))));
        _add(abi.encodeCall(IPools.cap, (1, 0, 0)));
        _add(abi.encodeCall(IPools.withdraw, (farmId, address(token), 0, payee)));
        _add(abi.encodeCall(IPools.close, (1, customer)));
    }

    function _addRareCalls() private {
        Cap memory lower = Cap({poolId: 1, cuCap: 0, suCap: 0, nonce: 1, deadline: type(uint32).max});
        _add(abi.encodeCall(IPoolsRare.reject, (1, 0, "")));
        _add(abi.encodeCall(IPoolsRare.cancel, (1)));
        _add(abi.encodeCall(IPoolsRare.refund, (1, address(token), payer)));
        _add(abi.encodeCall(IPoolsRare.refund, (1, NATIVE, address(callbacks))));
        _add(abi.encodeCall(IPoolsRare.capBySignature, (lower, signed(lower, customerKey))));
        _add(abi.encodeCall(IPoolsRare.announceEviction, (1)));
        _add(abi.encodeCall(IPoolsRare.withdrawEviction, (1)));
        _add(abi.encodeCall(IPoolsRare.evict, (1)));
        _add(abi.encodeCall(IPoolsRare.withdrawOwed, (address(token), payer)));
        _add(abi.encodeCall(IPoolsRare.withdrawOwed, (NATIVE, address(callbacks))));
        _add(abi.encodeCall(IPoolsRare.offerPool, (1, otherTid)));
        _add(abi.encodeCall(IPoolsRare.acceptPool, (1)));
    }
}
