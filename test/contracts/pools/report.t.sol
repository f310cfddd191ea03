// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Clock} from "../../../contracts/types/Clock.sol";
import {Deal} from "../../../contracts/types/Deal.sol";
import {Skip} from "../../../contracts/types/Skip.sol";
import {Offer, Reading} from "../../../contracts/types/Terms.sol";
import {Worth} from "../../../contracts/types/Worth.sol";
import {Dial} from "../support/Clocks.sol";
import {PoolsTest} from "../support/PoolsTest.sol";
import {vm} from "../support/Vm.sol";

/// @notice One reading at a time: what is taken, what is skipped, and what it releases.
contract ReportTest is PoolsTest {
    uint256 private id;
    uint256 private cuPrice;
    uint256 private suPrice;

    function setUp() public override {
        super.setUp();
        id = buy(someOffer());
        (cuPrice, suPrice) = (priceOf(USD_CU, MONTH), priceOf(USD_SU, MONTH));
    }

    /// @dev What the farm has earned when these balances are left of the pool.
    function _earned(uint256 cu, uint256 su) private view returns (uint256) {
        return USD_BOTH - escrowOf(cu, cuPrice, UPFRONT) - escrowOf(su, suPrice, UPFRONT);
    }

    /// @dev Reports and expects the reading to be taken; it tells what it released, and nothing else.
    function _taken(Reading memory reading, Dial memory dial) private {
        uint256 before = credit(address(usd));
        uint256 released = _earned(dial.cu, dial.su) - before;
        Deal deal = dealOf(id);
        expectTaken(reading, dial, released);
        vm.recordLogs();
        report(reading);
        vm.assertEq(countOfEvents(), 1, "events");
        assertDial(id, dial);
        vm.assertEq(credit(address(usd)), before + released, "the farm's");
        vm.assertEq(Deal.unwrap(dealOf(id)), Deal.unwrap(deal), "the deal");
        vm.assertEq(usd.balanceOf(address(pools)), USD_BOTH, "in Pools");
    }

    /// @dev The item is skipped with its reason and the settling that stands.
    function _skipped(Reading memory reading, Skip reason, Dial memory dial) private {
        uint256 before = credit(address(usd));
        uint256 released = _earned(dial.cu, dial.su) - before;
        expectSkipped(reading, farmId, reason);
        expectSettled(id, dial, released);
        vm.recordLogs();
        report(reading);
        vm.assertEq(countOfEvents(), 2, "events");
        assertDial(id, dial);
        vm.assertEq(credit(address(usd)), before + released, "the farm's");
    }

    /// @dev The item is skipped, and nothing is touched.
    function _ignored(Reading memory reading, Skip reason) private {
        (Clock clock, Worth worth, Deal deal) = pools.slotsOf(reading.poolId);
        expectSkipped(reading, farmId, reason);
        vm.recordLogs();
        report(reading);
        vm.assertEq(countOfEvents(), 1, "events");
        (Clock clockAfter, Worth worthAfter, Deal dealAfter) = pools.slotsOf(reading.poolId);
        vm.assertEq(Clock.unwrap(clockAfter), Clock.unwrap(clock), "clock");
        vm.assertEq(Worth.unwrap(worthAfter), Worth.unwrap(worth), "worth");
        vm.assertEq(Deal.unwrap(dealAfter), Deal.unwrap(deal), "deal");
    }

    /// @dev Draws 1 CU and half an SU from START on.
    function _draw() private {
        report(id, 1000, 500);
    }

    function _dial(
        uint256 cuDrained,
        uint256 suDrained,
        uint256 cuRate,
        uint256 suRate,
        uint256 second
    ) private pure returns (Dial memory) {
        return Dial(MONTH_MILLI - cuDrained, MONTH_MILLI - suDrained, cuRate, suRate, second, second, false);
    }

    // ── refusals ──

    function test_RevertWhenTheCallerIsNotTheFarmsOperator() external {
        Reading[] memory readings = new Reading[](1);
        readings[0] = readingOf(id, 0, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOperator.selector, farmId, operator, farmer));
        vm.prank(farmer);
        pools.report(farmId, readings);
    }

    function test_RevertWhenThereIsNoSuchFarm() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOperator.selector, 99, address(0), operator));
        vm.prank(operator);
        pools.report(99, new Reading[](0));
    }

    // ── skipped ──

    function test_WhenThereIsNoSuchPool() external {
        _ignored(readingOf(0, 1, 1, time()), Skip.NotActive);
        _ignored(readingOf(99, 1, 1, time()), Skip.NotActive);
        _ignored(readingOf(type(uint64).max, 1, 1, time()), Skip.NotActive);
    }

    function test_WhenItIsAReservation() external {
        uint256 reserved = reserve();
        _ignored(readingOf(reserved, 1, 1, time()), Skip.NotActive);
        accept(reserved);
        _ignored(readingOf(reserved, 1, 1, time()), Skip.NotActive);
    }

    function test_WhenThePoolEnded() external {
        vm.prank(customer);
        pools.close(id, customer);
        _ignored(readingOf(id, 1, 1, time()), Skip.NotActive);
    }

    function test_WhenThePoolIsOfAnotherFarm() external {
        Offer memory offer = someOffer();
        offer.farmId = otherFarmId;
        uint256 foreign = buy(offer);
        Reading[] memory readings = new Reading[](1);
        readings[0] = readingOf(foreign, 1000, 0, time());
        vm.prank(operator);
        pools.report(otherFarmId, readings);
        pass(1000);
        _ignored(readingOf(foreign, 0, 0, START), Skip.WrongFarm);
        // The pool goes on as its own farm said.
        vm.assertEq(clockOf(foreign).cuRate(), 1000, "cuRate");
    }

    function test_WhenTheCuRateIsAboveItsCap() external {
        _draw();
        pass(1000);
        Dial memory dial = _dial(1e6, 5e5, 1000, 500, START + 1000);
        dial.lastReading = START;
        _skipped(readingOf(id, CU_CAP + 1, 0, START), Skip.AboveCap, dial);
    }

    function test_WhenTheSuRateIsAboveItsCap() external {
        _draw();
        pass(1000);
        Dial memory dial = _dial(1e6, 5e5, 1000, 500, START + 1000);
        dial.lastReading = START;
        _skipped(readingOf(id, 0, SU_CAP + 1, START), Skip.AboveCap, dial);
        // As do both.
        _skipped(readingOf(id, type(uint32).max, type(uint32).max, START), Skip.AboveCap, dial);
    }

    function test_WhenThePoolRanDryAndTheRatesAreZero() external {
        _runDry();
        Dial memory dial = Dial(0, MONTH_MILLI, 0, 0, START + 648_000, START + 7 * DAY, true);
        _skipped(readingOf(id, 0, 0, time()), Skip.Empty, dial);
        // The mark stands, and nothing more is released.
        pass(1000);
        _skipped(readingOf(id, 0, 0, time()), Skip.Empty, dial);
        // Above the cap counts first.
        _skipped(readingOf(id, CU_CAP + 1, 0, time()), Skip.AboveCap, dial);
    }

    function test_WhenThePoolRanDryAndCannotPayOneSecond() external {
        _runDry();
        Dial memory dial = Dial(0, MONTH_MILLI, 0, 0, START + 648_000, START + 7 * DAY, true);
        _skipped(readingOf(id, 1, 0, time()), Skip.Empty, dial);
    }

    // ── taken ──

    function test_WhenItIsTheFirstReading() external {
        pass(3 * DAY);
        _taken(readingOf(id, 1000, 500, START), _dial(0, 0, 1000, 500, START + 3 * DAY));
    }

    function test_WhenTheRatesRise() external {
        _draw();
        pass(10_000);
        _taken(readingOf(id, 4000, 8000, START + 1), _dial(1e7, 5e6, 4000, 8000, START + 10_000));
        vm.assertEq(credit(address(usd)), USD_BOTH / 5 + 30_864 + 6_172, "0.038581 and 0.007717, of it four fifths");
    }

    function test_WhenTheRatesFallWithSince() external {
        _draw();
        pass(10_000);
        _taken(
            readingOf(id, 300, 0, START + 4000),
            _dial(4000 * 1000 + 6000 * 300, 4000 * 500, 300, 0, START + 10_000)
        );
    }

    function test_WhenOneUnitRisesAndTheOtherFalls() external {
        _draw();
        pass(10_000);
        _taken(
            readingOf(id, 2000, 100, START + 4000),
            _dial(10_000 * 1000, 4000 * 500 + 6000 * 100, 2000, 100, START + 10_000)
        );
        pass(100);
        _taken(
            readingOf(id, 0, 700, START + 10_060),
            _dial(10_000_000 + 60 * 2000, 2_600_000 + 100 * 100, 0, 700, START + 10_100)
        );
    }

    function test_WhenSinceLiesBeforeTheLastSettling() external {
        _draw();
        pass(10_000);
        _draw();
        pass(10);
        _taken(readingOf(id, 0, 0, 0), _dial(1e7, 5e6, 0, 0, START + 10_010));
    }

    function test_WhenSinceLiesInTheFuture() external {
        _draw();
        pass(10_000);
        _taken(readingOf(id, 0, 0, type(uint32).max), _dial(1e7, 5e6, 0, 0, START + 10_000));
    }

    function test_WhenTheRatesAreExactlyTheCaps() external {
        _taken(readingOf(id, CU_CAP, SU_CAP, START), _dial(0, 0, CU_CAP, SU_CAP, START));
    }

    function test_WhenTheReadingBeforeIsOlderThanADay() external {
        _draw();
        pass(3 * DAY);
        _taken(readingOf(id, 1000, 500, START + 2 * DAY), _dial(DAY * 1000, DAY * 500, 1000, 500, START + 3 * DAY));
    }

    function test_WhenThePoolRanDryAndWasRefilled() external {
        _runDry();
        fund(address(usd), stranger, 4);
        refill(id, 1, 0, stranger);
        vm.assertTrue(clockOf(id).isEmpty(), "marked");
        (uint256 before, uint256 now_) = (credit(address(usd)), time());
        report(id, 1000, 0);
        assertDial(id, Dial(1000, MONTH_MILLI, 1000, 0, now_, now_, false));
        vm.assertEq(credit(address(usd)), before, "the farm's");
    }

    function test_WhenAllWasPaidUpfront() external {
        Offer memory offer = someOffer();
        offer.upfrontBps = 10_000;
        id = buy(offer);
        uint256 before = credit(address(usd));
        drain(id, 4000, 8000, DAY);
        Reading memory reading = readingOf(id, 0, 0, time());
        expectTaken(reading, _dial(DAY * 4000, DAY * 8000, 0, 0, time()), 0);
        report(reading);
        vm.assertEq(credit(address(usd)), before, "the farm's");
    }

    function test_WhenANoticeStands() external {
        _draw();
        vm.prank(farmer);
        pools.announceEviction(id);
        pass(10_000);
        _taken(readingOf(id, 2000, 0, START), _dial(1e7, 0, 2000, 0, START + 10_000));
    }

    // ── any ──

    function test_WhenNothingIsReported() external {
        vm.recordLogs();
        report(new Reading[](0));
        vm.assertEq(countOfEvents(), 0, "events");
    }

    function test_WhenAPoolIsNamedTwice() external {
        _draw();
        pass(1000);
        Reading[] memory readings = new Reading[](2);
        readings[0] = readingOf(id, 2000, 0, START + 500);
        readings[1] = readingOf(id, 100, 0, START);
        expectTaken(
            readings[0],
            _dial(1e6, 25e4, 2000, 0, START + 1000),
            _earned(MONTH_MILLI - 1e6, MONTH_MILLI - 25e4) - USD_BOTH / 5
        );
        expectTaken(readings[1], _dial(1e6, 25e4, 100, 0, START + 1000), 0);
        report(readings);
        assertDial(id, _dial(1e6, 25e4, 100, 0, START + 1000));
    }

    function test_WhenTheOperatorWasReplaced() external {
        vm.prank(farmer);
        registry.setOperator(farmId, stranger);
        Reading[] memory readings = new Reading[](1);
        readings[0] = readingOf(id, 1000, 0, START);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOperator.selector, farmId, stranger, operator));
        vm.prank(operator);
        pools.report(farmId, readings);
        vm.prank(stranger);
        pools.report(farmId, readings);
        vm.assertEq(clockOf(id).cuRate(), 1000, "cuRate");
    }

    /// @dev At 4 CU it lasts 648,000 s: seven days and a half.
    function _runDry() private {
        drain(id, CU_CAP, 0, 8 * DAY);
        vm.assertEq(clockOf(id).emptyAt(), START + 648_000, "empty since");
    }
}
