// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Cost} from "../../../contracts/libraries/Cost.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {MoneyHarness} from "../harness/MoneyHarness.sol";
import {Test} from "../support/Test.sol";
import {vm} from "../support/Vm.sol";

/// @notice What amounts cost, and which are allowed.
contract CostTest is Test {
    uint256 private constant MONTH = 2_592_000;
    uint256 private constant TOP_AMOUNT = (1 << 44) - 1;
    uint256 private constant TOP_PRICE = (1 << 95) - 1;
    uint256 private constant AT = 1_800_000_000;

    MoneyHarness private money = new MoneyHarness();

    // ── price ──

    function test_Price_GivenNothingBoughtOrNothingAsked() external pure {
        vm.assertEq(Cost.price(0, TOP_PRICE), 0, "nothing bought");
        vm.assertEq(Cost.price(TOP_AMOUNT, 0), 0, "nothing asked");
    }

    function test_Price_GivenAMonthOfAUnit() external pure {
        vm.assertEq(Cost.price(MONTH, 10e6), 10e6, "one");
        vm.assertEq(Cost.price(12 * MONTH, TOP_PRICE), 12 * TOP_PRICE, "twelve");
    }

    function test_Price_GivenAStartedBaseUnit() external pure {
        vm.assertEq(Cost.price(1, 1), 1, "a grain");
        vm.assertEq(Cost.price(MONTH + 1, 1000), 1001, "a second more");
        vm.assertEq(Cost.price(2592, 1000), 1, "exactly one");
        vm.assertEq(Cost.price(2593, 1000), 2, "a second more than one");
    }

    function test_Price_GivenTheLargestAmountAtTheLargestPrice() external pure {
        uint256 cost = Cost.price(TOP_AMOUNT, TOP_PRICE);
        vm.assertEq(cost, 268_865_080_036_281_774_340_946_783_886_524_823, "exact");
        vm.assertLt(cost, 1 << 118, "below 2^118");
    }

    // ── floorOf ──

    function test_FloorOf_GivenNoFloor() external pure {
        vm.assertEq(Cost.floorOf(type(uint128).max, 0), 0, "anything goes");
    }

    function test_FloorOf_GivenTheWholeListPrice() external pure {
        vm.assertEq(Cost.floorOf((1 << 118) - 1, 10_000), (1 << 118) - 1, "exact");
    }

    function test_FloorOf_GivenAPartOfIt() external pure {
        vm.assertEq(Cost.floorOf(10e6, 8_000), 8e6, "exact");
        vm.assertEq(Cost.floorOf(3, 5_000), 2, "half of three");
        vm.assertEq(Cost.floorOf(1, 1), 1, "a grain");
    }

    // ── amounts and caps ──

    function test_RequireAmounts_RevertWhenTheCuAmountReachesTheBound() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.AmountTooLarge.selector, TOP_AMOUNT, TOP_AMOUNT + 1));
        money.requireAmounts(TOP_AMOUNT + 1, 1);
    }

    function test_RequireAmounts_RevertWhenTheSuAmountReachesTheBound() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.AmountTooLarge.selector, TOP_AMOUNT, type(uint64).max));
        money.requireAmounts(1, type(uint64).max);
    }

    function test_RequireAmounts_RevertWhenBothAmountsAre0() external {
        vm.expectRevert(Errors.NothingBought.selector);
        money.requireAmounts(0, 0);
    }

    function test_RequireAmounts_WhenOneAmountAtLeastIsAbove0() external view {
        money.requireAmounts(1, 0);
        money.requireAmounts(0, 1);
        money.requireAmounts(TOP_AMOUNT, TOP_AMOUNT);
    }

    function test_RequireCaps_RevertWhenBothCapsAre0() external {
        vm.expectRevert(Errors.NoCap.selector);
        money.requireCaps(0, 0, 0, 0);
    }

    function test_RequireCaps_RevertWhenCuAreBoughtWithoutACap() external {
        vm.expectRevert(Errors.NoCap.selector);
        money.requireCaps(1, 1, 0, 1);
    }

    function test_RequireCaps_RevertWhenSuAreBoughtWithoutACap() external {
        vm.expectRevert(Errors.NoCap.selector);
        money.requireCaps(1, 1, 1, 0);
    }

    function test_RequireCaps_WhenWhatIsBoughtHasItsCap() external view {
        money.requireCaps(1, 0, 1, 0);
        money.requireCaps(0, 1, 0, 1);
        money.requireCaps(1, 1, type(uint32).max, type(uint32).max);
        // A cap for a unit that is not bought yet harms nobody.
        money.requireCaps(1, 0, 1, 1);
    }

    // ── heldUntil ──

    function test_HeldUntil_GivenNothingUpfront() external pure {
        vm.assertEq(Cost.heldUntil(AT, TOP_AMOUNT, 0, 1000, 0, 0), AT + 1 hours, "whatever was bought");
    }

    function test_HeldUntil_GivenAllUpfront() external pure {
        vm.assertEq(Cost.heldUntil(AT, 86_400, 0, 1000, 0, 10_000), AT + 86_400, "a cap of one unit");
        vm.assertEq(Cost.heldUntil(AT, 86_400, 0, 8000, 0, 10_000), AT + 10_800, "eight units");
        vm.assertEq(Cost.heldUntil(AT, 0, 86_400, 0, 2000, 10_000), AT + 43_200, "SU alone");
    }

    function test_HeldUntil_GivenAShareUpfront() external pure {
        vm.assertEq(Cost.heldUntil(AT, 86_400, 0, 1000, 0, 5_000), AT + 43_200, "half");
        vm.assertEq(Cost.heldUntil(AT, 10_001, 0, 1500, 0, 9_999), AT + 6666, "6667 s, of it 6666.3");
    }

    function test_HeldUntil_GivenBothUnits() external pure {
        vm.assertEq(Cost.heldUntil(AT, 172_800, 86_400, 1000, 1000, 10_000), AT + 86_400, "SU first");
        vm.assertEq(Cost.heldUntil(AT, 86_400, 172_800, 1000, 1000, 10_000), AT + 86_400, "CU first");
    }

    function test_HeldUntil_GivenAUnitWithoutACap() external pure {
        vm.assertEq(Cost.heldUntil(AT, 86_400, 1, 1000, 0, 10_000), AT + 86_400, "CU alone counts");
        vm.assertEq(Cost.heldUntil(AT, 1, 86_400, 0, 1000, 10_000), AT + 86_400, "SU alone counts");
    }

    function test_HeldUntil_GivenLessThanAnHour() external pure {
        vm.assertEq(Cost.heldUntil(AT, 3599, 0, 1000, 0, 10_000), AT + 3600, "an hour");
        vm.assertEq(Cost.heldUntil(AT, 3600, 0, 1000, 0, 10_000), AT + 3600, "exactly an hour");
        vm.assertEq(Cost.heldUntil(AT, 3601, 0, 1000, 0, 10_000), AT + 3601, "more than an hour");
    }

    function test_HeldUntil_GivenMoreThanTimeItself() external pure {
        vm.assertEq(Cost.heldUntil(AT, TOP_AMOUNT, 0, 1, 0, 10_000), type(uint32).max, "never");
        uint256 last = type(uint32).max - 1;
        vm.assertEq(Cost.heldUntil(last - 1 hours, 1, 0, 1, 0, 0), last, "the last second there is");
        vm.assertEq(Cost.heldUntil(last, 1, 0, 1, 0, 0), type(uint32).max, "beyond it");
    }
}
