// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPoolsBase} from "../../../contracts/interfaces/IPoolsBase.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Clock} from "../../../contracts/types/Clock.sol";
import {Deal} from "../../../contracts/types/Deal.sol";
import {State} from "../../../contracts/types/State.sol";
import {RefillTerms} from "../../../contracts/types/Terms.sol";
import {Verdict} from "../../../contracts/types/Verdict.sol";
import {Worth} from "../../../contracts/types/Worth.sol";
import {Expecting} from "../support/Expecting.sol";
import {vm} from "../support/Vm.sol";

contract ReserveRefillTest is Expecting {
    uint64 private constant TOP_AMOUNT = (1 << 44) - 1;

    uint256 private poolId;

    function setUp() public override {
        super.setUp();
        poolId = openPool();
    }

    function test_RevertWhenTheAmountReaches244() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.AmountTooLarge.selector, TOP_AMOUNT, TOP_AMOUNT + 1));
        reserveRefill(poolId, TOP_AMOUNT + 1, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.AmountTooLarge.selector, TOP_AMOUNT, TOP_AMOUNT + 1));
        reserveRefill(poolId, 0, TOP_AMOUNT + 1);
    }

    function test_RevertWhenNothingIsBought() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NothingBought.selector));
        reserveRefill(poolId, 0, 0);
    }

    function test_RevertGivenNoSuchPool() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAPool.selector, 99, State.None));
        reserveRefill(99, MONTH, MONTH);
    }

    function test_RevertGivenAReservation() external {
        uint256 id = reserve();
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAPool.selector, id, State.Requested));
        reserveRefill(id, MONTH, MONTH);
    }

    function test_RevertGivenAClosedPool() external {
        closePool(poolId);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAPool.selector, poolId, State.Closed));
        reserveRefill(poolId, MONTH, MONTH);
    }

    function test_RevertGivenAnEvictionNotice() external {
        announceEviction(poolId);
        uint256 from = START + 7 days;
        vm.expectRevert(abi.encodeWithSelector(Errors.UnderNotice.selector, poolId, from));
        reserveRefill(poolId, MONTH, MONTH);
        vm.warp(from + 7 days);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnderNotice.selector, poolId, from));
        reserveRefill(poolId, MONTH, MONTH);
    }

    function test_RevertGivenATokenThatTheFarmTookOffItsList() external {
        delist(address(usd));
        vm.expectRevert(abi.encodeWithSelector(Errors.TokenNotListed.selector, farmId, address(usd)));
        reserveRefill(poolId, MONTH, MONTH);
    }

    function test_RevertGivenADeadlineThatCouldNeverPass() external {
        uint256 last = type(uint32).max - 2;
        vm.warp(last - PAY_TIME + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.TimeIsOver.selector, last, last + 1));
        reserveRefill(poolId, MONTH, MONTH);
    }

    function test_RevertWhenAStrangerAsksForIt() external {
        setPrice(address(usd), 0, USD_SU);
        vm.expectRevert(abi.encodeWithSelector(Errors.FreeUnitsAreTheOwners.selector, poolId, customer, payer));
        reserveRefill(poolId, 1, MONTH);
        reserveRefill(poolId, 0, MONTH);
        setPrice(address(usd), USD_CU, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.FreeUnitsAreTheOwners.selector, poolId, customer, payer));
        reserveRefill(poolId, MONTH, 1);
        reserveRefill(poolId, MONTH, 0);
    }

    function test_WhenTheOwnerAsksForIt() external {
        setPrice(address(usd), 0, 0);
        vm.prank(customer);
        uint256 id = pools.reserveRefill(poolId, MONTH, MONTH);
        // Nothing is due, and anyone may say so.
        vm.prank(stranger);
        pools.pay(memoOf(id), address(usd), 0);
        assertState(id, State.Refilled);
        vm.assertEq(clockOf(poolId).cu(), uint256(MONTH) * 2000, "CU");
    }

    function test_WhenAnyoneAsks() external {
        (Clock clock, Worth worth, Deal deal) = pools.slotsOf(poolId);
        setPrice(address(usd), 7e6, 5e6); // version 2
        uint256 id = poolId + 1;
        bytes32 termsHash = keccak256(
            abi.encode(
                tid,
                RefillTerms({poolId: uint64(poolId), cus: MONTH, sus: 2 * MONTH, termsVersion: 2, refundTo: payer})
            )
        );
        vm.expectEmit(address(pools));
        emit IPoolsBase.RefillReserved(
            id,
            poolId,
            payer,
            MONTH,
            2 * MONTH,
            2,
            7e6,
            10e6,
            termsHash,
            uint32(START + PAY_TIME)
        );
        vm.assertEq(reserveRefill(poolId, MONTH, 2 * MONTH), id, "id");

        _assertWords(id, termsHash);
        vm.assertEq(Clock.unwrap(clockOf(poolId)), Clock.unwrap(clock), "the pool's clock");
        vm.assertEq(Worth.unwrap(worthOf(poolId)), Worth.unwrap(worth), "the pool's worth");
        vm.assertEq(Deal.unwrap(dealOf(poolId)), Deal.unwrap(deal), "the pool's deal");
        (Verdict verdict, uint256 missing, , ) = pools.due(id, address(usd), termsHash);
        vm.assertTrue(verdict == Verdict.Due, "due");
        vm.assertEq(missing, 17e6, "what is missing");
        (verdict, , , ) = pools.due(id, address(eur), 0);
        vm.assertTrue(verdict == Verdict.CurrencyNotTaken, "in another currency");
    }

    function test_WhenAnyoneAsksForAPoolInTheSecondOfTheFarmsCurrencies() external {
        uint256 id = reserveRefill(openPool(someTerms(), address(eur)), MONTH, MONTH);
        (Verdict verdict, uint256 missing, , ) = pools.due(id, address(eur), 0);
        vm.assertTrue(verdict == Verdict.Due, "due");
        vm.assertEq(missing, EUR_BOTH, "what is missing");
        (verdict, , , ) = pools.due(id, address(usd), 0);
        vm.assertTrue(verdict == Verdict.CurrencyNotTaken, "in the first");
    }

    function test_GivenAnEvictionNoticeThatLapsed() external {
        announceEviction(poolId);
        vm.warp(START + 14 days + 1);
        assertState(reserveRefill(poolId, MONTH, MONTH), State.Payable);
    }

    function _assertWords(uint256 id, bytes32 termsHash) private view {
        (Clock request, Worth pledge, Deal deal) = pools.slotsOf(id);
        vm.assertEq(Clock.unwrap(request), MONTH | (uint256(2 * MONTH) << 44) | (2 << 88) | (poolId << 120), "request");
        vm.assertEq(Worth.unwrap(pledge), (uint256(termsHash) & ~uint256(type(uint32).max)) | 1, "pledge");
        assertState(id, State.Payable);
        vm.assertEq(deal.farmId(), farmId, "farm");
        vm.assertEq(deal.tid(), tid, "threebot");
        vm.assertEq(deal.until(), START + PAY_TIME, "deadline");
        vm.assertEq(deal.cuCap() + deal.suCap(), 0, "it holds no capacity");
    }
}
