// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The drain clock a second time, in plain fields and from the rules alone: what the contract's packed words are
/// measured by.
struct Meter {
    uint256 cu; // milli-unit-seconds left
    uint256 su;
    uint256 cuRate;
    uint256 suRate;
    uint256 settled; // right up to this second
    uint256 reading; // when the last reading was taken
    bool dry;
}

/// @notice Seconds that were billed, from `from` up to but without `to`, at these rates.
struct Leg {
    uint256 from;
    uint256 to;
    uint256 cuRate;
    uint256 suRate;
}

using MeterLib for Meter global;

library MeterLib {
    /// @notice Whole seconds that the balance lasts.
    function lasts(Meter memory m, uint256 cuRate, uint256 suRate) internal pure returns (uint256 seconds_) {
        seconds_ = type(uint128).max;
        if (cuRate != 0 && m.cu / cuRate < seconds_) seconds_ = m.cu / cuRate;
        if (suRate != 0 && m.su / suRate < seconds_) seconds_ = m.su / suRate;
    }

    /// @notice When it runs dry at its rates; far away when it draws nothing.
    function dryAt(Meter memory m) internal pure returns (uint256) {
        return m.settled + m.lasts(m.cuRate, m.suRate);
    }

    /// @notice Drains to `second`, then begins anew there; one that ran dry stays at the second it did.
    function touch(Meter memory m, uint256 second) internal pure returns (Leg memory leg) {
        leg = _drain(m, second);
        if (!m.dry) m.settled = second;
    }

    /// @notice Takes a reading: what the old rates drew up to `since`, what the lower of old and new drew from there.
    function read(
        Meter memory m,
        uint256 cuRate,
        uint256 suRate,
        uint256 since,
        uint256 second
    ) internal pure returns (Leg memory first, Leg memory then_, bool taken) {
        uint256 middle =
            since < m.settled
                ? m.settled
                : since > second
                    ? second
                    : since;
        first = _drain(m, middle);
        if (!m.dry) {
            m.lower(cuRate, suRate);
            then_ = m.touch(second);
        }
        if (m.dry && (cuRate + suRate == 0 || m.lasts(cuRate, suRate) == 0)) return (first, then_, false);
        (m.cuRate, m.suRate, m.dry) = (cuRate, suRate, false);
        (m.settled, m.reading) = (second, second);
        return (first, then_, true);
    }

    function lower(Meter memory m, uint256 cuCap, uint256 suCap) internal pure {
        if (m.cuRate > cuCap) m.cuRate = cuCap;
        if (m.suRate > suCap) m.suRate = suCap;
    }

    function _drain(Meter memory m, uint256 second) private pure returns (Leg memory leg) {
        leg = Leg({from: m.settled, to: m.settled, cuRate: m.cuRate, suRate: m.suRate});
        if (m.dry) return leg;
        uint256 good = m.reading + 24 hours;
        uint256 end = m.dryAt();
        bool runsDry = end <= second && end <= good;
        if (second < end) end = second;
        if (good < end) end = good;
        if (end > m.settled) {
            m.cu -= (end - m.settled) * m.cuRate;
            m.su -= (end - m.settled) * m.suRate;
            leg.to = m.settled = end;
        }
        if (runsDry) (m.dry, m.cuRate, m.suRate) = (true, 0, 0);
    }
}
