// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {StandingOrder} from "../../../contracts/interfaces/IOrders.sol";
import {IPoolsBase} from "../../../contracts/interfaces/IPoolsBase.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Offer} from "../../../contracts/types/Terms.sol";
import {vm} from "../support/Vm.sol";
import {Ordering} from "./Ordering.sol";

contract ExecuteWithOfferTest is Ordering {
    // A tenth below the list price.
    uint128 private constant CU = 300_000;
    uint128 private constant SU = 120_000;

    function setUp() public override {
        super.setUp();
        give(someOrder());
    }

    function test_RevertGivenNoOrderForTheOfferedPool() external {
        Offer memory offer = _offer();
        offer.poolId = 0;
        _refuses(offer, abi.encodeWithSelector(Errors.NoStandingOrder.selector, 0));
    }

    function test_RevertGivenTheOrderIsNotDue() external {
        Offer memory offer = _offer();
        _refuses(offer, abi.encodeWithSelector(Errors.OrderNotDue.selector, poolId, 1 days, 2 days));
    }

    function test_RevertWhenTheOfferIsOverAnotherAmountOfCU() external {
        Offer memory offer = _due();
        offer.cus = DAY - 1;
        _refuses(offer, abi.encodeWithSelector(Errors.OrderAmountsDiffer.selector, poolId, DAY, DAY - 1));
    }

    function test_RevertWhenTheOfferIsOverAnotherAmountOfSU() external {
        Offer memory offer = _due();
        offer.sus = DAY + 1;
        _refuses(offer, abi.encodeWithSelector(Errors.OrderAmountsDiffer.selector, poolId, DAY, DAY + 1));
    }

    function test_RevertWhenTheOfferIsInAnotherToken() external {
        Offer memory offer = _due();
        offer.token = address(eur);
        _refuses(offer, abi.encodeWithSelector(Errors.WrongToken.selector, poolId, address(usd), address(eur)));
    }

    function test_RevertWhenTheOfferedCUPartCostsMoreThanItsLimit() external {
        Offer memory offer = _due();
        offer.cuAmount = DAY_CU + 1;
        _refuses(offer, abi.encodeWithSelector(Errors.OrderLimit.selector, poolId, DAY_CU, DAY_CU + 1));
    }

    function test_RevertWhenTheOfferedSUPartCostsMoreThanItsLimit() external {
        Offer memory offer = _due();
        offer.suAmount = DAY_SU + 1;
        _refuses(offer, abi.encodeWithSelector(Errors.OrderLimit.selector, poolId, DAY_SU, DAY_SU + 1));
    }

    function test_RevertWhenTheOfferCostsMoreThanIsLeftOfTheTotal() external {
        StandingOrder memory order = someOrder();
        order.maxTotal = CU + SU - 1;
        give(order);
        Offer memory offer = _due();
        _refuses(offer, abi.encodeWithSelector(Errors.OrderLimit.selector, poolId, CU + SU - 1, CU + SU));
    }

    function test_RevertWhenTheOfferRaisesACap() external {
        // Only the owner himself can take such an offer.
        Offer memory offer = _due();
        offer.suCap = SU_CAP + 1;
        _refuses(offer, abi.encodeWithSelector(Errors.NotTidOwner.selector, tid, customer, address(orders)));
    }

    function test_RevertWhenTheOfferIsForAnotherCustomer() external {
        Offer memory offer = _due();
        offer.customerTid = otherTid;
        _refuses(offer, abi.encodeWithSelector(Errors.WrongCustomer.selector, otherTid, tid));
    }

    function test_RevertWhenTheOfferNamesNodes() external {
        Offer memory offer = _due();
        offer.nodeIdsHash = keccak256(abi.encode(nodeA));
        _refuses(
            offer,
            abi.encodeWithSelector(Errors.NodesDiffer.selector, keccak256(abi.encode(nodeA)), keccak256(""))
        );
    }

    function test_RevertWhenTheOfferHasPassed() external {
        Offer memory offer = _due();
        offer.deadline = uint32(time()) - 1;
        _refuses(offer, abi.encodeWithSelector(Errors.DeadlinePassed.selector, poolId, offer.deadline, time()));
    }

    function test_RevertWhenSomebodyElseSigned() external {
        Offer memory offer = _due();
        bytes memory sealed_ = signed(offer, customerKey);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadSignature.selector, operator));
        orders.executeWithOffer(offer, operator, sealed_);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotFarmSigner.selector, farmId, customer));
        orders.executeWithOffer(offer, customer, sealed_);
    }

    function test_RevertWhenTheOfferWasTakenBefore() external {
        Offer memory offer = _due();
        buy(offer, payer);
        report(poolId, 1_000, 1_000);
        pass(1 days);
        offer.deadline = uint32(time());
        _refuses(offer, abi.encodeWithSelector(Errors.NonceUsed.selector, operator, offer.nonce));
    }

    function test_RevertGivenThePoolIsUnderNoticeWhenOffered() external {
        Offer memory offer = _due();
        announceEviction(poolId);
        _refuses(offer, abi.encodeWithSelector(Errors.UnderNotice.selector, poolId, time() + 7 days));
    }

    function test_WhenTheOfferIsBelowTheListPrice() external {
        Offer memory offer = _due();
        bytes memory sealed_ = signed(offer, operatorKey);
        expectExecuted(CU + SU, CU + SU);
        vm.expectEmit(address(pools));
        emit IPoolsBase.OfferTaken(poolId, operator, offer.nonce);
        vm.prank(stranger);
        vm.assertEq(orders.executeWithOffer(offer, operator, sealed_), CU + SU, "cost");
        _isRefilled(CU + SU);
        StandingOrder memory order = someOrder();
        (order.maker, order.spent, order.lastRun) = (customer, CU + SU, uint32(time()));
        assertOrder(order);
    }

    function test_WhenTheOfferIsAboveTheListPriceAndWithinTheLimits() external {
        StandingOrder memory order = someOrder();
        order.maxCuCost = 2 * DAY_CU;
        give(order);
        Offer memory offer = _due();
        offer.cuAmount = 2 * DAY_CU;
        _execute(offer, operatorKey, operator);
        _isRefilled(2 * DAY_CU + SU);
    }

    function test_WhenTheOfferIsForWhoeverTakesIt() external {
        Offer memory offer = _due();
        offer.customerTid = 0;
        _execute(offer, operatorKey, operator);
        _isRefilled(CU + SU);
    }

    function test_WhenTheOfferIsTheFarmOwnersInATokenNoLongerListed() external {
        delist(address(usd));
        Offer memory offer = _due();
        _execute(offer, farmerKey, farmer);
        _isRefilled(CU + SU);
    }

    // ──

    function _offer() private returns (Offer memory offer) {
        offer = someRefillOffer(poolId);
        (offer.cus, offer.sus, offer.cuAmount, offer.suAmount) = (DAY, DAY, CU, SU);
    }

    /// @dev An offer made at the moment when the order is due.
    function _due() private returns (Offer memory offer) {
        passToDue();
        return _offer();
    }

    function _refuses(Offer memory offer, bytes memory reason) private {
        bytes memory sealed_ = signed(offer, operatorKey);
        vm.expectRevert(reason);
        orders.executeWithOffer(offer, operator, sealed_);
    }

    function _execute(Offer memory offer, uint256 key, address signer) private {
        bytes memory sealed_ = signed(offer, key);
        vm.prank(stranger);
        orders.executeWithOffer(offer, signer, sealed_);
    }

    function _isRefilled(uint256 cost) private view {
        vm.assertEq(clockOf(poolId).cu(), uint256(2 * DAY) * 1000, "cu");
        vm.assertEq(clockOf(poolId).su(), uint256(2 * DAY) * 1000, "su");
        vm.assertEq(usd.balanceOf(customer), 1_000e6 - cost, "from the maker");
        assertClean(address(usd));
    }
}
