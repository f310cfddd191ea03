// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPoolsBase} from "../../../contracts/interfaces/IPoolsBase.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Deal} from "../../../contracts/types/Deal.sol";
import {State} from "../../../contracts/types/State.sol";
import {Door, Offer} from "../../../contracts/types/Terms.sol";
import {WorthLib} from "../../../contracts/types/Worth.sol";
import {Dial} from "../support/Clocks.sol";
import {PoolsTest, Purchase} from "../support/PoolsTest.sol";
import {vm} from "../support/Vm.sol";

/// @notice An offer that refills a pool.
contract BuyRefillTest is PoolsTest {
    uint32[] private nodes;
    uint256 private id;

    function setUp() public override {
        super.setUp();
        id = buy(someOffer());
        fund(address(usd), customer, 1000e6);
        fund(address(usd), stranger, 1000e6);
    }

    function _refused(Offer memory offer, address caller, bytes memory refusal) private {
        uint40 ofTid = offer.customerTid == 0 ? tid : offer.customerTid;
        bytes memory sealed_ = signed(offer, farmerKey);
        vm.expectRevert(refusal);
        vm.prank(caller);
        pools.buy(offer, ofTid, nodes, farmer, sealed_);
    }

    /// @dev Signed by the farm's owner, who is bound to no floor.
    function _take(Offer memory offer, address caller) private {
        bytes memory sealed_ = signed(offer, farmerKey);
        vm.prank(caller);
        vm.assertEq(pools.buy(offer, tid, nodes, farmer, sealed_), id, "poolId");
    }

    // ── refusals ──

    function test_RevertWhenThereIsNoSuchPool() external {
        Offer memory offer = someRefillOffer(99);
        _refused(offer, customer, abi.encodeWithSelector(Errors.NotAPool.selector, 99, State.None));
        offer.poolId = type(uint64).max;
        _refused(offer, customer, abi.encodeWithSelector(Errors.NotAPool.selector, offer.poolId, State.None));
    }

    function test_RevertWhenItIsAReservation() external {
        uint256 reserved = reserve();
        _refused(
            someRefillOffer(reserved),
            customer,
            abi.encodeWithSelector(Errors.NotAPool.selector, reserved, State.Requested)
        );
        accept(reserved);
        _refused(
            someRefillOffer(reserved),
            customer,
            abi.encodeWithSelector(Errors.NotAPool.selector, reserved, State.Payable)
        );
    }

    function test_RevertWhenThePoolWasClosed() external {
        vm.prank(customer);
        pools.close(id, customer);
        _refused(someRefillOffer(id), customer, abi.encodeWithSelector(Errors.NotAPool.selector, id, State.Closed));
    }

    function test_RevertWhenThePoolIsUnderAnEvictionNotice() external {
        vm.prank(farmer);
        pools.announceEviction(id);
        bytes memory refusal = abi.encodeWithSelector(Errors.UnderNotice.selector, id, START + 7 * DAY);
        _refused(someRefillOffer(id), customer, refusal);
        pass(14 * DAY);
        _refused(someRefillOffer(id), customer, refusal);
    }

    function test_RevertWhenThePoolIsOfAnotherFarm() external {
        Offer memory offer = someRefillOffer(id);
        offer.farmId = createFarm(farmer, farmTid);
        _refused(offer, customer, abi.encodeWithSelector(Errors.WrongFarm.selector, id, farmId, offer.farmId));
    }

    function test_RevertWhenThePoolBelongsToAnotherCustomer() external {
        Offer memory offer = someRefillOffer(id);
        offer.customerTid = otherTid;
        _refused(offer, customer, abi.encodeWithSelector(Errors.WrongCustomer.selector, tid, otherTid));
        offer.customerTid = 0;
        bytes memory sealed_ = signed(offer, farmerKey);
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongCustomer.selector, tid, otherTid));
        vm.prank(stranger);
        pools.buy(offer, otherTid, nodes, farmer, sealed_);
    }

    function test_RevertWhenTheOfferIsInAnotherTokenThanThePool() external {
        Offer memory offer = someRefillOffer(id);
        offer.token = address(eur);
        _refused(offer, customer, abi.encodeWithSelector(Errors.WrongToken.selector, id, usd, eur));
        offer.token = NATIVE;
        _refused(offer, customer, abi.encodeWithSelector(Errors.WrongToken.selector, id, usd, NATIVE));
    }

    function test_RevertWhenAStrangerTakesUnitsThatAreFree() external {
        bytes memory refusal = abi.encodeWithSelector(Errors.FreeUnitsAreTheOwners.selector, id, customer, stranger);
        Offer memory offer = someRefillOffer(id);
        offer.cuAmount = 0;
        _refused(offer, stranger, refusal);
        (offer.cuAmount, offer.suAmount) = (1, 0);
        _refused(offer, stranger, refusal);
    }

    function test_RevertWhenAStrangerTakesAnOfferThatRaisesACap() external {
        bytes memory refusal = abi.encodeWithSelector(Errors.NotTidOwner.selector, tid, customer, stranger);
        Offer memory offer = someRefillOffer(id);
        offer.cuCap = CU_CAP + 1;
        _refused(offer, stranger, refusal);
        (offer.cuCap, offer.suCap) = (CU_CAP, SU_CAP + 1);
        _refused(offer, stranger, refusal);
    }

    function test_RevertWhenTheMixedPriceCannotBeCounted() external {
        Offer memory offer = someOffer();
        (offer.cus, offer.cuAmount) = (1, 1000 * (1 << 64) - 1);
        id = buy(offer);
        // On top of the dearest unit that can be counted, a dearer one.
        offer = someRefillOffer(id);
        (offer.cus, offer.cuAmount, offer.sus, offer.suAmount) = (1, 1002 * (1 << 64), 0, 0);
        uint256 mixed = (1000 * worthOf(id).cuPrice() + (uint256(offer.cuAmount) << 64)) / 2000;
        fund(address(usd), customer, offer.cuAmount);
        _refused(offer, customer, abi.encodeWithSelector(Errors.PriceTooHigh.selector, type(uint128).max, mixed));
    }

    function test_RevertWhenABalanceWouldReachTheLimit() external {
        Offer memory offer = someRefillOffer(id);
        uint256 top = (1 << 63) - 1;
        // 525 of the largest purchases and no more.
        (offer.cus, offer.sus, offer.cuAmount, offer.suAmount) = ((1 << 44) - 1, 0, 1, 0);
        uint256 cu = MONTH_MILLI;
        for (; cu + uint256(offer.cus) * 1000 <= top; cu += uint256(offer.cus) * 1000) {
            ++offer.nonce;
            _take(offer, stranger);
        }
        ++offer.nonce;
        _refused(
            offer,
            stranger,
            abi.encodeWithSelector(Errors.BalanceTooLarge.selector, id, top, cu + uint256(offer.cus) * 1000)
        );
        // To the brim.
        offer.cus = uint64((top - cu) / 1000);
        cu += uint256(offer.cus) * 1000;
        _take(offer, stranger);
        vm.assertEq(clockOf(id).cu(), cu, "the last that fits");
        vm.assertEq(clockOf(id).su(), MONTH_MILLI, "su");
        (offer.cus, offer.nonce) = (1, offer.nonce + 1);
        _refused(offer, stranger, abi.encodeWithSelector(Errors.BalanceTooLarge.selector, id, top, cu + 1000));
        // The other unit has its own limit.
        (offer.cus, offer.cuAmount, offer.sus, offer.suAmount) = (0, 0, 1, 1);
        _take(offer, stranger);
    }

    // ── refills ──

    function test_WhenAStrangerPays() external {
        report(id, 1000, 500);
        pass(1000);
        Offer memory offer = someRefillOffer(id);
        (offer.cus, offer.sus, offer.cuAmount, offer.suAmount) = (5000, MONTH, 77, 3e6);
        uint256 before = usd.balanceOf(stranger);
        Deal deal = dealOf(id);

        // It should mix the prices and release what was consumed and the upfront share.
        Dial memory dial = Dial(MONTH_MILLI - 1000 * 1000, MONTH_MILLI - 1000 * 500, 1000, 500, 0, START, false);
        uint256 cuPrice = (dial.cu * priceOf(USD_CU, MONTH) + (uint256(77) << 64)) / (dial.cu + 5_000_000);
        uint256 suPrice = (dial.su * priceOf(USD_SU, MONTH) + (uint256(3e6) << 64)) / (dial.su + MONTH_MILLI);
        (dial.cu, dial.su, dial.settledAt) = (dial.cu + 5_000_000, dial.su + MONTH_MILLI, START + 1000);
        uint256 escrow = escrowOf(dial.cu, cuPrice, UPFRONT) + escrowOf(dial.su, suPrice, UPFRONT);
        uint256 released = USD_BOTH - USD_BOTH / 5 + 77 + 3e6 - escrow;

        // It should tell the offer and the refill, and nothing else.
        vm.expectEmit(address(pools));
        emit IPoolsBase.OfferTaken(id, farmer, offer.nonce);
        expectRefilled(
            id,
            Purchase(5000, MONTH, 77, 3e6, stranger, Door.Offer),
            WorthLib.pack(cuPrice, suPrice),
            dial,
            released
        );
        vm.recordLogs();
        _take(offer, stranger);
        vm.assertEq(countOfEvents(), 2, "events");

        // It should settle and add what was bought, and change nothing else.
        assertDial(id, dial);
        vm.assertEq(Deal.unwrap(dealOf(id)), Deal.unwrap(deal), "the deal");
        vm.assertEq(worthOf(id).cuPrice(), cuPrice, "cuPrice");
        vm.assertEq(worthOf(id).suPrice(), suPrice, "suPrice");
        vm.assertEq(usd.balanceOf(stranger), before - 77 - 3e6, "the payer's");
        vm.assertEq(usd.balanceOf(address(pools)), USD_BOTH + 77 + 3e6, "in Pools");
        vm.assertEq(credit(address(usd)), USD_BOTH / 5 + released, "the farm's");
        vm.assertEq(pools.lastId(), id, "no new id");
    }

    function test_WhenTheOwnerTakesUnitsThatAreFree() external {
        Offer memory offer = someRefillOffer(id);
        (offer.cuAmount, offer.suAmount) = (0, 0);
        _take(offer, customer);
        assertDial(id, Dial(2 * MONTH_MILLI, 2 * MONTH_MILLI, 0, 0, START, 0, false));
        vm.assertEq(worthOf(id).cuPrice(), priceOf(USD_CU, MONTH) / 2, "half as dear");
        vm.assertEq(usd.balanceOf(address(pools)), USD_BOTH, "in Pools");
    }

    function test_WhenTheOwnerTakesAnOfferThatRaisesACap() external {
        report(id, CU_CAP, SU_CAP);
        Offer memory offer = someRefillOffer(id);
        offer.cuCap = CU_CAP + 1;
        vm.expectEmit(address(pools));
        emit IPoolsBase.CapsChanged(id, CU_CAP, SU_CAP, CU_CAP + 1, SU_CAP);
        vm.recordLogs();
        _take(offer, customer);
        vm.assertEq(countOfEvents(), 3, "events");
        vm.assertEq(dealOf(id).cuCap(), CU_CAP + 1, "cuCap");
        vm.assertEq(dealOf(id).suCap(), SU_CAP, "suCap");

        offer = someRefillOffer(id);
        offer.suCap = type(uint32).max;
        vm.expectEmit(address(pools));
        emit IPoolsBase.CapsChanged(id, CU_CAP + 1, SU_CAP, CU_CAP + 1, type(uint32).max);
        _take(offer, customer);
        vm.assertEq(dealOf(id).suCap(), type(uint32).max, "suCap");
        vm.assertEq(clockOf(id).suRate(), SU_CAP, "a rate does not rise with its cap");
        vm.assertEq(dealOf(id).until(), 0, "nothing else in the deal");
        vm.assertEq(dealOf(id).upfront(), UPFRONT, "nor its share");
    }

    function test_WhenTheOfferNamesCapsBelowThePools() external {
        Deal deal = dealOf(id);
        Offer memory offer = someRefillOffer(id);
        (offer.cuCap, offer.suCap) = (CU_CAP - 1, 1);
        _take(offer, stranger);
        vm.assertEq(Deal.unwrap(dealOf(id)), Deal.unwrap(deal), "the deal");
        // And those of the pool itself.
        offer = someRefillOffer(id);
        (offer.cuCap, offer.suCap) = (CU_CAP, SU_CAP);
        _take(offer, stranger);
        vm.assertEq(Deal.unwrap(dealOf(id)), Deal.unwrap(deal), "the deal");
    }

    function test_WhenTheOfferNamesAnotherUpfrontShare() external {
        Offer memory offer = someRefillOffer(id);
        offer.upfrontBps = 10_000;
        _take(offer, stranger);
        vm.assertEq(dealOf(id).upfront(), UPFRONT, "upfront");
        vm.assertEq(credit(address(usd)), (2 * USD_BOTH) / 5, "released");
    }

    function test_WhenTheOperatorOffersIt() external {
        Offer memory offer = someRefillOffer(id);
        // What a pool began with stays, so the farm's own terms do not bind the offer.
        (offer.upfrontBps, offer.noticeDays) = (0, 365);
        bytes memory sealed_ = signed(offer, operatorKey);
        vm.prank(stranger);
        pools.buy(offer, tid, nodes, operator, sealed_);
        vm.assertEq(dealOf(id).upfront(), UPFRONT, "upfront");
        vm.assertEq(clockOf(id).cu(), 2 * uint256(MONTH_MILLI), "cu");
    }

    function test_WhenCoinsPay() external {
        Offer memory offer = someOffer();
        (offer.token, offer.cuAmount, offer.suAmount) = (NATIVE, NATIVE_CU, NATIVE_SU);
        id = buy(offer);
        offer = someRefillOffer(id);
        (offer.token, offer.cuAmount, offer.suAmount) = (NATIVE, 3, 4);
        bytes memory sealed_ = signed(offer, farmerKey);
        vm.deal(stranger, 10);
        vm.prank(stranger);
        pools.buy{value: 10}(offer, tid, nodes, farmer, sealed_);
        vm.assertEq(stranger.balance, 3, "the excess");
        vm.assertEq(address(pools).balance, NATIVE_BOTH + 7, "in Pools");
    }

    function test_WhenTheNoticeLapsed() external {
        vm.prank(farmer);
        pools.announceEviction(id);
        pass(14 * DAY + 1);
        _take(someRefillOffer(id), stranger);
        vm.assertEq(clockOf(id).cu(), 2 * MONTH_MILLI, "cu");
    }

    function test_WhenThePoolRanDry() external {
        report(id, 4000, 0);
        for (uint256 day; day < 8; ++day) {
            pass(DAY);
            report(id, 4000, 0);
        }
        // 648,000 s at 4 CU.
        assertDial(id, Dial(0, MONTH_MILLI, 0, 0, START + 648_000, START + 7 * DAY, true));
        Offer memory offer = someRefillOffer(id);
        Dial memory dial = Dial(MONTH_MILLI, 2 * MONTH_MILLI, 0, 0, START + 648_000, START + 7 * DAY, true);
        expectRefilled(
            id,
            Purchase(MONTH, MONTH, USD_CU, USD_SU, stranger, Door.Offer),
            worthOf(id),
            dial,
            USD_BOTH / 5
        );
        _take(offer, stranger);
        assertDial(id, dial);
    }
}
