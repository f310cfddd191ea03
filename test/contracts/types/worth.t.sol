// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Errors} from "../../../contracts/libraries/Errors.sol";
import {ClockLib} from "../../../contracts/types/Clock.sol";
import {Worth, WorthLib} from "../../../contracts/types/Worth.sol";
import {MoneyHarness} from "../harness/MoneyHarness.sol";
import {Test} from "../support/Test.sol";
import {vm} from "../support/Vm.sol";

/// @notice What a pool's units are worth.
contract WorthTest is Test {
    uint256 private constant ONE = 1 << 64; // one base unit per milli-unit-second
    uint256 private constant TOP_PRICE = type(uint128).max;
    uint256 private constant TOP_BALANCE = (1 << 63) - 1;

    MoneyHarness private money = new MoneyHarness();

    function test_Layout_GivenAWordWithBothPricesSet() external pure {
        Worth worth = WorthLib.pack(TOP_PRICE, 0);
        vm.assertEq(worth.cuPrice(), TOP_PRICE, "cu");
        vm.assertEq(worth.suPrice(), 0, "su");
        worth = WorthLib.pack(0, TOP_PRICE);
        vm.assertEq(worth.cuPrice(), 0, "cu");
        vm.assertEq(worth.suPrice(), TOP_PRICE, "su");
        vm.assertEq(Worth.unwrap(WorthLib.pack(3, 5)), 3 | (uint256(5) << 128), "cu below, su above");
    }

    // ── value and escrow ──

    function test_ValueOf_GivenNothingLeftOrNothingToPay() external pure {
        vm.assertEq(WorthLib.valueOf(0, TOP_PRICE), 0, "no balance");
        vm.assertEq(WorthLib.valueOf(TOP_BALANCE, 0), 0, "no price");
    }

    function test_ValueOf_GivenAWholeNumberOfBaseUnits() external pure {
        vm.assertEq(WorthLib.valueOf(7, 3 * ONE), 21, "whole prices");
        vm.assertEq(WorthLib.valueOf(6, ONE / 2), 3, "whole sums");
    }

    function test_ValueOf_GivenAStartedBaseUnit() external pure {
        vm.assertEq(WorthLib.valueOf(1, 1), 1, "a grain");
        vm.assertEq(WorthLib.valueOf(7, ONE / 2), 4, "three and a half");
        vm.assertEq(WorthLib.valueOf(7, 3 * ONE + 1), 22, "a grain above");
    }

    function test_ValueOf_GivenTheLargestBalanceAtTheLargestPrice() external pure {
        uint256 exact = TOP_BALANCE * TOP_PRICE;
        vm.assertEq(WorthLib.valueOf(TOP_BALANCE, TOP_PRICE), exact / ONE + 1, "rounded up");
        vm.assertLt(WorthLib.valueOf(TOP_BALANCE, TOP_PRICE), 1 << 127, "below 2^127");
    }

    function test_EscrowOf_GivenNothingUpfront() external pure {
        vm.assertEq(WorthLib.escrowOf(7, ONE / 2, 0), 4, "all");
    }

    function test_EscrowOf_GivenAllOfItUpfront() external pure {
        vm.assertEq(WorthLib.escrowOf(TOP_BALANCE, TOP_PRICE, 10_000), 0, "none");
    }

    function test_EscrowOf_GivenAShareUpfront() external pure {
        vm.assertEq(WorthLib.escrowOf(1001, ONE, 5_000), 501, "half of an odd sum");
        vm.assertEq(WorthLib.escrowOf(1, ONE, 9_999), 1, "a base unit is not divided");
        vm.assertEq(WorthLib.escrowOf(10_000, ONE, 9_999), 1, "all but one");
    }

    function test_Escrow_GivenBothUnits() external pure {
        Worth worth = WorthLib.pack(ONE, ONE / 2);
        vm.assertEq(worth.escrow(ClockLib.open(1001, 2003, 9), 5_000), 501 + 501, "501 of 1001, 501 of 1002");
    }

    function test_Value_GivenBothUnits() external pure {
        Worth worth = WorthLib.pack(ONE, ONE / 2);
        vm.assertEq(worth.value(ClockLib.open(1001, 2003, 9)), 1001 + 1002, "each rounded up");
    }

    // ── releases ──

    function test_Released_GivenNothingDrained() external pure {
        Worth worth = WorthLib.pack(TOP_PRICE, TOP_PRICE);
        vm.assertEq(worth.released(ClockLib.open(5, 7, 1), ClockLib.open(5, 7, 9), 0), 0, "time alone");
    }

    function test_Released_GivenCuAloneDrained() external pure {
        Worth worth = WorthLib.pack(ONE / 4, ONE);
        vm.assertEq(worth.released(ClockLib.open(10, 7, 1), ClockLib.open(5, 7, 9), 0), 1, "3 to 2");
        vm.assertEq(worth.released(ClockLib.open(12, 7, 1), ClockLib.open(9, 7, 9), 0), 0, "3 to 3");
    }

    function test_Released_GivenSuAloneDrained() external pure {
        Worth worth = WorthLib.pack(ONE, 3 * ONE);
        vm.assertEq(worth.released(ClockLib.open(5, 7, 1), ClockLib.open(5, 0, 9), 5_000), 11, "21, of it 10 upfront");
    }

    function testFuzz_Released_GivenAnyDrainingInAnySteps(
        uint128 cuPrice,
        uint128 suPrice,
        uint64 cu,
        uint64 su,
        uint256[4] memory drained,
        uint16 upfront
    ) external pure {
        uint256 bps = bound(upfront, 0, 10_000);
        Worth worth = WorthLib.pack(cuPrice, suPrice);
        (uint256 cuLeft, uint256 suLeft) = (cu >> 1, su >> 1);
        uint256 held = worth.escrow(ClockLib.open(cuLeft, suLeft, 1), bps);
        uint256 sum;
        for (uint256 i; i < 4; ++i) {
            uint256 cuNext = cuLeft - bound(drained[i], 0, cuLeft);
            uint256 suNext = suLeft - bound(drained[3 - i], 0, suLeft);
            sum += worth.released(ClockLib.open(cuLeft, suLeft, 1), ClockLib.open(cuNext, suNext, 1), bps);
            (cuLeft, suLeft) = (cuNext, suNext);
            vm.assertEq(
                held - sum,
                worth.escrow(ClockLib.open(cuLeft, suLeft, 1), bps),
                "what is not released is held"
            );
        }
        sum += worth.released(ClockLib.open(cuLeft, suLeft, 1), ClockLib.open(0, 0, 1), bps);
        vm.assertEq(sum, held, "all of it in the end");
    }

    // ── the price after a credit ──

    function test_MixedPrice_WhenNothingIsAdded() external pure {
        vm.assertEq(WorthLib.mixedPrice(0, 0, 0, 0), 0, "nothing at all");
        vm.assertEq(WorthLib.mixedPrice(5000, 77, 0, 0), 77, "as before");
    }

    function test_MixedPrice_WhenThePoolIsNew() external pure {
        vm.assertEq(WorthLib.mixedPrice(0, 0, 2_592_000_000, 1000), 7_116_799_411_153, "10.00 a month");
        vm.assertEq(WorthLib.mixedPrice(0, 0, 1000, 0), 0, "for free");
        // The price that an emptied pool had counts for nothing.
        vm.assertEq(WorthLib.mixedPrice(0, TOP_PRICE, 1000, 1000), ONE, "after an empty balance");
    }

    function test_MixedPrice_WhenARefillComes() external pure {
        // Half a base unit stands behind the old balance, and a whole one comes: one and a half, not two.
        vm.assertEq(WorthLib.mixedPrice(1, ONE / 2, 2, 1), ONE / 2, "exact");
        vm.assertEq(WorthLib.mixedPrice(1, 1, 1, 0), 0, "rounded down");
    }

    function test_MixedPrice_WhenARefillComesForFree() external pure {
        vm.assertEq(WorthLib.mixedPrice(1000, 3 * ONE, 2000, 0), ONE, "a third");
    }

    function test_MixedPrice_WhenThePriceIsTheLargestThereIs() external pure {
        vm.assertEq(WorthLib.mixedPrice(0, 0, 1000, 1000 * ONE - 1), TOP_PRICE - ONE / 1000, "one base unit less");
        vm.assertEq(WorthLib.mixedPrice(TOP_BALANCE, TOP_PRICE, 1, ONE - 1), TOP_PRICE - 2, "on a full balance");
        uint256 paid = (1 << 119) - 1;
        uint256 added = ((1 << 44) - 1) * 1000;
        // The largest amount fits beside the largest balance, if that is cheap.
        vm.assertEq(
            WorthLib.mixedPrice(TOP_BALANCE - added, 0, added, paid),
            (paid << 64) / TOP_BALANCE,
            "the largest amount"
        );
    }

    function test_MixedPrice_RevertWhenThePriceWouldPassTheLargest() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.PriceTooHigh.selector, TOP_PRICE, 1 << 128));
        money.mixedPrice(0, 0, 1000, 1000 * ONE);
        uint256 paid = (1 << 119) - 1;
        vm.expectRevert(abi.encodeWithSelector(Errors.PriceTooHigh.selector, TOP_PRICE, paid << 64));
        money.mixedPrice(0, 0, 1, paid);
        uint256 added = ((1 << 44) - 1) * 1000;
        vm.expectRevert(abi.encodeWithSelector(Errors.PriceTooHigh.selector, TOP_PRICE, (paid << 64) / added));
        money.mixedPrice(0, 0, added, paid);
    }

    function testFuzz_MixedPrice_WhenAnyNewPoolOpens(uint256 cus, uint256 paid) external pure {
        cus = bound(cus, 1, (1 << 44) - 1);
        paid = bound(paid, 0, cus * 1000 * ONE - 1);
        uint256 price = WorthLib.mixedPrice(0, 0, cus * 1000, paid);
        vm.assertEq(WorthLib.valueOf(cus * 1000, price), paid, "worth what was paid");
    }

    function testFuzz_MixedPrice_WhenAnyRefillComes(
        uint256 balance,
        uint128 price,
        uint256 cus,
        uint256 paid
    ) external pure {
        balance = bound(balance, 0, TOP_BALANCE - 1000 * ((1 << 44) - 1));
        uint256 added = bound(cus, 1, (1 << 44) - 1) * 1000;
        paid = bound(paid, 0, added * ONE - 1);
        if (paid >= 1 << 119) paid >>= 8;
        uint256 mixed = WorthLib.mixedPrice(balance, price, added, paid);
        uint256 before = WorthLib.valueOf(balance, price) + paid;
        uint256 after_ = WorthLib.valueOf(balance + added, mixed);
        vm.assertLe(after_, before, "no more than what was there plus what came");
        vm.assertGe(after_ + 1, before, "less by one base unit at most");
    }
}
