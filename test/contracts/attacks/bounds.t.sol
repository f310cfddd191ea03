// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Deal} from "../../../contracts/types/Deal.sol";
import {Offer} from "../../../contracts/types/Terms.sol";
import {Dial} from "../support/Clocks.sol";
import {PoolsTest} from "../support/PoolsTest.sol";
import {vm} from "../support/Vm.sol";

/// @notice Every number of the protocol at its edge, in living pools.
contract BoundsTest is PoolsTest {
    uint64 private constant TOP_AMOUNT = (1 << 44) - 1;
    uint32 private constant TOP_RATE = type(uint32).max;

    /// @dev A pool of the farm's owner, who is bound to nothing.
    function _open(uint64 cus, uint64 sus, uint128 cuAmount, uint128 suAmount) private returns (uint256) {
        Offer memory offer = someOffer();
        (offer.cus, offer.sus, offer.cuAmount, offer.suAmount) = (cus, sus, cuAmount, suAmount);
        (offer.cuCap, offer.suCap, offer.upfrontBps) = (TOP_RATE, TOP_RATE, 0);
        return buyFromOwner(offer);
    }

    function _close(uint256 id) private returns (uint256) {
        uint256 before = usd.balanceOf(payer);
        vm.prank(customer);
        pools.close(id, payer);
        return usd.balanceOf(payer) - before;
    }

    function test_WhenAPoolDrawsTheMostOfEach() external {
        // Lasts 4,096,000 s at the most there is to draw; a cent for each second of each.
        uint256 id = _open(TOP_AMOUNT, TOP_AMOUNT, 4_096_000, 4_096_000);
        report(id, TOP_RATE, TOP_RATE);
        pass(DAY);
        report(id, TOP_RATE, TOP_RATE);
        uint256 left = uint256(TOP_AMOUNT) * 1000 - DAY * TOP_RATE;
        assertDial(id, Dial(left, left, TOP_RATE, TOP_RATE, START + DAY, START + DAY, false));
        vm.assertEq(clockOf(id).emptyAt(), START + 4_096_000, "runs dry");
        uint256 earned = credit(address(usd));
        vm.assertEq(earned + _close(id), 2 * 4_096_000, "nothing made or lost");
        vm.assertEq(earned, 2 * DAY - 2, "a cent each second, less the started ones");
    }

    function test_WhenItDrawsOneMilliUnit() external {
        uint256 id = _open(TOP_AMOUNT, TOP_AMOUNT, 1, 1);
        report(id, 1, 1);
        vm.assertEq(clockOf(id).emptyAt(), NEVER, "never");
        pass(DAY);
        report(id, 1, 1);
        uint256 left = uint256(TOP_AMOUNT) * 1000 - DAY;
        assertDial(id, Dial(left, left, 1, 1, START + DAY, START + DAY, false));
    }

    function test_WhenItDrawsOneMilliUnitLessThanItHas() external {
        uint256 id = _open(1, 1, 1, 1);
        report(id, 999, 0);
        pass(1);
        report(id, 0, 0);
        vm.assertTrue(clockOf(id).isEmpty(), "one is left, which is less than a second's need");
        assertDial(id, Dial(1, 1000, 0, 0, START + 1, START, true));
        vm.assertEq(credit(address(usd)), 0, "the base unit is held");
        vm.assertEq(_close(id), 2, "the owner's");
    }

    function test_WhenItDrawsOneMilliUnitMoreThanItHas() external {
        uint256 id = _open(1, 1, 1, 1);
        report(id, 1001, 0);
        vm.assertEq(clockOf(id).emptyAt(), START, "in the second of the reading");
        pass(100);
        report(id, 1001, 0);
        assertDial(id, Dial(1000, 1000, 0, 0, START, START, true));
        vm.assertEq(_close(id), 2, "the owner's");
    }

    // ── the end of time ──

    function test_WhenTimeEndsWhileAPoolDraws() external {
        vm.warp(NEVER - 100);
        Offer memory offer = someOffer();
        offer.deadline = uint32(NEVER);
        uint256 id = buy(offer);
        uint256 other = _refillable(offer);
        report(id, 1000, 0);
        vm.assertEq(clockOf(id).emptyAt(), NEVER, "never");
        vm.warp(NEVER + 365 * DAY);
        report(id, 1000, 0);
        assertDial(id, Dial(MONTH_MILLI - 99_000, MONTH_MILLI, 1000, 0, NEVER - 1, NEVER - 1, false));
        vm.warp(NEVER + 730 * DAY);
        report(id, 1000, 0);
        vm.assertEq(clockOf(id).cu(), MONTH_MILLI - 99_000, "nothing drains any more");
        // Everybody can leave.
        fund(address(usd), stranger, 100);
        refill(other, 1, 1, stranger);
        vm.assertEq(_close(other), 11_200_006, "the refilled one's");
        _close(id);
        vm.prank(payee);
        pools.withdraw(farmId, address(usd), 0, payee);
        vm.assertEq(usd.balanceOf(address(pools)), 0, "in Pools");
    }

    function test_WhenANoticeWouldEndAfterIt() external {
        vm.warp(NEVER - DAY);
        Offer memory offer = someOffer();
        offer.deadline = uint32(NEVER);
        uint256 id = buy(offer);
        vm.prank(farmer);
        pools.announceEviction(id);
        vm.warp(1 << 40);
        vm.expectRevert(abi.encodeWithSelector(Errors.TooEarly.selector, id, NEVER, NEVER - 1));
        vm.prank(farmer);
        pools.evict(id);
        vm.prank(farmer);
        pools.withdrawEviction(id);
        vm.assertEq(dealOf(id).until(), 0, "taken back");
    }

    function test_WhenAnOfferIsGoodForEver() external {
        Offer memory offer = someOffer();
        offer.deadline = uint32(NEVER);
        vm.warp(1 << 50);
        uint256 id = buy(offer);
        vm.assertEq(clockOf(id).settledAt(), NEVER - 1, "the last second there is");
        offer = someOffer();
        offer.deadline = uint32(NEVER - 1);
        buy(offer);
        offer = someOffer();
        offer.deadline = uint32(NEVER - 2);
        bytes memory sealed_ = signed(offer, operatorKey);
        vm.expectRevert(abi.encodeWithSelector(Errors.DeadlinePassed.selector, 0, NEVER - 2, NEVER - 1));
        vm.prank(customer);
        pools.buy(offer, tid, new uint32[](0), operator, sealed_);
    }

    // ── terms ──

    function test_WhenAPoolOpensWithANoticeOfAYearAndNoShareUpfront() external {
        Offer memory offer = someOffer();
        (offer.noticeDays, offer.upfrontBps) = (365, 0);
        uint256 id = buyFromOwner(offer);
        vm.assertEq(dealOf(id).notice(), 365, "notice");
        vm.assertEq(dealOf(id).upfront(), 0, "upfront");
        vm.prank(farmer);
        pools.announceEviction(id);
        vm.assertEq(dealOf(id).until(), START + 365 * DAY, "a year from now");
    }

    function test_WhenAnOfferNamesThem() external {
        Offer memory offer = someOffer();
        (offer.cus, offer.sus) = (TOP_AMOUNT, TOP_AMOUNT);
        (offer.cuCap, offer.suCap) = (TOP_RATE, TOP_RATE);
        offer.cuAmount = offer.suAmount = uint128(uint256(TOP_AMOUNT) * 1000 * (1 << 64) - 1);
        (offer.upfrontBps, offer.noticeDays, offer.nonce) = (10_000, 365, type(uint256).max);
        offer.deadline = TOP_RATE;
        uint256 id = buyFromOwner(offer);
        Deal deal = dealOf(id);
        vm.assertEq(deal.farmId(), farmId, "farmId");
        vm.assertEq(deal.tid(), tid, "tid");
        vm.assertEq(tokenOf(id), address(usd), "token");
        vm.assertEq(deal.upfront(), 10_000, "upfront");
        vm.assertEq(deal.notice(), 365, "notice");
        vm.assertEq(deal.cuCap(), TOP_RATE, "cuCap");
        vm.assertEq(deal.suCap(), TOP_RATE, "suCap");
        vm.assertEq(credit(address(usd)), 2 * uint256(offer.cuAmount), "all upfront");
        uint256 top = uint256(TOP_AMOUNT) * 1000;
        assertDial(id, Dial(top, top, 0, 0, START, 0, false));
    }

    /// @dev A second pool by the same terms.
    function _refillable(Offer memory offer) private returns (uint256) {
        offer.nonce += 1 << 20;
        return buy(offer);
    }
}
