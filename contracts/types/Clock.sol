// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Time} from "../libraries/Time.sol";

/// @notice The drain clock of a pool in one word.
/// @dev From the low bits up:
///   cu          63  milli-CU-seconds left
///   empty        1  the mark: the pool ran dry at `settledAt`
///   su          63  milli-SU-seconds left
///   spare        1
///   cuRate      32  milli-CU drawn each second
///   suRate      32  milli-SU drawn each second
///   settledAt   32  unix second up to which the balances are right
///   lastReading 32  unix second of the last reading taken, 0 = none yet
/// Everything here is a pure function of the word and a second: the contract adds storage, money and events.
type Clock is uint256;

using ClockLib for Clock global;

library ClockLib {
    /// @dev How long a reading is good for: a farm whose bridge is dead does not go on earning.
    uint256 internal constant READING_LIFE = 24 hours;
    /// @dev Balances stay below this.
    uint256 internal constant BALANCE_LIMIT = 1 << 63;

    uint256 private constant BALANCE_MASK = BALANCE_LIMIT - 1;
    uint256 private constant EMPTY_FLAG = 1 << 63;
    uint256 private constant RATES_MASK = uint256(type(uint64).max) << 128;
    uint256 private constant SETTLED_MASK = uint256(type(uint32).max) << 192;
    uint256 private constant READING_MASK = uint256(type(uint32).max) << 224;

    /// @notice The clock of a pool that opens at `openedAt`: idle, never read.
    function open(uint256 cuLeft, uint256 suLeft, uint256 openedAt) internal pure returns (Clock) {
        return Clock.wrap(cuLeft | (suLeft << 64) | (openedAt << 192));
    }

    function cu(Clock clock) internal pure returns (uint256) {
        return Clock.unwrap(clock) & BALANCE_MASK;
    }

    function su(Clock clock) internal pure returns (uint256) {
        return (Clock.unwrap(clock) >> 64) & BALANCE_MASK;
    }

    function isEmpty(Clock clock) internal pure returns (bool) {
        return Clock.unwrap(clock) & EMPTY_FLAG != 0;
    }

    function cuRate(Clock clock) internal pure returns (uint256) {
        return uint32(Clock.unwrap(clock) >> 128);
    }

    function suRate(Clock clock) internal pure returns (uint256) {
        return uint32(Clock.unwrap(clock) >> 160);
    }

    function settledAt(Clock clock) internal pure returns (uint256) {
        return uint32(Clock.unwrap(clock) >> 192);
    }

    function lastReading(Clock clock) internal pure returns (uint256) {
        return Clock.unwrap(clock) >> 224;
    }

    /// @notice The second at which the balances cannot pay the next second; never for an idle or a marked pool.
    function emptyAt(Clock clock) internal pure returns (uint256) {
        uint256 word = Clock.unwrap(clock);
        unchecked {
            // Both terms are far below 2^64.
            return Time.atMostNever(uint32(word >> 192) + _lasts(word, word));
        }
    }

    /// @notice The second up to which the last reading lets the clock run.
    function readingEnd(Clock clock) internal pure returns (uint256) {
        unchecked {
            return Time.atMostNever((Clock.unwrap(clock) >> 224) + READING_LIFE);
        }
    }

    /// @notice When the pool runs dry, or ran dry if it is marked, and when its clock stops by itself: dry, or for want of
    /// a reading.
    function ends(Clock clock) internal pure returns (uint256 dry, uint256 stop) {
        if (clock.isEmpty()) return (clock.settledAt(), clock.settledAt());
        dry = clock.emptyAt();
        uint256 unread = clock.readingEnd();
        stop = dry < unread ? dry : unread;
    }

    /// @notice Drains up to `second`, which is below never. The same `second` reached in any number of steps gives the
    /// same word.
    function settle(Clock clock, uint256 second) internal pure returns (Clock) {
        uint256 word = Clock.unwrap(clock);
        if (word & EMPTY_FLAG != 0) return clock;
        uint256 dry = clock.emptyAt();
        uint256 unread = clock.readingEnd();
        uint256 until = dry < unread ? dry : unread;
        if (second < until) until = second;
        uint256 from = uint32(word >> 192);
        if (until > from) {
            unchecked {
                // `until <= emptyAt` bounds each product by its balance, so no borrow crosses a field;
                // `settledAt` grows to `until` < 2^32.
                uint256 elapsed = until - from;
                word =
                    word +
                    (elapsed << 192) -
                    elapsed * uint32(word >> 128) -
                    ((elapsed * uint32(word >> 160)) << 64);
            }
        }
        if (second >= dry && dry <= unread) word = (word & ~RATES_MASK) | EMPTY_FLAG;
        return Clock.wrap(word);
    }

    /// @notice Settles to `second`, then lets time begin there, so that a clock that stood still is not billed later.
    /// While the mark stands, `settledAt` stays at the second the pool ran dry: the grace period is counted from it.
    function touch(Clock clock, uint256 second) internal pure returns (Clock) {
        return _beginAt(clock.settle(second), second);
    }

    /// @notice Takes a reading at `second`, in two legs: up to `since` with the rates that counted, from there to
    /// `second` with the lower of old and new in each unit; then the new rates count. So a rise counts from the block of the
    /// report, a fall from `since`, at most back to the last settling.
    /// @return settled the clock after it; when not taken, settled but otherwise as it was
    /// @return taken false when the pool is marked empty and still cannot pay one second of the new rates
    function read(
        Clock clock,
        uint256 newCuRate,
        uint256 newSuRate,
        uint256 since,
        uint256 second
    ) internal pure returns (Clock settled, bool taken) {
        if (clock.cuRate() <= newCuRate && clock.suRate() <= newSuRate) {
            // Nothing falls, so both legs have the same rates.
            settled = clock.touch(second);
        } else {
            uint256 from = clock.settledAt();
            if (since > from) from = since;
            settled = clock.settle(from < second ? from : second);
            if (!settled.isEmpty()) settled = settled.lowerRates(newCuRate, newSuRate).touch(second);
        }
        uint256 rates = (newCuRate << 128) | (newSuRate << 160);
        uint256 word = Clock.unwrap(settled);
        if (word & EMPTY_FLAG != 0) {
            if (rates == 0 || _lasts(word, rates) == 0) return (settled, false);
            word = (word & ~(EMPTY_FLAG | SETTLED_MASK)) | (second << 192);
        }
        return (Clock.wrap((word & ~(RATES_MASK | READING_MASK)) | rates | (second << 224)), true);
    }

    /// @notice Pulls each rate down to its cap.
    function lowerRates(Clock clock, uint256 cuCap, uint256 suCap) internal pure returns (Clock) {
        uint256 cuRate_ = clock.cuRate();
        uint256 suRate_ = clock.suRate();
        if (cuRate_ <= cuCap && suRate_ <= suCap) return clock;
        if (cuRate_ > cuCap) cuRate_ = cuCap;
        if (suRate_ > suCap) suRate_ = suCap;
        return Clock.wrap((Clock.unwrap(clock) & ~RATES_MASK) | (cuRate_ << 128) | (suRate_ << 160));
    }

    /// @notice Adds bought milli-unit-seconds. The caller has checked that both sums stay below BALANCE_LIMIT.
    function add(Clock clock, uint256 cuAdded, uint256 suAdded) internal pure returns (Clock) {
        return Clock.wrap(Clock.unwrap(clock) + cuAdded + (suAdded << 64));
    }

    /// @dev Whole seconds that the balances in `word` last at the rates in `rates`; a zero rate does not count.
    function _lasts(uint256 word, uint256 rates) private pure returns (uint256 lasts) {
        lasts = Time.NEVER;
        unchecked {
            // Divisors are checked to be non-zero.
            uint256 rate = uint32(rates >> 128);
            if (rate != 0) lasts = (word & BALANCE_MASK) / rate;
            rate = uint32(rates >> 160);
            if (rate != 0) {
                uint256 suLasts = ((word >> 64) & BALANCE_MASK) / rate;
                if (suLasts < lasts) lasts = suLasts;
            }
        }
    }

    function _beginAt(Clock clock, uint256 second) private pure returns (Clock) {
        if (clock.isEmpty()) return clock;
        return Clock.wrap((Clock.unwrap(clock) & ~SETTLED_MASK) | (second << 192));
    }
}
