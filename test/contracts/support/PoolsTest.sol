// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPoolsBase} from "../../../contracts/interfaces/IPoolsBase.sol";
import {Skip} from "../../../contracts/types/Skip.sol";
import {Door, Offer, Reading} from "../../../contracts/types/Terms.sol";
import {Worth, WorthLib} from "../../../contracts/types/Worth.sol";
import {Dial, assertClock, toClock, toDial} from "./Clocks.sol";
import {Fixture} from "./Fixture.sol";
import {Vm, vm} from "./Vm.sol";

/// @notice What was bought, what was paid for it, by whom and by which door.
struct Purchase {
    uint256 cus;
    uint256 sus;
    uint256 cuPaid;
    uint256 suPaid;
    address payer;
    Door door;
}

/// @notice What tests of living pools share: a pool's clock field by field, and the events that tell of it.
abstract contract PoolsTest is Fixture {
    uint256 internal constant NEVER = type(uint32).max;
    uint256 internal constant DAY = 24 hours;
    /// @dev A month of one unit, in milli-unit-seconds.
    uint256 internal constant MONTH_MILLI = uint256(MONTH) * 1000;

    function tokenOf(uint256 poolId) internal view returns (address) {
        return registry.tokenAt(dealOf(poolId).farmId(), dealOf(poolId).tokenIndex());
    }

    function dialOf(uint256 poolId) internal view returns (Dial memory) {
        return toDial(clockOf(poolId));
    }

    function assertDial(uint256 poolId, Dial memory expected) internal view {
        assertClock(clockOf(poolId), expected);
    }

    /// @dev The price per milli-unit-second, as a credit of so much for so much makes it.
    function priceOf(uint256 paid, uint256 cus) internal pure returns (uint256) {
        return cus == 0 ? 0 : (paid << 64) / (cus * 1000);
    }

    /// @dev What stands behind a balance: every started base unit counts.
    function valueOf(uint256 milli, uint256 price) internal pure returns (uint256) {
        return (milli * price + (1 << 64) - 1) >> 64;
    }

    /// @dev What of it is not the farm's yet.
    function escrowOf(uint256 milli, uint256 price, uint256 upfrontBps) internal pure returns (uint256) {
        uint256 whole = valueOf(milli, price);
        return whole - (whole * upfrontBps) / 10_000;
    }

    /// @dev When a clock runs dry, counted from its fields alone; of a marked one the second it ran dry.
    function emptyAtOf(Dial memory dial) internal pure returns (uint256 second) {
        if (dial.empty) return dial.settledAt;
        second = NEVER;
        if (dial.cuRate != 0) second = _least(second, dial.settledAt + dial.cu / dial.cuRate);
        if (dial.suRate != 0) second = _least(second, dial.settledAt + dial.su / dial.suRate);
    }

    function stopAtOf(Dial memory dial) internal pure returns (uint256) {
        if (dial.empty) return dial.settledAt;
        return _least(emptyAtOf(dial), dial.lastReading + DAY);
    }

    /// @dev Signed by the farm's owner, who is bound to no floor, and taken by the customer.
    function buyFromOwner(Offer memory offer) internal returns (uint256 poolId) {
        uint256 cost = uint256(offer.cuAmount) + offer.suAmount;
        fund(offer.token, customer, cost);
        bytes memory sealed_ = signed(offer, farmerKey);
        vm.prank(customer);
        return pools.buy{value: offer.token == NATIVE ? cost : 0}(offer, tid, new uint32[](0), farmer, sealed_);
    }

    function refill(uint256 poolId, uint256 cus, uint256 sus, address from) internal returns (uint256 cost) {
        vm.prank(from);
        return pools.refill(poolId, uint64(cus), uint64(sus), type(uint256).max, type(uint256).max);
    }

    // ── events ──

    function expectOpened(uint256 poolId, Offer memory offer, address signer, uint32[] memory nodeIds) internal {
        vm.expectEmit(address(pools));
        emit IPoolsBase.Opened(
            poolId,
            offer.farmId,
            tid,
            signer,
            offer.nonce,
            1,
            offer.upfrontBps,
            offer.noticeDays,
            offer.cuCap,
            offer.suCap,
            nodeIds
        );
    }

    function expectCredited(uint256 poolId, Offer memory offer, uint256 heldUntil, uint256 released) internal {
        vm.expectEmit(address(pools));
        emit IPoolsBase.Credited(
            poolId,
            offer.token,
            customer,
            Door.Offer,
            offer.cus,
            offer.sus,
            offer.cuAmount,
            offer.suAmount,
            WorthLib.pack(priceOf(offer.cuAmount, offer.cus), priceOf(offer.suAmount, offer.sus)),
            heldUntil,
            released
        );
    }

    /// @param by who paid, and by which door
    function expectRefilled(
        uint256 poolId,
        Purchase memory by,
        Worth worth,
        Dial memory dial,
        uint256 released
    ) internal {
        vm.expectEmit(address(pools));
        emit IPoolsBase.Refilled(
            poolId,
            0,
            by.payer,
            by.door,
            by.cus,
            by.sus,
            by.cuPaid,
            by.suPaid,
            worth,
            toClock(dial),
            emptyAtOf(dial),
            stopAtOf(dial),
            released
        );
    }

    function expectSettled(uint256 poolId, Dial memory dial, uint256 released) internal {
        vm.expectEmit(address(pools));
        emit IPoolsBase.Settled(poolId, toClock(dial), emptyAtOf(dial), stopAtOf(dial), released);
    }

    function expectTaken(Reading memory reading, Dial memory dial, uint256 released) internal {
        vm.expectEmit(address(pools));
        emit IPoolsBase.ReadingTaken(
            reading.poolId,
            toClock(dial),
            reading.since,
            emptyAtOf(dial),
            stopAtOf(dial),
            released
        );
    }

    function expectSkipped(Reading memory reading, uint32 ofFarm, Skip reason) internal {
        vm.expectEmit(address(pools));
        emit IPoolsBase.ReadingSkipped(reading.poolId, ofFarm, reason, reading.cuRate, reading.suRate, reading.since);
    }

    function expectOwed(address account, address token, uint256 amount) internal {
        vm.expectEmit(address(pools));
        emit IPoolsBase.Owed(account, token, amount);
    }

    /// @dev How many events Pools gave since `vm.recordLogs()`: an act must tell all it does, and nothing else.
    function countOfEvents() internal returns (uint256 count) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].emitter == address(pools)) ++count;
        }
    }

    // ── readings ──

    function readingOf(
        uint256 poolId,
        uint32 cuRate,
        uint32 suRate,
        uint256 since
    ) internal pure returns (Reading memory) {
        return Reading({poolId: uint64(poolId), cuRate: cuRate, suRate: suRate, since: uint32(since)});
    }

    function report(Reading memory reading) internal {
        Reading[] memory readings = new Reading[](1);
        readings[0] = reading;
        report(readings);
    }

    function report(Reading[] memory readings) internal {
        vm.prank(operator);
        pools.report(farmId, readings);
    }

    function _least(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}
