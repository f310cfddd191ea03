// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Clock, ClockLib} from "../../../contracts/types/Clock.sol";
import {Reading, Terms} from "../../../contracts/types/Terms.sol";
import {Worth} from "../../../contracts/types/Worth.sol";
import {Fixture} from "../support/Fixture.sol";
import {vm} from "../support/Vm.sol";
import {Dice} from "./ghosts/Dice.sol";
import {Leg, Meter} from "./ghosts/Meter.sol";
import {Money} from "./ghosts/Money.sol";

/// @notice The laws as properties of single histories: of two pools, of a clock, of a balance and its price.
contract PropertiesTest is Fixture {
    // ── 4: path independence ──

    /// @dev Two farms alike, a pool at each, the same history. One pool is settled on the way as well, by its owner's caps
    /// as they are and by readings that are skipped: the same words, the same income.
    function testFuzz_04_TwinsEndAlike(uint256 seed) external {
        Dice memory dice = Dice(seed);
        uint256[2] memory twins = _twins(dice);
        for (uint256 steps = dice.between(1, 8); steps != 0; --steps) {
            _stepBoth(twins, dice.roll());
            uint256 rest = dice.oneIn(4) ? dice.below(3 days) : dice.below(6 hours);
            for (uint256 stops = dice.below(4); stops != 0; --stops) {
                uint256 part = dice.below(rest + 1);
                pass(part);
                rest -= part;
                _settle(twins[1], dice);
            }
            pass(rest);
        }
        _settle(twins[0], dice);
        _settle(twins[1], dice);
        vm.assertEq(Clock.unwrap(clockOf(twins[1])), Clock.unwrap(clockOf(twins[0])), "clock");
        vm.assertEq(Worth.unwrap(worthOf(twins[1])), Worth.unwrap(worthOf(twins[0])), "worth");
        uint256 income = pools.creditOf(farmId, 0, address(usd));
        vm.assertEq(pools.creditOf(otherFarmId, 0, address(usd)), income, "income");
    }

    /// @dev A reading may reach back as far as the last settling: whatever was settled before its `since` changes nothing.
    function testFuzz_04_AReadingAfterAStop(uint256 seed) external pure {
        Dice memory dice = Dice(seed);
        (Clock clock, uint256 stop) = _someClock(dice);
        stop += dice.below(30 hours);
        uint256 since = stop + dice.below(30 hours);
        uint256 second = since + dice.below(30 hours);
        uint256 rates = dice.roll();
        (Clock straight, bool taken) = clock.read(rates % 3_000, (rates >> 99) % 3_000, since, second);
        (Clock broken, bool takenToo) = clock.touch(stop).read(rates % 3_000, (rates >> 99) % 3_000, since, second);
        vm.assertEq(Clock.unwrap(broken), Clock.unwrap(straight), "clock");
        vm.assertEq(takenToo, taken, "taken");
    }

    // ── 3, 5, 12: the clock is the meter, and the meter counts seconds ──

    function testFuzz_12_TheClockIsTheMeter(uint256 seed) external pure {
        Dice memory dice = Dice(seed);
        (Clock clock, uint256 now_) = _someClock(dice);
        Meter memory meter = _meterOf(clock);
        for (uint256 steps = dice.between(1, 6); steps != 0; --steps) {
            now_ += dice.oneIn(3) ? dice.below(3 days) : dice.below(3 hours);
            if (dice.oneIn(3)) {
                clock = clock.touch(now_);
                meter.touch(now_);
            } else {
                clock = _readBoth(clock, meter, dice, now_);
            }
            _requireEqual(clock, meter);
        }
    }

    /// @dev One second after the other: at each the pool can pay it or it is dry; nothing is known but rates and limits.
    function testFuzz_05_TheMeterCountsSeconds(uint256 seed) external pure {
        Dice memory dice = Dice(seed);
        Meter memory meter;
        (meter.cu, meter.su) = (dice.below(20_000), dice.below(20_000));
        (meter.cuRate, meter.suRate) = (dice.below(300), dice.below(300));
        // The reading grows too old in the midst of it.
        meter.settled = START;
        meter.reading = START - 24 hours + dice.below(120);
        Counter memory c = Counter(meter.cu, meter.su, meter.cuRate, meter.suRate, meter.reading, false);
        uint256 since = dice.below(100);
        uint256 end = since + dice.below(60);
        (uint256 cuRate, uint256 suRate) = (dice.below(300), dice.below(300));

        for (uint256 i; i < end; ++i) {
            if (i == since) _lower(c, cuRate, suRate, START + i);
            _count(c, START + i);
        }
        if (since == end) _lower(c, cuRate, suRate, START + end);
        _mark(c, START + end);
        (, , bool taken) = meter.read(cuRate, suRate, START + since, START + end);
        vm.assertEq(meter.cu, c.cu, "cu");
        vm.assertEq(meter.su, c.su, "su");
        if (!c.dry) vm.assertTrue(taken, "taken");
    }

    // ── 2, 9: a balance and its price ──

    /// @dev Bought and drained in turn: what is released never exceeds the upfront share and the worth of what was drained,
    /// save half a base unit for each price that was rounded; nor falls short by more than two.
    function testFuzz_09_UpfrontAndDrained(uint256 seed) external pure {
        Dice memory dice = Dice(seed);
        uint256 u = [uint256(0), 1, 2_000, 9_999, 10_000][dice.below(5)];
        Purse memory purse;
        for (uint256 steps = dice.between(1, 12); steps != 0; --steps) {
            if (purse.balance == 0 || dice.oneIn(2)) _buy(purse, dice);
            else _drain(purse, dice);
            uint256 escrow = Money.escrow(purse.balance, purse.price, u);
            vm.assertLe(escrow, purse.paid, "more escrow than was paid");
            uint256 released = (purse.paid - escrow) * 10_000 * Money.ONE;
            uint256 upfront = purse.paid * u * Money.ONE;
            uint256 most = upfront + (10_000 - u) * (purse.drained + (purse.buys * Money.ONE) / 2);
            vm.assertLe(released, most, "too much");
            uint256 least = upfront + (10_000 - u) * purse.drained;
            vm.assertGe(released + 20_000 * Money.ONE, least, "too little");
        }
    }

    // ── twins ──

    function _twins(Dice memory dice) private returns (uint256[2] memory twins) {
        Terms memory terms = super.someTerms();
        terms.nodeIds = new uint32[](0);
        (terms.cus, terms.sus) = (uint64(dice.between(1, 3 days)), uint64(dice.between(1, 3 days)));
        twins[0] = openPool(terms, address(usd));
        terms.farmId = otherFarmId;
        terms.termsVersion = registry.farm(otherFarmId).version;
        twins[1] = openPool(terms, address(usd));
    }

    /// @dev A reading that counts from now, a refill by a stranger, lower caps: to both.
    function _stepBoth(uint256[2] memory twins, uint256 seed) private {
        for (uint256 i; i < 2; ++i) {
            Dice memory dice = Dice(seed);
            uint256 kind = dice.below(8);
            if (kind < 4) {
                uint32 cuRate = uint32(dice.below(CU_CAP / 2));
                _report(twins[i], cuRate, uint32(dice.below(SU_CAP / 2)));
            } else if (kind < 6) {
                uint64 cus = uint64(dice.between(1, 1 days));
                uint64 sus = uint64(dice.below(2 days));
                fund(address(usd), stranger, 10e18);
                vm.prank(stranger);
                pools.refill(twins[i], cus, sus, type(uint256).max, type(uint256).max);
            } else {
                uint256 cuCap = dealOf(twins[i]).cuCap() - dice.below(100);
                _cap(twins[i], cuCap, dealOf(twins[i]).suCap());
            }
        }
    }

    function _settle(uint256 id, Dice memory dice) private {
        if (dice.oneIn(2)) {
            _report(id, type(uint32).max, 0);
        } else {
            _cap(id, dealOf(id).cuCap(), dealOf(id).suCap());
        }
    }

    function _cap(uint256 id, uint256 cuCap, uint256 suCap) private {
        vm.prank(customer);
        pools.cap(id, uint32(cuCap), uint32(suCap));
    }

    function _report(uint256 id, uint32 cuRate, uint32 suRate) private {
        Reading[] memory readings = new Reading[](1);
        readings[0] = Reading({poolId: uint64(id), cuRate: cuRate, suRate: suRate, since: uint32(time())});
        uint32 farm = dealOf(id).farmId();
        vm.prank(operator);
        pools.report(farm, readings);
    }

    // ── clocks ──

    /// @dev A clock that may be, and a second that is not before it.
    function _someClock(Dice memory dice) private pure returns (Clock clock, uint256 second) {
        uint256 reading = START + dice.below(3 days);
        uint256 settled = reading + dice.below(30 hours);
        bool wide = dice.oneIn(4);
        uint256 most = wide ? ClockLib.BALANCE_LIMIT : 200_000_000;
        uint256 rate = wide ? 1 << 32 : 4_000;
        clock = ClockLib.open(dice.below(most), dice.below(most), settled);
        uint256 rates = (dice.below(rate) << 128) | (dice.below(rate) << 160);
        if (dice.oneIn(6)) rates = 1 << 63;
        clock = Clock.wrap(Clock.unwrap(clock) | rates | (reading << 224));
        second = settled;
    }

    function _meterOf(Clock clock) private pure returns (Meter memory meter) {
        (meter.cu, meter.su, meter.cuRate, meter.suRate) = (clock.cu(), clock.su(), clock.cuRate(), clock.suRate());
        (meter.settled, meter.reading, meter.dry) = (clock.settledAt(), clock.lastReading(), clock.isEmpty());
    }

    function _readBoth(
        Clock clock,
        Meter memory meter,
        Dice memory dice,
        uint256 now_
    ) private pure returns (Clock settled) {
        (uint256 cuRate, uint256 suRate) = (dice.below(4_000), dice.below(4_000));
        if (dice.oneIn(4)) cuRate = 0;
        uint256 since = dice.oneIn(4) ? dice.below(1 << 32) : now_ - dice.below(30 hours);
        bool taken;
        (settled, taken) = clock.read(cuRate, suRate, since, now_);
        (, , bool takenToo) = meter.read(cuRate, suRate, since, now_);
        vm.assertEq(takenToo, taken, "taken");
    }

    function _requireEqual(Clock clock, Meter memory meter) private pure {
        vm.assertEq(clock.cu(), meter.cu, "cu");
        vm.assertEq(clock.su(), meter.su, "su");
        vm.assertEq(clock.cuRate(), meter.cuRate, "cuRate");
        vm.assertEq(clock.suRate(), meter.suRate, "suRate");
        vm.assertEq(clock.settledAt(), meter.settled, "settledAt");
        vm.assertEq(clock.lastReading(), meter.reading, "lastReading");
        vm.assertEq(clock.isEmpty(), meter.dry, "empty");
    }

    // ── seconds ──

    struct Counter {
        uint256 cu;
        uint256 su;
        uint256 cuRate;
        uint256 suRate;
        uint256 reading;
        bool dry;
    }

    /// @dev The second that begins at `second`.
    function _count(Counter memory c, uint256 second) private pure {
        _mark(c, second);
        if (c.dry || second >= c.reading + 24 hours) return;
        (c.cu, c.su) = (c.cu - c.cuRate, c.su - c.suRate);
    }

    function _mark(Counter memory c, uint256 second) private pure {
        bool draws = c.cuRate != 0 || c.suRate != 0;
        if (draws && second <= c.reading + 24 hours && (c.cu < c.cuRate || c.su < c.suRate)) c.dry = true;
    }

    /// @dev What the old rates could no longer pay at this second is dry before the new ones count.
    function _lower(Counter memory c, uint256 cuRate, uint256 suRate, uint256 second) private pure {
        _mark(c, second);
        if (c.cuRate > cuRate) c.cuRate = cuRate;
        if (c.suRate > suRate) c.suRate = suRate;
    }

    // ── money ──

    struct Purse {
        uint256 balance;
        uint256 price;
        uint256 paid;
        uint256 drained; // worth, 64 fractional bits
        uint256 buys;
    }

    function _buy(Purse memory purse, Dice memory dice) private pure {
        uint256 added = dice.between(1, dice.oneIn(4) ? (1 << 44) - 1 : 1e6) * 1000;
        if (purse.balance + added >= ClockLib.BALANCE_LIMIT) return;
        uint256 paid = dice.below(dice.oneIn(4) ? 1 << 100 : 1e9);
        uint256 price = Money.mixed(purse.balance, purse.price, added, paid);
        if (price >= 1 << 128) return;
        uint256 before = Money.value(purse.balance, purse.price);
        (purse.balance, purse.price) = (purse.balance + added, price);
        uint256 worth = Money.value(purse.balance, price);
        vm.assertLe(worth, before + paid, "worth more than was there and came");
        vm.assertGe(worth + 1, before + paid, "a base unit and more was lost");
        if (before == 0) vm.assertEq(worth, paid, "the first is worth what it cost");
        purse.paid += paid;
        ++purse.buys;
    }

    function _drain(Purse memory purse, Dice memory dice) private pure {
        uint256 some = dice.oneIn(3) ? purse.balance : dice.below(purse.balance + 1);
        purse.balance -= some;
        purse.drained += some * purse.price;
    }
}
