// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IOrders, StandingOrder} from "../../../contracts/interfaces/IOrders.sol";
import {Price} from "../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Clock} from "../../../contracts/types/Clock.sol";
import {State} from "../../../contracts/types/State.sol";
import {Reentering} from "../tokens/Reentering.sol";
import {Taxed} from "../tokens/Taxed.sol";
import {Token} from "../tokens/Token.sol";
import {vm} from "../support/Vm.sol";
import {Ordering} from "./Ordering.sol";

contract ExecuteTest is Ordering {
    uint256 private constant NEVER = type(uint32).max;

    function setUp() public override {
        super.setUp();
        give(someOrder());
    }

    function test_RevertGivenNoOrder() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NoStandingOrder.selector, 99));
        orders.execute(99);
    }

    function test_RevertGivenTheOrderIsOver() external {
        StandingOrder memory order = someOrder();
        order.until = START + 1 days;
        give(order);
        pass(1 days + 1);
        _refuses(abi.encodeWithSelector(Errors.OrderIsOver.selector, poolId, START + 1 days, time()));
    }

    function test_RevertGivenTheIntervalHasNotPassed() external {
        passToDue();
        execute();
        uint256 notBefore = time() + INTERVAL;
        pass(INTERVAL - 1);
        _refuses(abi.encodeWithSelector(Errors.OrderTooSoon.selector, poolId, notBefore, time()));
    }

    function test_RevertGivenThePoolWasClosed() external {
        passToDue();
        closePool(poolId);
        _refuses(abi.encodeWithSelector(Errors.NotAPool.selector, poolId, State.Closed));
    }

    function test_RevertGivenTheThreebotWasSold() external {
        passToDue();
        sell(payer);
        _refuses(abi.encodeWithSelector(Errors.OrderMakerLeft.selector, poolId, customer, payer));
    }

    function test_RevertGivenThePoolWentToAnotherThreebot() external {
        passToDue();
        vm.prank(customer);
        pools.offerPool(poolId, otherTid);
        vm.prank(neighbour);
        pools.acceptPool(poolId);
        _refuses(abi.encodeWithSelector(Errors.OrderMakerLeft.selector, poolId, customer, neighbour));
    }

    function test_RevertGivenThePoolLastsASecondTooLong() external {
        pass(1 days - 1);
        _refuses(abi.encodeWithSelector(Errors.OrderNotDue.selector, poolId, 1 days, 1 days + 1));
    }

    function test_RevertGivenThePoolDrawsNothing() external {
        passToDue();
        report(poolId, 0, 0);
        _refuses(abi.encodeWithSelector(Errors.OrderNotDue.selector, poolId, 1 days, NEVER));
    }

    function test_RevertGivenThePoolWasNeverRead() external {
        poolId = openPool();
        StandingOrder memory order = someOrder();
        order.whenSecondsLeft = uint32(NEVER);
        give(order);
        _refuses(abi.encodeWithSelector(Errors.OrderNotDue.selector, poolId, NEVER, NEVER));
    }

    function test_RevertGivenTheLastReadingIsTooOld() external {
        pass(1 days + 1);
        _refuses(abi.encodeWithSelector(Errors.ClockStandsStill.selector, poolId, START + 1 days, time()));
    }

    function test_RevertGivenItRefilledThisEmptyingAlready() external {
        uint256 ranDryAt = _runDry();
        pass(3 days);
        execute();
        pass(30 hours);
        _refuses(abi.encodeWithSelector(Errors.ClockStandsStill.selector, poolId, ranDryAt, time()));
    }

    /// @dev Else a farm could take the whole order for one unit by letting a grain of the other run dry, again and again.
    function test_RevertGivenAUnitLacksThatItDoesNotBuy() external {
        StandingOrder memory order = someOrder();
        (order.sus, order.maxSuCost) = (0, 0);
        (order.whenSecondsLeft, order.minInterval) = (1 hours, 0);
        give(order);
        report(poolId, 1, SU_CAP);
        pass(1 days);
        Clock dry = clockOf(poolId).settle(time());
        vm.assertTrue(dry.isEmpty(), "dry of SU");
        uint256 left = dry.cu() / CU_CAP;
        _refuses(abi.encodeWithSelector(Errors.OrderNotDue.selector, poolId, 1 hours, left));
        // A reading of what there is clears the mark.
        report(poolId, 1, 0);
        vm.assertFalse(clockOf(poolId).isEmpty(), "read");
        _refuses(abi.encodeWithSelector(Errors.OrderNotDue.selector, poolId, 1 hours, clockOf(poolId).cu()));
    }

    function test_RevertGivenTheOtherUnitLacksThatItDoesNotBuy() external {
        StandingOrder memory order = someOrder();
        (order.cus, order.maxCuCost) = (0, 0);
        (order.whenSecondsLeft, order.minInterval) = (1 hours, 0);
        give(order);
        report(poolId, CU_CAP, 1);
        pass(1 days);
        Clock dry = clockOf(poolId).settle(time());
        vm.assertTrue(dry.isEmpty(), "dry of CU");
        _refuses(abi.encodeWithSelector(Errors.OrderNotDue.selector, poolId, 1 hours, dry.su() / SU_CAP));
        report(poolId, 0, 1);
        _refuses(abi.encodeWithSelector(Errors.OrderNotDue.selector, poolId, 1 hours, clockOf(poolId).su()));
    }

    function test_RevertGivenTheOwnerRefilledThePoolThatRanDry() external {
        StandingOrder memory order = someOrder();
        order.whenSecondsLeft = 1 hours;
        give(order);
        _runDry();
        vm.startPrank(customer);
        usd.approve(address(pools), type(uint256).max);
        pools.refill(poolId, 30 * DAY, 30 * DAY, type(uint256).max, type(uint256).max);
        vm.stopPrank();
        vm.assertTrue(clockOf(poolId).isEmpty(), "still marked");
        uint256 left = (uint256(30 * DAY) * 1000) / SU_CAP;
        _refuses(abi.encodeWithSelector(Errors.OrderNotDue.selector, poolId, 1 hours, left));
    }

    function test_RevertGivenTheCUPartCostsMoreThanItsLimit() external {
        passToDue();
        setPrice(address(usd), USD_CU + 30, USD_SU);
        _refuses(abi.encodeWithSelector(Errors.OrderLimit.selector, poolId, DAY_CU, DAY_CU + 1));
    }

    function test_RevertGivenTheSUPartCostsMoreThanItsLimit() external {
        passToDue();
        setPrice(address(usd), USD_CU, USD_SU + 30);
        _refuses(abi.encodeWithSelector(Errors.OrderLimit.selector, poolId, DAY_SU, DAY_SU + 1));
    }

    function test_RevertGivenTheTotalIsUsedUp() external {
        StandingOrder memory order = someOrder();
        order.maxTotal = 2 * DAY_BOTH - 1;
        give(order);
        passToDue();
        execute();
        report(poolId, 1_000, 1_000);
        pass(1 days);
        _refuses(abi.encodeWithSelector(Errors.OrderLimit.selector, poolId, DAY_BOTH - 1, DAY_BOTH));
    }

    function test_RevertGivenThePoolIsUnderNotice() external {
        passToDue();
        announceEviction(poolId);
        _refuses(abi.encodeWithSelector(Errors.UnderNotice.selector, poolId, time() + 7 days));
    }

    function test_RevertGivenTheFarmNoLongerListsTheToken() external {
        passToDue();
        delist(address(usd));
        _refuses(abi.encodeWithSelector(Errors.TokenNotListed.selector, farmId, address(usd)));
    }

    function test_RevertGivenAUnitIsFree() external {
        passToDue();
        setPrice(address(usd), USD_CU, 0);
        _refuses(abi.encodeWithSelector(Errors.FreeUnitsAreTheOwners.selector, poolId, customer, address(orders)));
    }

    function test_RevertGivenTheMakerTookBackHisAllowance() external {
        passToDue();
        vm.prank(customer);
        usd.approve(address(orders), DAY_BOTH - 1);
        _refuses(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientAllowance.selector,
                address(orders),
                DAY_BOTH - 1,
                DAY_BOTH
            )
        );
    }

    function test_RevertGivenTheMakerHasTooLittle() external {
        passToDue();
        uint256 all = usd.balanceOf(customer);
        vm.prank(customer);
        usd.transfer(payer, all);
        _refuses(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, customer, 0, DAY_BOTH));
    }

    function test_RevertGivenATokenThatTakesAFee() external {
        Taxed taxed = new Taxed();
        taxed.setFee(0);
        _orderIn(taxed);
        taxed.setFee(100);
        passToDue();
        uint256 fee = (uint256(DAY_BOTH) + 99) / 100;
        _refuses(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientBalance.selector,
                address(orders),
                DAY_BOTH - fee,
                DAY_BOTH
            )
        );
    }

    function test_WhenSomebodyExecutesADueOrder() external {
        passToDue();
        uint256 before = usd.balanceOf(address(pools));
        expectExecuted(DAY_BOTH, DAY_BOTH);
        vm.assertEq(execute(), DAY_BOTH, "cost");
        vm.assertEq(clockOf(poolId).cu(), uint256(2 * DAY) * 1000, "cu");
        vm.assertEq(clockOf(poolId).su(), uint256(2 * DAY) * 1000, "su");
        vm.assertEq(usd.balanceOf(customer), 1_000e6 - DAY_BOTH, "from the maker");
        vm.assertEq(usd.balanceOf(address(pools)), before + DAY_BOTH, "to Pools");
        assertClean(address(usd));
        vm.assertEq(usd.allowance(address(orders), address(pools)), 0, "no allowance stays");
        StandingOrder memory order = someOrder();
        (order.maker, order.spent, order.lastRun) = (customer, DAY_BOTH, uint32(time()));
        assertOrder(order);
    }

    function test_GivenThisIsTheLastSecondOfTheOrder() external {
        StandingOrder memory order = someOrder();
        order.until = START + 1 days;
        give(order);
        passToDue();
        vm.assertEq(execute(), DAY_BOTH, "cost");
    }

    function test_GivenTheIntervalEndsThisSecond() external {
        passToDue();
        execute();
        report(poolId, 4_000, 4_000);
        pass(INTERVAL);
        vm.assertEq(execute(), DAY_BOTH, "cost");
    }

    function test_GivenTheLastReadingEndsThisSecond() external {
        pass(1 days);
        vm.assertEq(clockOf(poolId).readingEnd(), time(), "this second");
        vm.assertEq(execute(), DAY_BOTH, "cost");
    }

    function test_GivenThePoolRanDry() external {
        _runDry();
        pass(3 days);
        vm.assertEq(orders.secondsLeft(poolId), 0, "dry");
        vm.assertEq(execute(), DAY_BOTH, "cost");
        vm.assertTrue(clockOf(poolId).isEmpty(), "still marked");
    }

    function test_GivenItRanInTheSecondInWhichThePoolRanDry() external {
        uint256 ranDryAt = _runDry();
        execute();
        pass(30 hours);
        _refuses(abi.encodeWithSelector(Errors.ClockStandsStill.selector, poolId, ranDryAt, time()));
    }

    function test_GivenThePoolRanDryAgainAfterAReading() external {
        _runDry();
        execute();
        pass(1 days);
        report(poolId, 1_000, 1_000);
        pass(1 days);
        vm.assertEq(orders.secondsLeft(poolId), 0, "dry again");
        expectExecuted(DAY_BOTH, 2 * DAY_BOTH);
        execute();
    }

    function test_GivenTheNoticeHasLapsed() external {
        announceEviction(poolId);
        for (uint256 i; i < 14; ++i) {
            pass(1 days);
            report(poolId, 1, 1);
        }
        report(poolId, 2_000, 2_000);
        pass(1);
        execute();
        vm.assertEq(orders.orderOf(poolId).spent, DAY_BOTH, "spent");
    }

    function test_GivenThePriceFell() external {
        passToDue();
        setPrice(address(usd), USD_CU / 2, USD_SU / 2);
        vm.assertEq(execute(), (DAY_CU / 2) + (DAY_SU / 2), "half");
    }

    function test_GivenOnlyOneUnitIsOrdered() external {
        StandingOrder memory order = someOrder();
        (order.cus, order.maxCuCost) = (0, 0);
        give(order);
        passToDue();
        vm.assertEq(execute(), DAY_SU, "cost");
        vm.assertEq(clockOf(poolId).cu(), uint256(DAY) * 1000, "cu as it was");
        vm.assertEq(clockOf(poolId).su(), uint256(2 * DAY) * 1000, "su");
    }

    function test_GivenAnIntervalOfNothing() external {
        StandingOrder memory order = someOrder();
        (order.minInterval, order.whenSecondsLeft, order.maxTotal) = (0, 3 days, 100 * DAY_BOTH);
        give(order);
        passToDue();
        // A day is left. Each run adds one, until more than three are left.
        execute();
        execute();
        execute();
        _refuses(abi.encodeWithSelector(Errors.OrderNotDue.selector, poolId, 3 days, 4 days));
    }

    function test_GivenTheTotalLastsForThree() external {
        for (uint128 i = 1; i <= 3; ++i) {
            pass(1 days);
            expectExecuted(DAY_BOTH, i * DAY_BOTH);
            execute();
            report(poolId, 1_000, 1_000);
        }
        pass(1 days);
        _refuses(abi.encodeWithSelector(Errors.OrderLimit.selector, poolId, 0, DAY_BOTH));
        vm.assertEq(usd.balanceOf(customer), 1_000e6 - 3 * DAY_BOTH, "no more than the total");
    }

    function test_GivenTheFarmReportsTheHighestRateAgainAndAgain() external {
        uint256 runs;
        for (uint256 i; i < 200; ++i) {
            report(poolId, CU_CAP, SU_CAP);
            (bool done, ) = address(orders).call(abi.encodeCall(IOrders.execute, (poolId)));
            if (done) ++runs;
            pass(30 minutes);
        }
        vm.assertEq(runs, 3, "runs");
        vm.assertEq(usd.balanceOf(customer), 1_000e6 - 3 * DAY_BOTH, "no more than the total");
    }

    function test_GivenTheMakerSoldAndBoughtBack() external {
        sell(payer);
        sell(customer);
        passToDue();
        vm.assertEq(execute(), DAY_BOTH, "cost");
    }

    function test_GivenATokenThatEntersTheOrderAgain() external {
        Reentering token = new Reentering();
        _orderIn(token);
        passToDue();
        token.arm(address(orders), 0, abi.encodeCall(IOrders.execute, (poolId)));
        execute();
        vm.assertEq(token.calls(), 2, "on the way to Orders and on the way to Pools");
        vm.assertEq(
            token.answer(),
            abi.encodeWithSelector(bytes4(keccak256("ReentrancyGuardReentrantCall()"))),
            "refused"
        );
        vm.assertEq(orders.orderOf(poolId).spent, DAY_BOTH, "once");
        assertClean(address(token));
    }

    // ──

    function _refuses(bytes memory reason) private {
        vm.expectRevert(reason);
        execute();
    }

    /// @dev Two days of 1 CU, with a reading in between.
    function _runDry() private returns (uint256 ranDryAt) {
        passToDue();
        report(poolId, 1_000, 1_000);
        pass(1 days);
        return time();
    }

    /// @dev A pool and an order like the others, in a token at the price of a dollar.
    function _orderIn(Token token) private {
        setTerms(UPFRONT, Price({token: address(token), cuPrice: USD_CU, suPrice: USD_SU, listed: true}));
        poolId = openSmallPool(address(token));
        token.mint(customer, 1_000e6);
        vm.prank(customer);
        token.approve(address(orders), type(uint256).max);
        give(someOrder());
    }
}
