// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IRegistry, Price, Share} from "../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {State} from "../../../contracts/types/State.sol";
import {Offer} from "../../../contracts/types/Terms.sol";
import {PoolsTest} from "../support/PoolsTest.sol";
import {vm} from "../support/Vm.sol";
import {Wallet} from "../support/Wallet.sol";
import {Blocking} from "../tokens/Blocking.sol";
import {Reentering} from "../tokens/Reentering.sol";
import {Refusing} from "../tokens/Refusing.sol";
import {Silent} from "../tokens/Silent.sol";
import {Taxed} from "../tokens/Taxed.sol";

/// @notice Payees, owners and tokens that fail: they stop themselves and nobody else.
contract HostileTest is PoolsTest {
    address private constant HEIR = address(0xbeef);
    uint256 private constant FIFTH = USD_BOTH / 5;

    Blocking private token;
    uint256 private id;
    uint16 private table;

    function setUp() public override {
        super.setUp();
        token = new Blocking();
        id = _openIn(address(token));
    }

    /// @dev At the prices in dollars, whatever the token.
    function _openIn(address listed) private returns (uint256) {
        setTerms(UPFRONT, Price({token: listed, cuPrice: USD_CU, suPrice: USD_SU, listed: true}));
        Offer memory offer = someOffer();
        offer.token = listed;
        return buy(offer);
    }

    function _withdraw(address listed, address who, address to) private returns (uint256) {
        vm.prank(who);
        return pools.withdraw(farmId, listed, table, to);
    }

    function _blocked(address who) private {
        token.setBlocked(who, true);
        vm.expectRevert(abi.encodeWithSelector(Blocking.Blocked.selector, who));
    }

    function _announceAndWait() private {
        vm.prank(farmer);
        pools.announceEviction(id);
        pass(7 * DAY);
    }

    // ── blocked ──

    function test_BlockedPayee_WhenTheOthersCome() external {
        _halves(payee, payer);
        _openIn(address(token));
        table = 1;
        _blocked(payee);
        _withdraw(address(token), payee, payee);
        vm.assertEq(_withdraw(address(token), payer, payer), FIFTH / 2, "the other's");
    }

    function test_BlockedPayee_WhenHeNamesAnotherAddress() external {
        _blocked(payee);
        _withdraw(address(token), payee, payee);
        vm.assertEq(_withdraw(address(token), payee, HEIR), FIFTH, "to another");
        vm.assertEq(token.balanceOf(HEIR), FIFTH, "the heir's");
    }

    function test_BlockedCustomer_WhenTheFarmReportsAndWithdraws() external {
        token.setBlocked(customer, true);
        report(id, 1000, 500);
        pass(10_000);
        report(id, 1000, 500);
        vm.assertEq(_withdraw(address(token), payee, payee), FIFTH + 30_864 + 6_172, "the farm's");
    }

    function test_BlockedCustomer_WhenHeLeaves() external {
        _blocked(customer);
        vm.prank(customer);
        pools.close(id, customer);
        vm.prank(customer);
        pools.close(id, HEIR);
        vm.assertEq(token.balanceOf(HEIR), USD_BOTH - FIFTH, "the heir's");
    }

    function test_BlockedCustomer_WhenHeIsEvicted() external {
        _announceAndWait();
        fund(address(token), farmer, FIFTH);
        token.setBlocked(customer, true);
        vm.prank(farmer);
        pools.evict(id);
        vm.assertEq(pools.owedOf(address(token), customer), USD_BOTH, "owed");
        vm.expectRevert(abi.encodeWithSelector(Blocking.Blocked.selector, customer));
        vm.prank(customer);
        pools.withdrawOwed(address(token), customer);
        vm.prank(customer);
        pools.withdrawOwed(address(token), HEIR);
        vm.assertEq(token.balanceOf(HEIR), USD_BOTH, "the heir's");
    }

    function test_BlockedFarmer_WhenTheCustomerLeaves() external {
        token.setBlocked(farmer, true);
        token.setBlocked(operator, true);
        token.setBlocked(payee, true);
        vm.prank(customer);
        pools.close(id, customer);
        vm.assertEq(token.balanceOf(customer), USD_BOTH - FIFTH, "the customer's");
    }

    function test_BlockedFarmer_RevertWhenHeEvicts() external {
        _announceAndWait();
        fund(address(token), farmer, FIFTH);
        _blocked(farmer);
        vm.prank(farmer);
        pools.evict(id);
        vm.assertTrue(dealOf(id).state() == State.Active, "the pool lives");
        token.setBlocked(farmer, false);
        vm.prank(farmer);
        pools.evict(id);
    }

    function test_BlockedPools_WhenPoolsOfOtherTokensGoOn() external {
        uint256 other = buy(someOffer());
        token.setBlocked(address(pools), true);
        report(id, 1000, 0);
        report(other, 1000, 0);
        pass(10_000);
        report(id, 0, 0);
        report(other, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(Blocking.Blocked.selector, pools));
        vm.prank(customer);
        pools.close(id, customer);
        vm.prank(customer);
        pools.close(other, customer);
        vm.assertEq(_withdraw(address(usd), payee, payee), FIFTH + 30_864, "the farm's");
        vm.assertEq(usd.balanceOf(address(pools)), 0, "in Pools");
    }

    // ── coins ──

    function test_PayeeWithoutCoins_WhenTheOthersCome() external {
        Wallet wallet_ = new Wallet();
        wallet_.refuseCoins(true);
        _halves(address(wallet_), payer);
        table = 1;
        _buyWithCoins(customer, tid);
        vm.expectPartialRevert(Errors.NativeTransferFailed.selector);
        _withdraw(NATIVE, address(wallet_), address(wallet_));
        vm.assertEq(_withdraw(NATIVE, payer, payer), NATIVE_BOTH / 10, "the other's");
        vm.assertEq(_withdraw(NATIVE, address(wallet_), HEIR), NATIVE_BOTH / 10, "the heir's");
    }

    function test_OwnerWithoutCoins_WhenTheFarmReportsWithdrawsAndEvicts() external {
        (address wallet_, ) = _poolOfAWallet();
        report(id, 1000, 500);
        _announceAndWait();
        report(id, 0, 0);
        _withdraw(NATIVE, payee, payee);
        vm.deal(farmer, NATIVE_BOTH);
        vm.prank(farmer);
        pools.evict{value: NATIVE_BOTH}(id);
        uint256 owed = pools.owedOf(NATIVE, wallet_);
        vm.assertEq(payee.balance, NATIVE_BOTH / 5 + _daysEarning(), "the farm's");
        vm.prank(wallet_);
        pools.withdrawOwed(NATIVE, HEIR);
        vm.assertEq(HEIR.balance, owed, "the heir's");
    }

    function test_OwnerWithoutCoins_WhenHeLeaves() external {
        (address wallet_, ) = _poolOfAWallet();
        uint256 escrow = NATIVE_BOTH - NATIVE_BOTH / 5;
        vm.expectRevert(abi.encodeWithSelector(Errors.NativeTransferFailed.selector, wallet_, escrow));
        vm.prank(wallet_);
        pools.close(id, wallet_);
        vm.prank(wallet_);
        pools.close(id, HEIR);
        vm.assertEq(HEIR.balance, escrow, "the heir's");
    }

    // ── callbacks ──

    function test_SignerThatCallsBack_WhenItCallsBackWhileItIsAsked() external {
        Wallet wallet_ = new Wallet();
        vm.prank(farmer);
        registry.setOperator(farmId, address(wallet_));
        wallet_.callBack(address(pools), abi.encodeCall(pools.cancelNonces, (0, type(uint256).max)));
        Offer memory offer = someOffer();
        fund(address(usd), customer, USD_BOTH);
        vm.prank(customer);
        uint256 bought = pools.buy(offer, tid, new uint32[](0), address(wallet_), "");
        vm.assertTrue(dealOf(bought).state() == State.Active, "the offer is taken");
        vm.assertFalse(pools.nonceUsed(address(wallet_), 255), "and its call was refused");
    }

    function test_TokenThatCallsTheRegistry_WhenItPutsAnotherShareTableInForce() external {
        Reentering reentering = new Reentering();
        id = _openIn(address(reentering));
        uint256 released = pools.creditOf(farmId, 0, address(reentering));
        report(id, CU_CAP, 0);
        Share[] memory shares = wholeTo(stranger);
        vm.prank(farmer);
        registry.announceShares(farmId, shares);
        drain(id, CU_CAP, 0, 7 * DAY);
        fund(address(reentering), stranger, 100e6);
        reentering.arm(address(registry), 0, abi.encodeCall(IRegistry.applyShares, (farmId, shares)));
        refill(id, MONTH, 0, stranger);
        vm.assertTrue(reentering.succeeded(), "the table is in force");
        reentering.arm(address(0), 0, "");
        uint256 sum = pools.creditOf(farmId, 0, address(reentering)) + pools.creditOf(farmId, 1, address(reentering));
        vm.prank(customer);
        pools.close(id, customer);
        vm.assertGt(sum, released, "a week was drawn");
        vm.assertEq(
            reentering.balanceOf(address(pools)),
            pools.creditOf(farmId, 0, address(reentering)) + pools.creditOf(farmId, 1, address(reentering)),
            "in Pools: what the farm earned, booked once"
        );
    }

    function test_TokenThatCallsTheRegistry_WhenItSellsTheThreebot() external {
        Reentering reentering = new Reentering();
        setTerms(UPFRONT, Price({token: address(reentering), cuPrice: USD_CU, suPrice: USD_SU, listed: true}));
        vm.prank(customer);
        registry.transferTid(tid, address(reentering));
        reentering.arm(address(registry), 0, abi.encodeCall(IRegistry.acceptTid, (tid, keccak256("a new key"), proof)));
        Offer memory offer = someOffer();
        offer.token = address(reentering);
        id = buy(offer);
        vm.assertTrue(reentering.succeeded(), "sold meanwhile");
        vm.assertEq(dealOf(id).tid(), tid, "tid");
        vm.expectRevert(abi.encodeWithSelector(Errors.NotTidOwner.selector, tid, reentering, customer));
        vm.prank(customer);
        pools.close(id, customer);
    }

    // ── strange answers ──

    function test_StrangeTokens_WhenATokenAnswersNothing() external {
        address silent = address(new Silent());
        id = _openIn(silent);
        fund(silent, stranger, USD_BOTH);
        refill(id, MONTH, MONTH, stranger);
        report(id, 1000, 500);
        pass(10_000);
        report(id, 0, 0);
        vm.assertGt(_withdraw(silent, payee, payee), 2 * FIFTH, "the farm's");
        uint256 second = _openIn(silent);
        vm.prank(customer);
        pools.close(second, HEIR);
        vm.assertEq(balance(silent, HEIR), USD_BOTH - FIFTH, "returned");
        _announceAndWait();
        fund(silent, farmer, USD_BOTH);
        vm.prank(farmer);
        pools.evict(id);
        vm.prank(customer);
        pools.withdrawOwed(silent, customer);
        vm.assertEq(balance(silent, address(pools)), FIFTH, "in Pools: the second pool's upfront share");
    }

    function test_StrangeTokens_WhenATokenTakesAFeeOnItsWayOut() external {
        Taxed taxed = new Taxed();
        taxed.setFee(0);
        id = _openIn(address(taxed));
        taxed.setFee(1000);
        vm.prank(customer);
        pools.close(id, HEIR);
        vm.assertEq(taxed.balanceOf(HEIR), ((USD_BOTH - FIFTH) * 9) / 10, "the receiver's");
        vm.assertEq(_withdraw(address(taxed), payee, payee), FIFTH, "amount");
        vm.assertEq(taxed.balanceOf(payee), (FIFTH * 9) / 10, "the payee's");
        vm.assertEq(taxed.balanceOf(address(pools)), 0, "in Pools");
    }

    function test_StrangeTokens_RevertWhenATokenAnswersFalse() external {
        Refusing refusing = new Refusing();
        id = _openIn(address(refusing));
        vm.expectRevert(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, refusing));
        refill(id, 1, 0, stranger);
        // What Pools holds it can pay.
        vm.prank(customer);
        pools.close(id, HEIR);
        vm.assertEq(refusing.balanceOf(HEIR), USD_BOTH - FIFTH, "returned");
    }

    function _halves(address a, address b) private {
        Share[] memory shares = new Share[](2);
        (shares[0], shares[1]) = (Share(a, 5_000), Share(b, 5_000));
        vm.prank(farmer);
        registry.announceShares(farmId, shares);
        pass(7 * DAY);
        registry.applyShares(farmId, shares);
    }

    function _buyWithCoins(address owner, uint40 ownersTid) private {
        Offer memory offer = someOffer();
        (offer.customerTid, offer.token) = (ownersTid, NATIVE);
        (offer.cuAmount, offer.suAmount) = (NATIVE_CU, NATIVE_SU);
        id = buy(offer, owner);
    }

    function _poolOfAWallet() private returns (address wallet_, uint40 walletTid) {
        wallet_ = address(new Wallet());
        walletTid = register(wallet_);
        _buyWithCoins(wallet_, walletTid);
        Wallet(payable(wallet_)).refuseCoins(true);
    }

    /// @dev A day at 1 CU and half an SU.
    function _daysEarning() private pure returns (uint256) {
        return
            (NATIVE_BOTH * 4) / 5 -
            escrowOf(MONTH_MILLI - DAY * 1000, priceOf(NATIVE_CU, MONTH), UPFRONT) -
            escrowOf(MONTH_MILLI - DAY * 500, priceOf(NATIVE_SU, MONTH), UPFRONT);
    }
}
