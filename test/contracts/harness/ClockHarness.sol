// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Clock, ClockLib} from "../../../contracts/types/Clock.sol";

/// @notice The drain clock from outside.
contract ClockHarness {
    error TooMuch();

    function settle(Clock clock, uint256 second) external pure returns (Clock) {
        return clock.settle(second);
    }

    function touch(Clock clock, uint256 second) external pure returns (Clock) {
        return clock.touch(second);
    }

    /// @dev As a refill does it: the limit is the caller's to check.
    function credit(Clock clock, uint256 cu, uint256 su, uint256 second) external pure returns (Clock touched) {
        touched = clock.touch(second);
        require(touched.cu() + cu < ClockLib.BALANCE_LIMIT && touched.su() + su < ClockLib.BALANCE_LIMIT, TooMuch());
        return touched.add(cu, su);
    }

    function lowerRates(Clock clock, uint256 cuCap, uint256 suCap) external pure returns (Clock) {
        return clock.lowerRates(cuCap, suCap);
    }

    function read(
        Clock clock,
        uint256 cuRate,
        uint256 suRate,
        uint256 since,
        uint256 second
    ) external pure returns (Clock settled, bool taken) {
        return clock.read(cuRate, suRate, since, second);
    }

    function emptyAt(Clock clock) external pure returns (uint256) {
        return clock.emptyAt();
    }

    function readingEnd(Clock clock) external pure returns (uint256) {
        return clock.readingEnd();
    }
}
