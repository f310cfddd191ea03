// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Price} from "../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Deal} from "../../../contracts/types/Deal.sol";
import {State} from "../../../contracts/types/State.sol";
import {Offer} from "../../../contracts/types/Terms.sol";
import {Dial} from "../support/Clocks.sol";
import {PoolsTest} from "../support/PoolsTest.sol";
import {vm} from "../support/Vm.sol";
import {Wallet} from "../support/Wallet.sol";
import {Taxed} from "../tokens/Taxed.sol";

/// @notice An offer that opens a pool.
contract BuyPoolTest is PoolsTest {
    uint32[] private nodes;

    function _refused(Offer memory offer, address caller, uint256 value, bytes memory refusal) private {
        bytes memory sealed_ = signed(offer, operatorKey);
        fund(address(usd), caller, 1000e6);
        vm.deal(caller, value);
        vm.expectRevert(refusal);
        vm.prank(caller);
        pools.buy{value: value}(offer, tid, nodes, operator, sealed_);
    }

    function _refused(Offer memory offer, bytes memory refusal) private {
        _refused(offer, customer, 0, refusal);
    }

    function _refusedFromOwner(Offer memory offer, bytes memory refusal) private {
        bytes memory sealed_ = signed(offer, farmerKey);
        vm.expectRevert(refusal);
        vm.prank(customer);
        pools.buy(offer, tid, nodes, farmer, sealed_);
    }

    /// @dev Buys with the operator's signature; all that stands in the credit is expected.
    function _buyExpecting(Offer memory offer, uint256 poolId, uint256 heldUntil, uint256 released) private {
        fund(offer.token, customer, uint256(offer.cuAmount) + offer.suAmount);
        bytes memory sealed_ = signed(offer, operatorKey);
        expectCredited(poolId, offer, heldUntil, released);
        vm.prank(customer);
        vm.assertEq(pools.buy(offer, tid, nodes, operator, sealed_), poolId, "poolId");
    }

    /// @dev The same with the owner's signature, and nothing released.
    function _buyFromOwnerExpecting(Offer memory offer, uint256 heldUntil) private {
        fund(offer.token, customer, uint256(offer.cuAmount) + offer.suAmount);
        bytes memory sealed_ = signed(offer, farmerKey);
        expectCredited(1, offer, heldUntil, 0);
        vm.prank(customer);
        pools.buy(offer, tid, nodes, farmer, sealed_);
    }

    function _assertMoney(address token, uint256 held, uint256 released) private view {
        vm.assertEq(balance(token, address(pools)), held, "in Pools");
        vm.assertEq(credit(token), released, "the farm's");
    }

    // ── refusals ──

    function test_RevertWhenTheCallerDoesNotOwnTheThreebot() external {
        Offer memory offer = someOffer();
        _refused(offer, stranger, 0, abi.encodeWithSelector(Errors.NotTidOwner.selector, tid, customer, stranger));
    }

    function test_RevertWhenTheThreebotDoesNotExist() external {
        Offer memory offer = someOffer();
        offer.customerTid = 99;
        bytes memory sealed_ = signed(offer, operatorKey);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotTidOwner.selector, 99, address(0), stranger));
        vm.prank(stranger);
        pools.buy(offer, 99, nodes, operator, sealed_);
    }

    function test_RevertWhenAUnitIsBoughtWithoutACap() external {
        Offer memory offer = someOffer();
        (offer.cuCap, offer.suCap) = (0, 1);
        _refused(offer, abi.encodeWithSelector(Errors.NoCap.selector));
        (offer.cuCap, offer.suCap) = (1, 0);
        _refused(offer, abi.encodeWithSelector(Errors.NoCap.selector));
    }

    function test_RevertWhenTheUpfrontShareIsAboveTheWhole() external {
        Offer memory offer = someOffer();
        offer.upfrontBps = 10_001;
        _refused(offer, abi.encodeWithSelector(Errors.BadBps.selector, 10_000, 10_001));
    }

    function test_RevertWhenTheOperatorsUpfrontShareIsBelowTheFarms() external {
        Offer memory offer = someOffer();
        offer.upfrontBps = UPFRONT - 1;
        _refused(offer, abi.encodeWithSelector(Errors.BelowFloor.selector, farmId, UPFRONT, UPFRONT - 1));
    }

    function test_RevertWhenTheOperatorsNoticeIsLongerThanTheFarms() external {
        Offer memory offer = someOffer();
        offer.noticeDays = NOTICE_DAYS + 1;
        _refused(offer, abi.encodeWithSelector(Errors.BadNotice.selector, 1, NOTICE_DAYS, NOTICE_DAYS + 1));
    }

    function test_RevertWhenTheNoticeIsNoneOrMoreThanAYear() external {
        Offer memory offer = someOffer();
        offer.noticeDays = 0;
        _refused(offer, abi.encodeWithSelector(Errors.BadNotice.selector, 1, 365, 0));
        offer.noticeDays = 366;
        _refusedFromOwner(offer, abi.encodeWithSelector(Errors.BadNotice.selector, 1, 365, 366));
    }

    function test_RevertWhenLessThanTheCostComes() external {
        Offer memory offer = someOffer();
        (offer.token, offer.cuAmount, offer.suAmount) = (NATIVE, NATIVE_CU, NATIVE_SU);
        uint256 value = NATIVE_BOTH - 1;
        _refused(offer, customer, value, abi.encodeWithSelector(Errors.WrongValue.selector, NATIVE_BOTH, value));
    }

    function test_RevertWhenCoinsComeWithAnOfferInAToken() external {
        _refused(someOffer(), customer, 1, abi.encodeWithSelector(Errors.WrongValue.selector, 0, 1));
    }

    function test_RevertWhenTheTokenBringsLessThanWasSent() external {
        Taxed taxed = new Taxed();
        setTerms(UPFRONT, Price({token: address(taxed), cuPrice: USD_CU, suPrice: USD_SU, listed: true}));
        fund(address(taxed), customer, 1000e6);
        Offer memory offer = someOffer();
        offer.token = address(taxed);
        uint256 received = (USD_BOTH * 99) / 100;
        _refused(offer, abi.encodeWithSelector(Errors.ReceivedLess.selector, taxed, USD_BOTH, received));
    }

    function test_RevertWhenAUnitsPriceCannotBeCounted() external {
        Offer memory offer = someOffer();
        (offer.cus, offer.cuAmount) = (1, 1000 << 64);
        fund(address(usd), customer, offer.cuAmount);
        _refused(offer, abi.encodeWithSelector(Errors.PriceTooHigh.selector, type(uint128).max, 1 << 128));
        (offer.cus, offer.cuAmount) = (MONTH, USD_CU);
        (offer.sus, offer.suAmount) = (1, (1 << 119) - 1);
        fund(address(usd), customer, offer.suAmount);
        _refused(
            offer,
            abi.encodeWithSelector(
                Errors.PriceTooHigh.selector,
                type(uint128).max,
                (uint256(offer.suAmount) << 64) / 1000
            )
        );
    }

    // ── a pool opens ──

    function test_WhenTheCustomerTakesAnOfferThatNamesHim() external {
        Offer memory offer = someOffer();
        offer.sus = 3 * MONTH; // dearer than a third, within the floor
        offer.suAmount = 3 * USD_SU - 1;
        uint256 cost = uint256(offer.cuAmount) + offer.suAmount;
        fund(address(usd), customer, cost + 5);
        bytes memory sealed_ = signed(offer, operatorKey);

        // It should tell the terms and the credit, and nothing else.
        uint256 escrow = (USD_CU - USD_CU / 5) + (offer.suAmount - offer.suAmount / 5);
        expectOpened(1, offer, operator, nodes);
        // The CU last 648,000 s at the full cap; a fifth of that was paid for good.
        expectCredited(1, offer, START + 129_600, cost - escrow);
        vm.recordLogs();
        vm.prank(customer);
        vm.assertEq(pools.buy(offer, tid, nodes, operator, sealed_), 1, "poolId");
        vm.assertEq(countOfEvents(), 2, "events");

        _assertOpened(offer);
        // It should keep the escrow, release the upfront share and take the cost exactly.
        _assertMoney(address(usd), cost, cost - escrow);
        vm.assertEq(usd.balanceOf(customer), 5, "the customer's");
    }

    /// @dev It should open an idle pool with what was bought.
    function _assertOpened(Offer memory offer) private view {
        assertDial(1, Dial(MONTH_MILLI, 3 * MONTH_MILLI, 0, 0, START, 0, false));
        vm.assertEq(worthOf(1).cuPrice(), priceOf(USD_CU, MONTH), "cuPrice");
        vm.assertEq(worthOf(1).suPrice(), priceOf(offer.suAmount, 3 * MONTH), "suPrice");
        Deal deal = dealOf(1);
        vm.assertEq(deal.farmId(), farmId, "farmId");
        vm.assertEq(deal.tid(), tid, "tid");
        vm.assertEq(tokenOf(1), address(usd), "token");
        vm.assertEq(deal.upfront(), UPFRONT, "upfront");
        vm.assertEq(deal.notice(), NOTICE_DAYS, "notice");
        vm.assertEq(deal.cuCap(), CU_CAP, "cuCap");
        vm.assertEq(deal.suCap(), SU_CAP, "suCap");
        vm.assertEq(deal.until(), 0, "no notice");
        vm.assertTrue(deal.state() == State.Active, "active");
        vm.assertEq(pools.lastId(), 1, "lastId");
        vm.assertTrue(pools.nonceUsed(operator, offer.nonce), "nonce");
    }

    function test_WhenTheOfferNamesNobody() external {
        Offer memory offer = someOffer();
        offer.customerTid = 0;
        uint40 other = register(stranger);
        fund(address(usd), stranger, USD_BOTH);
        bytes memory sealed_ = signed(offer, operatorKey);
        vm.prank(stranger);
        uint256 poolId = pools.buy(offer, other, nodes, operator, sealed_);
        vm.assertEq(dealOf(poolId).tid(), other, "tid");
        // Once: the nonce is used.
        fund(address(usd), customer, USD_BOTH);
        vm.expectRevert(abi.encodeWithSelector(Errors.NonceUsed.selector, operator, offer.nonce));
        vm.prank(customer);
        pools.buy(offer, tid, nodes, operator, sealed_);
    }

    function test_WhenNodesAreNamed() external {
        nodes = [nodeA, nodeC];
        Offer memory offer = someOffer();
        offer.nodeIdsHash = keccak256(abi.encode(uint256(nodeA), uint256(nodeC)));
        fund(address(usd), customer, USD_BOTH);
        bytes memory sealed_ = signed(offer, operatorKey);
        expectOpened(1, offer, operator, nodes);
        vm.prank(customer);
        pools.buy(offer, tid, nodes, operator, sealed_);
    }

    function test_WhenItIsTakenInTheDeadlinesOwnSecond() external {
        Offer memory offer = someOffer();
        pass(2 minutes);
        vm.assertEq(buy(offer), 1, "poolId");
        vm.assertEq(clockOf(1).settledAt(), START + 2 minutes, "begins now");
    }

    function test_WhenNothingIsPaidUpfront() external {
        Offer memory offer = someOffer();
        offer.upfrontBps = 0;
        _buyFromOwnerExpecting(offer, START + 1 hours);
        _assertMoney(address(usd), USD_BOTH, 0);
    }

    function test_WhenAllIsPaidUpfront() external {
        Offer memory offer = someOffer();
        offer.upfrontBps = 10_000;
        _buyExpecting(offer, 1, START + MONTH / 8, USD_BOTH);
        _assertMoney(address(usd), USD_BOTH, USD_BOTH);
    }

    function test_WhenOneUnitAloneIsBought() external {
        Offer memory offer = someOffer();
        (offer.sus, offer.suAmount, offer.suCap) = (0, 0, 0);
        _buyExpecting(offer, 1, START + MONTH / 4 / 5, USD_CU / 5);
        assertDial(1, Dial(MONTH_MILLI, 0, 0, 0, START, 0, false));
        vm.assertEq(worthOf(1).suPrice(), 0, "suPrice");

        offer = someOffer();
        (offer.cus, offer.cuAmount, offer.cuCap) = (0, 0, 0);
        _buyExpecting(offer, 2, START + MONTH / 8 / 5, USD_SU / 5);
        assertDial(2, Dial(0, MONTH_MILLI, 0, 0, START, 0, false));
        vm.assertEq(worthOf(2).cuPrice(), 0, "cuPrice");
        _assertMoney(address(usd), USD_BOTH, USD_BOTH / 5);
    }

    function test_WhenAUnitIsGivenForFree() external {
        Offer memory offer = someOffer();
        (offer.cuAmount, offer.suAmount) = (0, 1);
        _buyFromOwnerExpecting(offer, START + 64_800);
        vm.assertEq(worthOf(1).cuPrice(), 0, "cuPrice");
        // One base unit is not divided: it is held until something of it was consumed.
        _assertMoney(address(usd), 1, 0);
    }

    function test_WhenCoinsPay() external {
        Offer memory offer = someOffer();
        (offer.token, offer.cuAmount, offer.suAmount) = (NATIVE, NATIVE_CU, NATIVE_SU);
        bytes memory sealed_ = signed(offer, operatorKey);
        vm.deal(customer, NATIVE_BOTH + 7);
        vm.prank(customer);
        pools.buy{value: NATIVE_BOTH + 7}(offer, tid, nodes, operator, sealed_);
        vm.assertEq(customer.balance, 7, "the excess");
        _assertMoney(NATIVE, NATIVE_BOTH, NATIVE_BOTH / 5);
        vm.assertEq(tokenOf(1), NATIVE, "token");
    }

    function test_WhenACallerCannotBeSentCoins() external {
        Wallet wallet_ = new Wallet();
        wallet_.refuseCoins(true);
        uint40 walletTid = register(address(wallet_));
        Offer memory offer = someOffer();
        (offer.customerTid, offer.token) = (walletTid, NATIVE);
        (offer.cuAmount, offer.suAmount) = (NATIVE_CU, NATIVE_SU);
        bytes memory sealed_ = signed(offer, operatorKey);
        vm.deal(address(wallet_), NATIVE_BOTH + 7);
        expectOwed(address(wallet_), NATIVE, 7);
        vm.prank(address(wallet_));
        pools.buy{value: NATIVE_BOTH + 7}(offer, walletTid, nodes, operator, sealed_);
        vm.assertEq(pools.owedOf(NATIVE, address(wallet_)), 7, "the excess is owed");
        _assertMoney(NATIVE, NATIVE_BOTH + 7, NATIVE_BOTH / 5);
    }

    function test_WhenTheOwnerSignsTermsThatBindHimHarder() external {
        Offer memory offer = someOffer();
        (offer.upfrontBps, offer.noticeDays) = (1, 365);
        buyFromOwner(offer);
        vm.assertEq(dealOf(1).upfront(), 1, "upfront");
        vm.assertEq(dealOf(1).notice(), 365, "notice");
    }

    function test_WhenTheOperatorSignsTermsThatBindTheFarmLess() external {
        Offer memory offer = someOffer();
        (offer.upfrontBps, offer.noticeDays) = (UPFRONT + 1, 1);
        buy(offer);
        vm.assertEq(dealOf(1).upfront(), UPFRONT + 1, "upfront");
        vm.assertEq(dealOf(1).notice(), 1, "notice");
    }

    function test_WhenEverythingIsFree() external {
        Offer memory offer = someOffer();
        (offer.cuAmount, offer.suAmount) = (0, 0);
        buyFromOwner(offer);
        assertDial(1, Dial(MONTH_MILLI, MONTH_MILLI, 0, 0, START, 0, false));
        _assertMoney(address(usd), 0, 0);
    }

    function test_WhenItIsTheLargestPurchaseAtTheLargestPrice() external {
        Offer memory offer = someOffer();
        uint64 top = (1 << 44) - 1;
        // The largest price that can be counted; what is more than 2^119 - 1 may not be asked at all.
        (offer.cus, offer.sus) = (top, top);
        (offer.cuCap, offer.suCap) = (type(uint32).max, type(uint32).max);
        offer.cuAmount = uint128(uint256(top) * 1000 * (1 << 64) - 1);
        offer.suAmount = offer.cuAmount;
        uint256 cost = uint256(offer.cuAmount) * 2;
        uint256 released = cost - 2 * (offer.cuAmount - offer.cuAmount / 5);
        // 4,096,000 s at the full caps, a fifth of it paid for good.
        _buyExpecting(offer, 1, START + 819_200, released);
        assertDial(1, Dial(uint256(top) * 1000, uint256(top) * 1000, 0, 0, START, 0, false));
        vm.assertLt(worthOf(1).cuPrice(), 1 << 128, "cuPrice fits");
        _assertMoney(address(usd), cost, released);
        vm.prank(customer);
        pools.close(1, customer);
        vm.assertEq(usd.balanceOf(customer), cost - released, "all of the escrow comes back");
    }
}
