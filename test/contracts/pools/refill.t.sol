// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Price} from "../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Deal} from "../../../contracts/types/Deal.sol";
import {State} from "../../../contracts/types/State.sol";
import {Door, Offer} from "../../../contracts/types/Terms.sol";
import {Worth, WorthLib} from "../../../contracts/types/Worth.sol";
import {Dial} from "../support/Clocks.sol";
import {PoolsTest, Purchase} from "../support/PoolsTest.sol";
import {vm} from "../support/Vm.sol";
import {Wallet} from "../support/Wallet.sol";
import {Taxed} from "../tokens/Taxed.sol";

/// @notice A refill at list price, by anyone.
contract RefillTest is PoolsTest {
    uint256 private constant TOP_AMOUNT = (1 << 44) - 1;

    uint256 private id;

    function setUp() public override {
        super.setUp();
        id = buy(someOffer());
        fund(address(usd), stranger, 1000e6);
    }

    function _refused(uint256 poolId, uint256 cus, uint256 sus, address caller, bytes memory refusal) private {
        vm.expectRevert(refusal);
        vm.prank(caller);
        pools.refill(poolId, uint64(cus), uint64(sus), type(uint256).max, type(uint256).max);
    }

    function _refill(uint256 cus, uint256 sus, address caller) private returns (uint256 cost) {
        return refill(id, cus, sus, caller);
    }

    /// @dev A pool in another token of the price list.
    function _buyIn(address token, uint256 cuAmount, uint256 suAmount) private returns (uint256) {
        Offer memory offer = someOffer();
        (offer.token, offer.cuAmount, offer.suAmount) = (token, uint128(cuAmount), uint128(suAmount));
        return buy(offer);
    }

    // ── refusals ──

    function test_RevertWhenAUnitsAmountReachesTheBound() external {
        bytes memory refusal = abi.encodeWithSelector(Errors.AmountTooLarge.selector, TOP_AMOUNT, TOP_AMOUNT + 1);
        _refused(id, TOP_AMOUNT + 1, 0, stranger, refusal);
        _refused(id, 0, TOP_AMOUNT + 1, stranger, refusal);
    }

    function test_RevertWhenNothingIsBought() external {
        _refused(id, 0, 0, stranger, abi.encodeWithSelector(Errors.NothingBought.selector));
    }

    function test_RevertWhenItNeverWasOne() external {
        _refused(99, 1, 0, stranger, abi.encodeWithSelector(Errors.NotAPool.selector, 99, State.None));
        _refused(0, 1, 0, stranger, abi.encodeWithSelector(Errors.NotAPool.selector, 0, State.None));
        uint256 reserved = reserve();
        bytes memory refusal = abi.encodeWithSelector(Errors.NotAPool.selector, reserved, State.Requested);
        _refused(reserved, 1, 0, stranger, refusal);
    }

    function test_RevertWhenItEnded() external {
        vm.prank(customer);
        pools.close(id, customer);
        _refused(id, 1, 0, stranger, abi.encodeWithSelector(Errors.NotAPool.selector, id, State.Closed));
    }

    function test_RevertWhenItsWindowIsOpen() external {
        vm.prank(farmer);
        pools.announceEviction(id);
        bytes memory refusal = abi.encodeWithSelector(Errors.UnderNotice.selector, id, START + 7 * DAY);
        _refused(id, 1, 0, customer, refusal);
        pass(14 * DAY);
        _refused(id, 1, 0, customer, refusal);
    }

    function test_WhenItsWindowHasPassed() external {
        vm.prank(farmer);
        pools.announceEviction(id);
        pass(14 * DAY + 1);
        vm.assertEq(_refill(MONTH, 0, stranger), USD_CU, "cost");
    }

    function test_RevertWhenTheFarmNoLongerListsThePoolsToken() external {
        delist(address(usd));
        _refused(id, 1, 0, stranger, abi.encodeWithSelector(Errors.TokenNotListed.selector, farmId, usd));
    }

    function test_RevertWhenAStrangerRefillsAUnitThatIsFree() external {
        bytes memory refusal = abi.encodeWithSelector(Errors.FreeUnitsAreTheOwners.selector, id, customer, stranger);
        setPrice(address(usd), USD_CU, 0);
        _refused(id, 0, 1, stranger, refusal);
        _refused(id, 1, 1, stranger, refusal);
        setPrice(address(usd), 0, USD_SU);
        _refused(id, 1, 0, stranger, refusal);
        _refused(id, 1, 1, stranger, refusal);
        // The other unit he may.
        vm.assertEq(_refill(0, MONTH, stranger), USD_SU, "cost");
    }

    function test_RevertWhenAUnitCostsMoreThanThePayerAllowedForIt() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.CostsMore.selector, id, USD_CU - 1, USD_CU));
        vm.prank(stranger);
        pools.refill(id, MONTH, MONTH, USD_CU - 1, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(Errors.CostsMore.selector, id, USD_SU - 1, USD_SU));
        vm.prank(stranger);
        pools.refill(id, MONTH, MONTH, type(uint256).max, USD_SU - 1);
        // Even if the farm moved the price from one unit to the other and the sum is the same.
        setPrice(address(usd), USD_CU + USD_SU, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.CostsMore.selector, id, USD_CU, USD_BOTH));
        vm.prank(customer);
        pools.refill(id, MONTH, MONTH, USD_CU, USD_SU);
    }

    function test_RevertWhenCoinsComeForAPoolInAToken() external {
        vm.deal(stranger, 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongValue.selector, 0, 1));
        vm.prank(stranger);
        pools.refill{value: 1}(id, 1, 0, 100, 100);
    }

    function test_RevertWhenTooFewCoinsCome() external {
        id = _buyIn(NATIVE, NATIVE_CU, NATIVE_SU);
        vm.deal(stranger, NATIVE_CU);
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongValue.selector, NATIVE_CU, NATIVE_CU - 1));
        vm.prank(stranger);
        pools.refill{value: NATIVE_CU - 1}(id, MONTH, 0, type(uint256).max, 0);
    }

    function test_RevertWhenThePayerGaveNoAllowance() external {
        usd.mint(payer, USD_CU);
        bytes memory refusal = abi.encodeWithSelector(
            IERC20Errors.ERC20InsufficientAllowance.selector,
            address(pools),
            0,
            USD_CU
        );
        _refused(id, MONTH, 0, payer, refusal);
    }

    function test_RevertWhenTheTokenBringsLessThanWasSent() external {
        Taxed taxed = new Taxed();
        setTerms(UPFRONT, Price({token: address(taxed), cuPrice: 1000, suPrice: 1000, listed: true}));
        taxed.setFee(0);
        id = _buyIn(address(taxed), 1000, 1000);
        taxed.setFee(100);
        fund(address(taxed), stranger, 1000);
        bytes memory refusal = abi.encodeWithSelector(Errors.ReceivedLess.selector, taxed, 1000, 990);
        _refused(id, MONTH, 0, stranger, refusal);
    }

    function test_RevertWhenABalanceWouldReachTheLimit() external {
        setPrice(address(usd), 1, 1);
        uint256 step = TOP_AMOUNT * 1000;
        uint256 top = (1 << 63) - 1;
        uint256 cu = MONTH_MILLI;
        fund(address(usd), stranger, 1 << 40);
        for (; cu + step <= top; cu += step) _refill(TOP_AMOUNT, 0, stranger);
        bytes memory refusal = abi.encodeWithSelector(Errors.BalanceTooLarge.selector, id, top, cu + step);
        _refused(id, TOP_AMOUNT, 0, stranger, refusal);
        vm.assertEq(clockOf(id).cu(), cu, "cu");
        vm.assertEq(usd.balanceOf(address(pools)) - USD_BOTH, 524 * (TOP_AMOUNT / MONTH + 1), "524 times");
        // The other unit has the same limit, of its own.
        for (uint256 su = MONTH_MILLI; su + step <= top; su += step) _refill(0, TOP_AMOUNT, stranger);
        _refused(id, 0, TOP_AMOUNT, stranger, refusal);
        vm.assertEq(clockOf(id).su(), cu, "su");
    }

    // ── refills ──

    function test_WhenAStrangerRefills() external {
        setPrice(address(usd), 2 * USD_CU, USD_SU);
        report(id, 1000, 500);
        pass(1000);
        Deal deal = dealOf(id);
        // 777,777 CU-seconds at 20.00 a month and 5 SU-seconds at 4.00: 6.001365 and 0.000008, each rounded up.
        (uint256 cuCost, uint256 suCost) = (6_001_366, 8);
        Dial memory dial = Dial(MONTH_MILLI - 1e6, MONTH_MILLI - 5e5, 1000, 500, START + 1000, START, false);
        uint256 cuPrice = (dial.cu * priceOf(USD_CU, MONTH) + (cuCost << 64)) / (dial.cu + 777_777_000);
        uint256 suPrice = (dial.su * priceOf(USD_SU, MONTH) + (suCost << 64)) / (dial.su + 5000);
        (dial.cu, dial.su) = (dial.cu + 777_777_000, dial.su + 5000);
        uint256 released = USD_BOTH - USD_BOTH / 5 + cuCost + suCost;
        released -= escrowOf(dial.cu, cuPrice, UPFRONT) + escrowOf(dial.su, suPrice, UPFRONT);

        // It should tell the refill, and nothing else.
        expectRefilled(
            id,
            Purchase(777_777, 5, cuCost, suCost, stranger, Door.Refill),
            WorthLib.pack(cuPrice, suPrice),
            dial,
            released
        );
        vm.recordLogs();
        // It should cost the list price of this block.
        vm.assertEq(_refill(777_777, 5, stranger), cuCost + suCost, "cost");
        vm.assertEq(countOfEvents(), 1, "events");
        vm.assertEq(usd.balanceOf(stranger), 1000e6 - cuCost - suCost, "the payer's");

        // It should settle and add what was bought, and change nothing else.
        assertDial(id, dial);
        vm.assertEq(Deal.unwrap(dealOf(id)), Deal.unwrap(deal), "the deal");
        vm.assertEq(worthOf(id).cuPrice(), cuPrice, "cuPrice");
        vm.assertEq(worthOf(id).suPrice(), suPrice, "suPrice");
        vm.assertEq(usd.balanceOf(address(pools)), USD_BOTH + cuCost + suCost, "in Pools");
        vm.assertEq(credit(address(usd)), USD_BOTH / 5 + released, "the farm's");
    }

    function test_WhenTheOwnerRefillsAUnitThatIsFree() external {
        setPrice(address(usd), 0, 0);
        vm.assertEq(_refill(MONTH, MONTH, customer), 0, "cost");
        assertDial(id, Dial(2 * MONTH_MILLI, 2 * MONTH_MILLI, 0, 0, START, 0, false));
        vm.assertEq(usd.balanceOf(address(pools)), USD_BOTH, "in Pools");
        vm.assertEq(credit(address(usd)), USD_BOTH / 5, "the farm's");
    }

    function test_WhenOneUnitAloneIsRefilled() external {
        Worth worth = worthOf(id);
        _refill(5000, 0, stranger);
        vm.assertEq(worthOf(id).suPrice(), worth.suPrice(), "suPrice");
        worth = worthOf(id);
        _refill(0, 5000, stranger);
        vm.assertEq(worthOf(id).cuPrice(), worth.cuPrice(), "cuPrice");
        assertDial(id, Dial(MONTH_MILLI + 5e6, MONTH_MILLI + 5e6, 0, 0, START, 0, false));
    }

    function test_WhenItCostsExactlyWhatWasAllowed() external {
        vm.prank(stranger);
        vm.assertEq(pools.refill(id, MONTH, MONTH, USD_CU, USD_SU), USD_BOTH, "cost");
    }

    function test_WhenTheListPriceIsTheLargestThereIs() external {
        uint96 top = uint96((1 << 95) - 1);
        setPrice(address(usd), top, top);
        // A milli-unit-second costs less than 2^64 even so.
        uint256 cost = 2 * (uint256(top) / MONTH + 1);
        fund(address(usd), stranger, cost);
        vm.assertEq(_refill(1, 1, stranger), cost, "cost");
        uint256 cuPrice = (MONTH_MILLI * priceOf(USD_CU, MONTH) + ((cost / 2) << 64)) / (MONTH_MILLI + 1000);
        vm.assertEq(worthOf(id).cuPrice(), cuPrice, "cuPrice");
        cost = 2 * ((TOP_AMOUNT * top) / MONTH + 1);
        fund(address(usd), stranger, cost);
        vm.assertEq(_refill(TOP_AMOUNT, TOP_AMOUNT, stranger), cost, "cost");
        vm.assertLt(worthOf(id).cuPrice(), uint256(1) << 128, "cuPrice fits");
    }

    function test_WhenCoinsPay() external {
        id = _buyIn(NATIVE, NATIVE_CU, NATIVE_SU);
        vm.deal(stranger, NATIVE_CU + 9);
        vm.prank(stranger);
        vm.assertEq(pools.refill{value: NATIVE_CU + 9}(id, MONTH, 0, NATIVE_CU, 0), NATIVE_CU, "cost");
        vm.assertEq(stranger.balance, 9, "the excess");
        vm.assertEq(address(pools).balance, NATIVE_BOTH + NATIVE_CU, "in Pools");
    }

    function test_WhenAPayerCannotBeSentCoins() external {
        id = _buyIn(NATIVE, NATIVE_CU, NATIVE_SU);
        Wallet wallet_ = new Wallet();
        wallet_.refuseCoins(true);
        vm.deal(address(wallet_), NATIVE_CU + 9);
        expectOwed(address(wallet_), NATIVE, 9);
        vm.prank(address(wallet_));
        pools.refill{value: NATIVE_CU + 9}(id, MONTH, 0, NATIVE_CU, 0);
        vm.assertEq(pools.owedOf(NATIVE, address(wallet_)), 9, "the excess is owed");
        vm.assertEq(clockOf(id).cu(), 2 * MONTH_MILLI, "cu");
    }

    function test_WhenAllWasPaidUpfront() external {
        Offer memory offer = someOffer();
        offer.upfrontBps = 10_000;
        id = buy(offer);
        uint256 before = credit(address(usd));
        _refill(MONTH, MONTH, stranger);
        vm.assertEq(credit(address(usd)), before + USD_BOTH, "the farm's");
    }

    function test_WhenThePoolWasNeverRead() external {
        pass(3 * DAY);
        _refill(1, 0, stranger);
        assertDial(id, Dial(MONTH_MILLI + 1000, MONTH_MILLI, 0, 0, START + 3 * DAY, 0, false));
    }

    function test_WhenTheClockStoodStillForWantOfAReading() external {
        report(id, 1000, 0);
        pass(3 * DAY);
        Dial memory dial = Dial(MONTH_MILLI - DAY * 1000, MONTH_MILLI, 1000, 0, START + 3 * DAY, START, false);
        dial.cu += 1000;
        _refill(1, 0, stranger);
        assertDial(id, dial);
        pass(DAY);
        _refill(1, 0, stranger);
        (dial.cu, dial.settledAt) = (dial.cu + 1000, START + 4 * DAY);
        assertDial(id, dial);
    }

    function test_WhenThePoolEmptiesInThisVerySecond() external {
        Offer memory offer = someOffer();
        (offer.cus, offer.cuAmount) = (4000, 15_433);
        id = buy(offer);
        report(id, 4000, 0);
        pass(1000);
        Dial memory dial = Dial(1000, MONTH_MILLI, 0, 0, START + 1000, START, true);
        // 3,086 of the 15,433 were paid upfront; of the 4 that come now nothing is: a fifth is less than one.
        Worth worth = WorthLib.pack(priceOf(4, 1), worthOf(id).suPrice());
        expectRefilled(id, Purchase(1, 0, 4, 0, stranger, Door.Refill), worth, dial, 12_347);
        _refill(1, 0, stranger);
        assertDial(id, dial);
        // The money of what ran dry is the farm's, whatever it was priced at.
        vm.assertEq(worthOf(id).cuPrice(), priceOf(4, 1), "the new unit's price alone");
    }

    function test_WhenThePoolRanDryBefore() external {
        Offer memory offer = someOffer();
        (offer.cus, offer.cuAmount) = (4000, 15_433);
        id = buy(offer);
        report(id, 4000, 0);
        pass(5000);
        _refill(7, 0, stranger);
        Dial memory dial = Dial(7000, MONTH_MILLI, 0, 0, START + 1000, START, true);
        assertDial(id, dial);
        pass(DAY);
        _refill(7, 0, stranger);
        dial.cu = 14_000;
        assertDial(id, dial);
    }
}
