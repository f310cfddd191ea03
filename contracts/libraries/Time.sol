// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Unix seconds in 32 bits; what does not fit is "never".
library Time {
    uint256 internal constant NEVER = type(uint32).max;

    /// @notice The block's second. From the year 2106 on time stands still: nothing drains, everybody can still leave.
    function current() internal view returns (uint256) {
        return block.timestamp < NEVER ? block.timestamp : NEVER - 1;
    }

    function atMostNever(uint256 second) internal pure returns (uint256) {
        return second < NEVER ? second : NEVER;
    }
}
