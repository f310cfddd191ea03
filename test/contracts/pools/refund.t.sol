// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPoolsBase} from "../../../contracts/interfaces/IPoolsBase.sol";
import {IPoolsRare} from "../../../contracts/interfaces/IPoolsRare.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Terms} from "../../../contracts/types/Terms.sol";
import {Expecting} from "../support/Expecting.sol";
import {vm} from "../support/Vm.sol";
import {Wallet} from "../support/Wallet.sol";
import {Blocking} from "../tokens/Blocking.sol";

contract RefundTest is Expecting {
    uint256 private id;

    function setUp() public override {
        super.setUp();
        id = reserve();
    }

    function test_RevertGivenNothingWasPaid() external {
        _expectNothing(99, address(usd), payer);
        _expectNothing(id, address(usd), payer);
        reject(id);
        _expectNothing(id, address(usd), payer);
    }

    function test_RevertGivenAPayerWhoPaidNothing() external {
        pay(id, address(usd), 5, payer);
        reject(id);
        _expectNothing(id, address(usd), stranger);
        _expectNothing(id, address(eur), payer);
    }

    function test_RevertWhenTheDeadlineHasNotPassed() external {
        pay(id, address(usd), 5, payer);
        vm.warp(START + ANSWER_TIME);
        _expectNotYet(START + ANSWER_TIME);
    }

    function test_WhenTheDeadlineHasPassed() external {
        pay(id, address(usd), USD_BOTH, payer);
        pay(reserve(), address(usd), 3, payer);
        vm.warp(START + ANSWER_TIME + 1);
        _assertGivenBack(address(usd), USD_BOTH);
        vm.assertEq(usd.balanceOf(address(pools)), 3, "another's stays");
    }

    function test_RevertWhenAnHourSinceTheAcceptanceHasNotPassed() external {
        pass(10 minutes);
        accept(id);
        pay(id, address(usd), 5, payer);
        vm.warp(START + 10 minutes + PAY_TIME);
        _expectNotYet(START + 10 minutes + PAY_TIME);
    }

    function test_WhenAnHourSinceTheAcceptanceHasPassed() external {
        pass(10 minutes);
        accept(id);
        pay(id, NATIVE, 5, payer);
        vm.warp(START + 10 minutes + PAY_TIME + 1);
        _assertGivenBack(NATIVE, 5);
    }

    function test_GivenAReservationThatWasRejected() external {
        pay(id, address(eur), EUR_BOTH, payer);
        reject(id);
        _assertGivenBack(address(eur), EUR_BOTH);
    }

    function test_GivenAReservationThatWasCancelled() external {
        pay(id, address(eur), EUR_BOTH, payer);
        cancel(id);
        _assertGivenBack(address(eur), EUR_BOTH);
    }

    function test_RevertWhenItWasPaidInThatCurrency() external {
        pay(id, address(usd), 5, payer);
        accept(id);
        pay(id, address(usd), USD_BOTH - 5, customer);
        _expectNothing(id, address(usd), payer);
        closePool(id);
        _expectNothing(id, address(usd), payer);
    }

    function test_WhenItWasPaidInAnotherCurrency() external {
        pay(id, address(eur), 5, payer);
        pay(id, address(eur), 6, stranger);
        pay(id, NATIVE, 7, stranger);
        accept(id);
        pay(id, address(usd), USD_BOTH, customer);
        _assertGivenBack(address(eur), 5);
        closePool(id);
        refund(id, address(eur), stranger);
        refund(id, NATIVE, stranger);
        vm.assertEq(eur.balanceOf(stranger), 6, "euros");
        vm.assertEq(stranger.balance, 7, "coins");
        vm.assertEq(eur.balanceOf(address(pools)) + address(pools).balance, 0, "nothing is left of them");
    }

    function test_RevertGivenARefillThatWasPaid() external {
        uint256 refill = reserveRefill(openPool(), MONTH, 0);
        pay(refill, address(usd), 5, payer);
        pay(refill, address(usd), USD_CU, customer);
        _expectNothing(refill, address(usd), payer);
    }

    function test_GivenARefillThatDied() external {
        uint256 pool = openPool();
        uint256 refill = reserveRefill(pool, MONTH, 0);
        pay(refill, address(usd), 5, payer);
        closePool(pool);
        vm.expectRevert(abi.encodeWithSelector(Errors.NoRefundYet.selector, refill, START + PAY_TIME, START));
        refund(refill, address(usd), payer);
        vm.warp(START + PAY_TIME + 1);
        refund(refill, address(usd), payer);
        vm.assertEq(usd.balanceOf(payer), 5, "given back");
    }

    function test_RevertGivenItWasGivenBack() external {
        pay(id, address(usd), 5, payer);
        pay(id, address(usd), 6, customer);
        reject(id);
        refund(id, address(usd), payer);
        _expectNothing(id, address(usd), payer);
        vm.assertEq(usd.balanceOf(address(pools)), 6, "another's stays");
    }

    function test_RevertWhenItGoesToNobody() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadAddress.selector, address(0)));
        pools.refund(id, address(usd), address(0));
    }

    function test_RevertWhenItGoesToPools() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadAddress.selector, pools));
        pools.refund(id, address(usd), address(pools));
    }

    function test_WhenThePayerNamesAnother() external {
        pay(id, address(usd), 5, payer);
        reject(id);
        vm.expectEmit(address(pools));
        emit IPoolsBase.Refunded(id, payer, address(usd), 5, stranger);
        vm.prank(payer);
        pools.refund(id, address(usd), stranger);
        vm.assertEq(usd.balanceOf(stranger), 5, "there");
        vm.assertEq(usd.balanceOf(payer), 0, "not here");
    }

    function test_WhenThePayerTakesNoCoins() external {
        Wallet poor = new Wallet();
        pay(id, NATIVE, 5, address(poor));
        reject(id);
        poor.refuseCoins(true);
        vm.expectRevert(abi.encodeWithSelector(Errors.NativeTransferFailed.selector, address(poor), 5));
        refund(id, NATIVE, address(poor));
        vm.assertEq(pools.contributionOf(id, NATIVE, address(poor)), 5, "still his");
        poor.run(address(pools), 0, abi.encodeCall(IPoolsRare.refund, (id, NATIVE, stranger)));
        vm.assertEq(stranger.balance, 5, "elsewhere");
    }

    function test_WhenTheTokenBlocksThePayer() external {
        Blocking token = new Blocking();
        setPrice(address(token), 7, 8);
        Terms memory terms = someTerms();
        terms.currencies[0] = address(token);
        id = reserve(terms);
        pay(id, address(token), 5, payer);
        reject(id);
        token.setBlocked(payer, true);
        vm.expectRevert(abi.encodeWithSelector(Blocking.Blocked.selector, payer));
        refund(id, address(token), payer);
        vm.prank(payer);
        pools.refund(id, address(token), stranger);
        vm.assertEq(token.balanceOf(stranger), 5, "elsewhere");
    }

    function _assertGivenBack(address token, uint256 amount) private {
        vm.expectEmit(address(pools));
        emit IPoolsBase.Refunded(id, payer, token, amount, payer);
        refund(id, token, payer);
        vm.assertEq(balance(token, payer), amount, "given back");
        vm.assertEq(pools.contributionOf(id, token, payer), 0, "nothing is left");
    }

    function _expectNothing(uint256 which, address token, address from) private {
        vm.expectRevert(abi.encodeWithSelector(Errors.NothingToRefund.selector, which, token, from));
        refund(which, token, from);
    }

    function _expectNotYet(uint256 deadline) private {
        vm.expectRevert(abi.encodeWithSelector(Errors.NoRefundYet.selector, id, deadline, time()));
        refund(id, address(usd), payer);
    }
}
