// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRegistry, PriceView} from "../../../contracts/interfaces/IRegistry.sol";
import {State} from "../../../contracts/types/State.sol";
import {Terms} from "../../../contracts/types/Terms.sol";
import {Verdict} from "../../../contracts/types/Verdict.sol";
import {Token} from "../tokens/Token.sol";
import {Expecting} from "../support/Expecting.sol";
import {vm} from "../support/Vm.sol";

/// @notice Every verdict, and that `pay` abides by it.
contract DueTest is Expecting {
    uint256 private constant TOP_PRICE = (1 << 95) - 1;
    uint64 private constant TOP_AMOUNT = (1 << 44) - 1;

    function test_GivenNoSuchReservation() external {
        _assertNotDue(1, address(usd), Verdict.NoSuchReservation);
        _assertNotDue(type(uint64).max, address(usd), Verdict.NoSuchReservation);
    }

    function test_GivenAReservationThatIsOver() external {
        uint256 rejected = reserve();
        reject(rejected);
        _assertNotDue(rejected, address(usd), Verdict.NotPayable);
        uint256 cancelled = reserve();
        cancel(cancelled);
        _assertNotDue(cancelled, address(usd), Verdict.NotPayable);
        uint256 refill = reserveRefill(openPool(), MONTH, 0);
        pay(refill, address(usd), USD_CU, payer);
        assertState(refill, State.Refilled);
        _assertNotDue(refill, address(usd), Verdict.NotPayable);
    }

    function test_GivenAPool() external {
        uint256 id = openPool();
        _assertNotDue(id, address(usd), Verdict.NotPayable);
        closePool(id);
        _assertNotDue(id, address(usd), Verdict.NotPayable);
    }

    function test_GivenADeadlineThatHasPassed() external {
        uint256 waiting = reserve();
        uint256 accepted = reserve();
        accept(accepted);
        vm.warp(START + 1 hours);
        _assertDue(waiting, address(usd), USD_CU, USD_SU);
        _assertDue(accepted, address(usd), USD_CU, USD_SU);
        vm.warp(START + 1 hours + 1);
        _assertNotDue(waiting, address(usd), Verdict.DeadlinePassed);
        _assertNotDue(accepted, address(usd), Verdict.DeadlinePassed);
    }

    function test_WhenOtherTermsWereMeant() external {
        Terms memory terms = someTerms();
        uint256 id = reserve(terms);
        (Verdict verdict, uint256 missing, , ) = pools.due(id, address(usd), hashOf(terms));
        vm.assertTrue(verdict == Verdict.Due, "these terms");
        vm.assertEq(missing, USD_BOTH, "what is missing");
        terms.cuCap += 1;
        _assertNotDue(id, address(usd), hashOf(terms), Verdict.TermsDiffer);
        // The lowest 32 bits are not kept; the others are.
        _assertNotDue(id, address(usd), termsHashOf(id) ^ bytes32(uint256(1 << 32)), Verdict.TermsDiffer);
        (verdict, , , ) = pools.due(id, address(usd), termsHashOf(id) | bytes32(uint256(type(uint32).max)));
        vm.assertTrue(verdict == Verdict.Due, "224 bits of them");
    }

    function test_GivenAQuoteThatWasReachedBeforeTheAcceptance() external {
        uint256 id = reserve();
        pay(id, address(eur), EUR_BOTH, payer);
        _assertNotDue(id, address(eur), Verdict.QuoteReached);
        _assertNotDue(id, address(usd), Verdict.QuoteReached);
        _assertNotDue(id, stranger, Verdict.QuoteReached);
    }

    function test_GivenARefillOfAPoolThatIsOver() external {
        uint256 pool = openPool();
        uint256 id = reserveRefill(pool, MONTH, MONTH);
        closePool(pool);
        _assertNotDue(id, address(usd), Verdict.PoolIsOver);
    }

    function test_GivenARefillOfAPoolUnderNotice() external {
        uint256 pool = openPool();
        announceEviction(pool);
        vm.warp(START + 14 days + 1 - 30 minutes);
        vm.prank(farmer);
        pools.withdrawEviction(pool);
        uint256 id = reserveRefill(pool, MONTH, MONTH);
        _assertDue(id, address(usd), USD_CU, USD_SU);
        announceEviction(pool);
        _assertNotDue(id, address(usd), Verdict.UnderNotice);
        vm.prank(farmer);
        pools.withdrawEviction(pool);
        _assertDue(id, address(usd), USD_CU, USD_SU);
    }

    function test_GivenACurrencyThatTheCustomerDoesNotTake() external {
        Terms memory terms = someTerms();
        terms.currencies = new address[](1);
        terms.currencies[0] = address(usd);
        uint256 id = reserve(terms);
        _assertNotDue(id, address(eur), Verdict.CurrencyNotTaken);
        _assertNotDue(id, NATIVE, Verdict.CurrencyNotTaken);
    }

    function test_GivenACurrencyThatTheFarmDoesNotList() external {
        uint256 id = reserve();
        _assertNotDue(id, address(new Token("NEW", 18)), Verdict.CurrencyNotTaken);
        _assertNotDue(id, stranger, Verdict.CurrencyNotTaken);
    }

    function test_GivenACurrencyThatTookAFreePlaceSince() external {
        uint256 id = reserve();
        address token = address(new Token("NEW", 18));
        delist(address(usd));
        setPrice(token, 1, 1);
        vm.assertEq(registry.priceAt(farmId, token, 3).slot, 1, "the dollar's place");
        _assertNotDue(id, token, Verdict.CurrencyNotTaken);
    }

    function test_GivenACurrencyThatWasTakenOffTheListSince() external {
        uint256 id = reserve();
        setPrice(address(usd), 1, 1);
        delist(address(usd));
        _assertDue(id, address(usd), USD_CU, USD_SU);
    }

    function test_GivenAPriceBeyondWhatCanBeCounted() external {
        uint256 id = reserve();
        // No list price is that high: the check is there for itself.
        uint256 tooDear = (uint256(1) << 64) * 1000 * MONTH;
        _answerPrice(tooDear, 0);
        _assertNotDue(id, address(usd), Verdict.PriceTooHigh);
        _answerPrice(0, tooDear);
        _assertNotDue(id, address(usd), Verdict.PriceTooHigh);
        _answerPrice(tooDear - MONTH, tooDear - MONTH);
        (Verdict verdict, , , ) = pools.due(id, address(usd), 0);
        vm.assertTrue(verdict == Verdict.Due, "one less");
    }

    function test_GivenTheHighestPriceForTheLargestAmounts() external {
        setPrice(address(usd), uint96(TOP_PRICE), uint96(TOP_PRICE));
        Terms memory terms = someTerms();
        (terms.cus, terms.sus) = (TOP_AMOUNT, TOP_AMOUNT);
        uint256 cost = (uint256(TOP_AMOUNT) * TOP_PRICE + MONTH - 1) / MONTH;
        uint256 id = reserve(terms);
        _assertDue(id, address(usd), cost, cost);
        accept(id);
        pay(id, address(usd), 2 * cost, customer);
        assertState(id, State.Active);
        vm.assertEq(usd.balanceOf(address(pools)), 2 * cost, "money");
        vm.assertEq(credit(address(usd)), 2 * upfrontOf(cost), "upfront");

        (terms.cus, terms.sus) = (1, 1);
        id = openPool(terms, address(usd));
        vm.assertEq(worthOf(id).cuPrice(), priceOf((TOP_PRICE + MONTH - 1) / MONTH, 1), "the highest price there is");
    }

    function test_GivenNothingPaidYet() external {
        uint256 id = reserve();
        _assertDue(id, address(usd), USD_CU, USD_SU);
        _assertDue(id, address(eur), EUR_CU, EUR_SU);
        _assertDue(id, NATIVE, NATIVE_CU, NATIVE_SU);
    }

    function test_GivenAPartPaid() external {
        uint256 id = reserve();
        accept(id);
        pay(id, address(usd), 4e6, payer);
        (Verdict verdict, uint256 missing, uint256 cuCost, uint256 suCost) = pools.due(id, address(usd), 0);
        vm.assertTrue(verdict == Verdict.Due, "due");
        vm.assertEq(missing, USD_BOTH - 4e6, "the rest");
        vm.assertEq(cuCost + suCost, USD_BOTH, "the quote");
        _assertDue(id, address(eur), EUR_CU, EUR_SU);
    }

    function test_GivenBothUnitsAtAStartedBaseUnit() external {
        Terms memory terms = someTerms();
        (terms.cus, terms.sus) = (1, 1);
        _assertDue(reserve(terms), address(eur), 1, 1);
        (terms.cus, terms.sus) = (2880, 7200); // exactly one cent each
        _assertDue(reserve(terms), address(eur), 1, 1);
        (terms.cus, terms.sus) = (2881, 7201);
        _assertDue(reserve(terms), address(eur), 2, 2);
    }

    function test_GivenAPriceOfNothing() external {
        setPrice(address(usd), 0, 0);
        _assertDue(reserve(), address(usd), 0, 0);
    }

    function _assertDue(uint256 id, address token, uint256 cuCost, uint256 suCost) private view {
        (Verdict verdict, uint256 missing, uint256 cu, uint256 su) = pools.due(id, token, 0);
        vm.assertEq(uint256(verdict), uint256(Verdict.Due), "verdict");
        vm.assertEq(cu, cuCost, "CU part");
        vm.assertEq(su, suCost, "SU part");
        vm.assertEq(missing, cuCost + suCost, "what is missing");
    }

    function _assertNotDue(uint256 id, address token, Verdict why) private {
        _assertNotDue(id, token, 0, why);
    }

    function _assertNotDue(uint256 id, address token, bytes32 termsHash, Verdict why) private {
        (Verdict verdict, uint256 missing, , ) = pools.due(id, token, termsHash);
        vm.assertEq(uint256(verdict), uint256(why), "verdict");
        vm.assertEq(missing, 0, "nothing is due");
        string memory memo = memoOf(id);
        expectNotPayable(id, token, why);
        pools.pay(memo, token, 0, termsHash);
    }

    /// @dev Makes the registry answer a price for the dollar that it would never take.
    function _answerPrice(uint256 cuPrice, uint256 suPrice) private {
        vm.mockCall(
            address(registry),
            abi.encodeCall(IRegistry.priceAt, (farmId, address(usd), 1)),
            abi.encode(PriceView({cuPrice: cuPrice, suPrice: suPrice, tokenIndex: 1, slot: 1}))
        );
    }
}
