// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Skip} from "../../../contracts/types/Skip.sol";
import {Offer} from "../../../contracts/types/Terms.sol";
import {Dial} from "../support/Clocks.sol";
import {PoolsTest} from "../support/PoolsTest.sol";
import {vm} from "../support/Vm.sol";

/// @notice What a stranger may do to a pool: pay into it.
contract StrangersTest is PoolsTest {
    uint256 private constant TOP_AMOUNT = (1 << 44) - 1;

    uint32[] private nodes;
    uint256 private id;

    function setUp() public override {
        super.setUp();
        id = buy(someOffer());
        fund(address(usd), stranger, 1000e6);
    }

    function _take(Offer memory offer, address signer, uint256 key, address caller) private returns (uint256) {
        bytes memory sealed_ = signed(offer, key);
        vm.prank(caller);
        return pools.buy(offer, tid, nodes, signer, sealed_);
    }

    function _refused(Offer memory offer, address signer, uint256 key, bytes memory refusal) private {
        bytes memory sealed_ = signed(offer, key);
        vm.expectRevert(refusal);
        vm.prank(stranger);
        pools.buy(offer, tid, nodes, signer, sealed_);
    }

    function test_WhenAStrangerRefillsOneUnitSecond() external {
        report(id, 1000, 500);
        vm.prank(farmer);
        pools.announceEviction(id);
        pass(DAY);
        // The notice lapses, and the mark of the reading stays what it was.
        pass(14 * DAY);
        uint256 deal = _dealWord();
        refill(id, 1, 0, stranger);
        vm.assertEq(_dealWord(), deal, "farm, threebot, token, shares, caps, notice");
        assertDial(
            id,
            Dial(MONTH_MILLI - DAY * 1000 + 1000, MONTH_MILLI - DAY * 500, 1000, 500, START + 15 * DAY, START, false)
        );
    }

    function test_WhenAStrangerRefillsAUnitThatThePoolMayNotDraw() external {
        Offer memory offer = someOffer();
        (offer.sus, offer.suAmount, offer.suCap) = (0, 0, 0);
        id = buy(offer);
        vm.assertEq(refill(id, 0, MONTH, stranger), USD_SU, "cost");
        expectSkipped(readingOf(id, 0, 1, time()), farmId, Skip.AboveCap);
        report(id, 0, 1);
        uint256 before = usd.balanceOf(customer);
        vm.prank(customer);
        pools.close(id, customer);
        vm.assertEq(usd.balanceOf(customer) - before, (USD_BOTH * 4) / 5, "the owner's");
    }

    function test_RevertWhenAStrangerRefillsAUnitThatIsFree() external {
        setPrice(address(usd), USD_CU, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.FreeUnitsAreTheOwners.selector, id, customer, stranger));
        refill(id, 0, TOP_AMOUNT, stranger);
    }

    function test_RevertWhenAStrangerTakesAnOfferInAnotherToken() external {
        Offer memory offer = someRefillOffer(id);
        (offer.token, offer.cuAmount, offer.suAmount) = (address(eur), EUR_CU, EUR_SU);
        _refused(offer, operator, operatorKey, abi.encodeWithSelector(Errors.WrongToken.selector, id, usd, eur));
    }

    function test_RevertWhenAStrangerTakesTheCustomersNamedOfferOfANewPool() external {
        bytes memory refusal = abi.encodeWithSelector(Errors.NotTidOwner.selector, tid, customer, stranger);
        _refused(someOffer(), operator, operatorKey, refusal);
        // Nor under a threebot of his own.
        Offer memory offer = someOffer();
        uint40 own = register(stranger);
        bytes memory sealed_ = signed(offer, operatorKey);
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongCustomer.selector, tid, own));
        vm.prank(stranger);
        pools.buy(offer, own, nodes, operator, sealed_);
    }

    function test_WhenAStrangerPaysTheCustomersNamedRefill() external {
        uint256 before = usd.balanceOf(stranger);
        vm.assertEq(_take(someRefillOffer(id), operator, operatorKey, stranger), id, "poolId");
        vm.assertEq(usd.balanceOf(stranger), before - USD_BOTH, "the stranger's");
        vm.prank(customer);
        pools.close(id, customer);
        vm.assertEq(usd.balanceOf(customer), (2 * USD_BOTH * 4) / 5, "the customer's");
    }

    function test_RevertWhenAStrangerTriesEachActOfItsOwner() external {
        bytes memory refusal = abi.encodeWithSelector(Errors.NotTidOwner.selector, tid, customer, stranger);
        vm.startPrank(stranger);
        vm.expectRevert(refusal);
        pools.cap(id, 0, 0);
        vm.expectRevert(refusal);
        pools.close(id, stranger);
        vm.expectRevert(refusal);
        pools.offerPool(id, tid);
        vm.expectRevert(refusal);
        pools.rate(id, 1);
        bytes memory farms = abi.encodeWithSelector(Errors.NotFarmOwner.selector, farmId, farmer, stranger);
        vm.expectRevert(farms);
        pools.announceEviction(id);
        vm.expectRevert(farms);
        pools.withdrawEviction(id);
        vm.expectRevert(farms);
        pools.evict(id);
        vm.stopPrank();
    }

    // ── the whole price on one unit ──

    function test_RevertWhenTheOperatorSignedIt() external {
        Offer memory offer = someRefillOffer(id);
        (offer.cuAmount, offer.suAmount) = (uint128(USD_BOTH), 0);
        bytes memory refusal = abi.encodeWithSelector(Errors.BelowFloor.selector, farmId, (USD_SU * 8) / 10, 0);
        _refused(offer, operator, operatorKey, refusal);
        (offer.cuAmount, offer.suAmount) = (0, uint128(USD_BOTH));
        refusal = abi.encodeWithSelector(Errors.BelowFloor.selector, farmId, (USD_CU * 8) / 10, 0);
        _refused(offer, operator, operatorKey, refusal);
    }

    function test_WhenTheCustomerTakesItFromTheOwnerAndLeaves() external {
        Offer memory offer = someOffer();
        (offer.cuAmount, offer.suAmount) = (uint128(USD_BOTH), 0);
        id = buyFromOwner(offer);
        // All SU are drawn, and nothing is earned by it; then the CU are what is returned.
        report(id, 0, SU_CAP);
        pass(DAY);
        uint256 before = usd.balanceOf(customer);
        vm.prank(customer);
        pools.close(id, customer);
        vm.assertEq(usd.balanceOf(customer) - before, USD_BOTH - USD_BOTH / 5, "no CU were consumed");
    }

    // ── bounds ──

    function test_WhenThreeOfThemCome() external {
        uint256 cost = (2 * (TOP_AMOUNT * USD_CU + MONTH - 1)) / MONTH;
        fund(address(usd), stranger, 3 * cost);
        for (uint256 i = 1; i <= 3; ++i) {
            refill(id, TOP_AMOUNT, TOP_AMOUNT, stranger);
            uint256 each = MONTH_MILLI + i * TOP_AMOUNT * 1000;
            assertDial(id, Dial(each, each, 0, 0, START, 0, false));
        }
        vm.prank(customer);
        pools.close(id, payer);
        uint256 paid = usd.balanceOf(payer) + credit(address(usd));
        vm.assertEq(usd.balanceOf(address(pools)), credit(address(usd)), "in Pools");
        vm.assertEq(paid, USD_BOTH + 3 * (_cost(USD_CU) + _cost(USD_SU)), "nothing made or lost");
    }

    // ── all upfront ──

    function test_RevertWhenAnOfferRefillsItInAnotherToken() external {
        Offer memory offer = someOffer();
        offer.upfrontBps = 10_000;
        id = buy(offer);
        offer = someRefillOffer(id);
        (offer.token, offer.cuAmount, offer.suAmount) = (NATIVE, 0, 0);
        bytes memory refusal = abi.encodeWithSelector(Errors.WrongToken.selector, id, usd, NATIVE);
        _refused(offer, farmer, farmerKey, refusal);
    }

    function test_WhenTheFarmTookAllAndEvicts() external {
        Offer memory offer = someOffer();
        offer.upfrontBps = 10_000;
        id = buy(offer);
        uint256 before = credit(address(usd));
        vm.prank(farmer);
        pools.announceEviction(id);
        pass(7 * DAY);
        vm.expectRevert();
        vm.prank(farmer);
        pools.evict(id);
        fund(address(usd), farmer, USD_BOTH);
        vm.prank(farmer);
        pools.evict(id);
        vm.assertEq(usd.balanceOf(farmer), 0, "all of it");
        vm.assertEq(pools.owedOf(address(usd), customer), USD_BOTH, "the owner's");
        vm.assertEq(credit(address(usd)), before, "the farm's");
    }

    function _cost(uint256 price) private pure returns (uint256) {
        return (TOP_AMOUNT * price + MONTH - 1) / MONTH;
    }

    function _dealWord() private view returns (uint256 word) {
        (bool done, bytes memory answer) = address(pools).staticcall(abi.encodeCall(pools.slotsOf, (id)));
        require(done, "slotsOf");
        (, , word) = abi.decode(answer, (uint256, uint256, uint256));
    }
}
