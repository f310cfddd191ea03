// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PoolView} from "../../../contracts/interfaces/ILens.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Clock} from "../../../contracts/types/Clock.sol";
import {State} from "../../../contracts/types/State.sol";
import {vm} from "../support/Vm.sol";
import {Seeing} from "./Seeing.sol";

contract PoolTest is Seeing {
    function test_RevertGivenNothingHasThisId() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAPool.selector, 99, State.None));
        lens.pool(99);
    }

    function test_RevertGivenAReservationThatIsNoPoolYet() external {
        uint256 id = reserve();
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAPool.selector, id, State.Requested));
        lens.pool(id);
    }

    function test_GivenANewPool() external {
        uint256 id = openPool();
        pass(3 hours);
        PoolView memory v = lens.pool(id);
        _assertDeal(v, State.Active, customer);
        _assertBalances(v, uint256(MONTH) * 1000, uint256(MONTH) * 1000);
        _assertClock(v, 0, START, NEVER, 1 days, NEVER);
        vm.assertFalse(v.empty, "empty");
        vm.assertEq(v.cuPrice, priceOf(USD_CU, MONTH), "CU price");
        vm.assertEq(v.suPrice, priceOf(USD_SU, MONTH), "SU price");
        vm.assertEq(v.value, USD_BOTH, "value");
        vm.assertEq(v.escrow, USD_BOTH - upfrontOf(USD_BOTH), "escrow");
        vm.assertEq(v.unsettled, 0, "unsettled");
        vm.assertEq(v.evictableFrom, 0, "no notice");
    }

    function test_GivenItDraws() external {
        uint256 id = openPool();
        report(id, 2_000, 1_000);
        pass(21_600);
        PoolView memory v = lens.pool(id);
        _assertBalances(v, uint256(MONTH - 43_200) * 1000, uint256(MONTH - 21_600) * 1000);
        vm.assertEq(v.cuRate, 2_000, "CU rate");
        vm.assertEq(v.suRate, 1_000, "SU rate");
        _assertClock(v, START, START, START + MONTH / 2, START + 1 days, MONTH / 2 - 21_600);
        // A sixtieth of the month's CU and a hundred-and-twentieth of its SU, of which a fifth was released at payment.
        (uint256 cuLeft, uint256 suLeft) = (USD_CU - uint256(USD_CU) / 60, USD_SU - uint256(USD_SU) / 120);
        vm.assertEq(v.value, cuLeft + suLeft, "value");
        vm.assertEq(v.escrow + v.unsettled, USD_BOTH - upfrontOf(USD_BOTH), "all in all as before");
        vm.assertEq(v.escrow, cuLeft - upfrontOf(cuLeft) + suLeft - upfrontOf(suLeft), "escrow");
    }

    function test_GivenItRanDry() external {
        uint256 id = openPool();
        drain(id, 4_000, 0, MONTH / 4);
        uint256 ranDryAt = time();
        pass(5 days);
        PoolView memory v = lens.pool(id);
        _assertBalances(v, 0, uint256(MONTH) * 1000);
        vm.assertTrue(v.empty, "empty");
        vm.assertEq(v.cuRate, 0, "draws nothing");
        vm.assertEq(v.emptyAt, ranDryAt, "since then");
        vm.assertEq(v.stopAt, ranDryAt, "stopped then");
        vm.assertEq(v.secondsLeft, 0, "left");
        vm.assertEq(v.value, USD_SU, "the SU are there");
    }

    function test_GivenItsReadingIsTooOld() external {
        uint256 id = openPool();
        report(id, 1_000, 0);
        pass(10 days);
        PoolView memory v = lens.pool(id);
        _assertBalances(v, uint256(29 days) * 1000, uint256(MONTH) * 1000);
        _assertClock(v, START, START, START + 30 days, START + 1 days, 29 days);
        vm.assertEq(v.cuRate, 1_000, "its rate as it was");
    }

    function test_GivenANoticeToEvict() external {
        uint256 id = openPool();
        announceEviction(id);
        vm.assertEq(lens.pool(id).evictableFrom, START + 7 days, "from");
        pass(14 days);
        vm.assertEq(lens.pool(id).evictableFrom, START + 7 days, "this second still");
        pass(1);
        vm.assertEq(lens.pool(id).evictableFrom, 0, "lapsed");
    }

    function test_GivenItWasClosed() external {
        uint256 id = openPool();
        closePool(id);
        _assertOver(lens.pool(id), State.Closed);
    }

    function test_GivenItWasEvicted() external {
        uint256 id = openPool();
        announceEviction(id);
        pass(7 days);
        fund(address(usd), farmer, USD_BOTH);
        vm.prank(farmer);
        pools.evict(id);
        _assertOver(lens.pool(id), State.Evicted);
    }

    function test_GivenItWentToAnotherOwner() external {
        uint256 id = openPool();
        vm.prank(customer);
        pools.offerPool(id, otherTid);
        vm.prank(neighbour);
        pools.acceptPool(id);
        vm.assertEq(lens.pool(id).tid, otherTid, "tid");
        vm.assertEq(lens.pool(id).owner, neighbour, "owner");
    }

    function testFuzz_GivenAnyPoolAtAnyTimeWhenItIsClosed(uint256 seed) external {
        uint256 id = anyPool(seed);
        PoolView memory v = lens.pool(id);
        (uint256 before, uint256 released) = (usd.balanceOf(stranger), credit(address(usd)));
        vm.prank(customer);
        pools.close(id, stranger);
        vm.assertEq(usd.balanceOf(stranger) - before, v.escrow, "returned");
        vm.assertEq(credit(address(usd)) - released, v.unsettled, "released");
    }

    function testFuzz_GivenAnyPoolAtAnyTimeWhenItIsSettled(uint256 seed) external {
        uint256 id = anyPool(seed);
        PoolView memory v = lens.pool(id);
        uint256 released = credit(address(usd));
        // Caps that change nothing settle all the same.
        vm.prank(customer);
        pools.cap(id, type(uint32).max, type(uint32).max);
        vm.assertEq(credit(address(usd)) - released, v.unsettled, "released");
        Clock clock = clockOf(id);
        _assertBalances(v, clock.cu(), clock.su());
        vm.assertEq(v.cuRate, clock.cuRate(), "CU rate");
        vm.assertEq(v.suRate, clock.suRate(), "SU rate");
        vm.assertEq(v.lastReading, clock.lastReading(), "last reading");
        vm.assertTrue(v.empty == clock.isEmpty(), "empty");
        vm.assertEq(lens.pool(id).escrow, v.escrow, "escrow as before");
        vm.assertEq(lens.pool(id).unsettled, 0, "nothing unsettled");
        vm.assertEq(v.secondsLeft, orders.secondsLeft(id), "as a standing order counts");
    }

    function testFuzz_GivenAnyPoolAtAnyTimeWhenItIsEvicted(uint256 seed) external {
        uint256 id = anyPool(seed);
        announceEviction(id);
        pass(7 days + draw(0, 7 days));
        fund(address(usd), farmer, 1e40);
        PoolView memory v = lens.pool(id);
        (uint256 before, uint256 released) = (usd.balanceOf(farmer), credit(address(usd)));
        vm.prank(farmer);
        pools.evict(id);
        vm.assertEq(pools.owedOf(address(usd), customer), v.value, "owed to the owner");
        vm.assertEq(before - usd.balanceOf(farmer), v.value - v.escrow, "brought by the farm");
        vm.assertEq(credit(address(usd)) - released, v.unsettled, "released");
    }

    // ──

    function _assertDeal(PoolView memory v, State state, address owner) private view {
        vm.assertEq(uint256(v.state), uint256(state), "state");
        vm.assertEq(v.farmId, farmId, "farm");
        vm.assertEq(v.tid, tid, "tid");
        vm.assertEq(v.owner, owner, "owner");
        vm.assertEq(v.token, address(usd), "token");
        vm.assertEq(v.upfrontBps, UPFRONT, "upfront");
        vm.assertEq(v.noticeDays, NOTICE_DAYS, "notice");
        vm.assertEq(v.cuCap, CU_CAP, "CU cap");
        vm.assertEq(v.suCap, SU_CAP, "SU cap");
    }

    function _assertBalances(PoolView memory v, uint256 cu, uint256 su) private pure {
        vm.assertEq(v.cu, cu, "cu");
        vm.assertEq(v.su, su, "su");
    }

    function _assertClock(
        PoolView memory v,
        uint256 lastReading,
        uint256 settledAt,
        uint256 emptyAt,
        uint256 stopAt,
        uint256 secondsLeft
    ) private pure {
        vm.assertEq(v.lastReading, lastReading, "last reading");
        vm.assertEq(v.settledAt, settledAt, "settled at");
        vm.assertEq(v.emptyAt, emptyAt, "empty at");
        vm.assertEq(v.stopAt, stopAt, "stop at");
        vm.assertEq(v.secondsLeft, secondsLeft, "seconds left");
    }

    function _assertOver(PoolView memory v, State state) private view {
        _assertDeal(v, state, customer);
        _assertBalances(v, 0, 0);
        vm.assertEq(v.value + v.escrow + v.unsettled, 0, "money");
        vm.assertEq(v.evictableFrom, 0, "no notice");
    }
}
