// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Clock} from "../../../contracts/types/Clock.sol";

/// @notice The drain clock from outside.
contract ClockHarness {
    function settle(Clock clock, uint256 second) external pure returns (Clock) {
        return clock.settle(second);
    }

    function touch(Clock clock, uint256 second) external pure returns (Clock) {
        return clock.touch(second);
    }

    function add(Clock clock, uint256 cu, uint256 su) external pure returns (Clock) {
        return clock.add(cu, su);
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

    function ends(Clock clock) external pure returns (uint256 dry, uint256 stop) {
        return clock.ends();
    }
}
