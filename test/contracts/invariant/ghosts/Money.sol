// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What things cost and are worth, from the rules alone.
library Money {
    uint256 internal constant ONE = 1 << 64; // prices of milli-unit-seconds have 64 fractional bits

    /// @notice The price of an amount of unit-seconds at a monthly price, rounded up.
    function cost(uint256 amount, uint256 perMonth) internal pure returns (uint256) {
        return up(amount * perMonth, 30 days);
    }

    function value(uint256 balance, uint256 price) internal pure returns (uint256) {
        return up(balance * price, ONE);
    }

    function escrow(uint256 balance, uint256 price, uint256 upfrontBps) internal pure returns (uint256) {
        uint256 whole = value(balance, price);
        return whole - (whole * upfrontBps) / 10_000;
    }

    function mixed(uint256 balance, uint256 price, uint256 added, uint256 paid) internal pure returns (uint256) {
        return added == 0 ? price : (balance * price + paid * ONE) / (balance + added);
    }

    function up(uint256 whole, uint256 by) internal pure returns (uint256) {
        return whole == 0 ? 0 : (whole - 1) / by + 1;
    }
}
