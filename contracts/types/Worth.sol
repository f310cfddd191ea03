// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Clock} from "./Clock.sol";
import {Cost} from "../libraries/Cost.sol";
import {Errors} from "../libraries/Errors.sol";

/// @notice What a pool's units are worth: per unit a price in token base units per milli-unit-second, with 64 fractional
/// bits. From the low bits up: cu price 128, su price 128.
/// @dev Money is a function of the balance. Amounts rounded at each settling would let frequent settling starve the
/// farmer; here the value behind a balance `b` is `ceil(b * price / 2^64)`, however it was reached.
type Worth is uint256;

using WorthLib for Worth global;

library WorthLib {
    uint256 private constant ROUND_UP = (1 << 64) - 1;
    uint256 private constant PRICE_LIMIT = 1 << 128;

    function pack(uint256 cuPrice_, uint256 suPrice_) internal pure returns (Worth) {
        return Worth.wrap(cuPrice_ | (suPrice_ << 128));
    }

    function cuPrice(Worth worth) internal pure returns (uint256) {
        return uint128(Worth.unwrap(worth));
    }

    function suPrice(Worth worth) internal pure returns (uint256) {
        return Worth.unwrap(worth) >> 128;
    }

    /// @notice Token base units behind `balance` milli-unit-seconds.
    function valueOf(uint256 balance, uint256 price) internal pure returns (uint256) {
        unchecked {
            // balance < 2^63 and price < 2^128
            return (balance * price + ROUND_UP) >> 64;
        }
    }

    /// @notice The part of that value which is not yet the farm's, with `upfrontBps` released at payment.
    function escrowOf(uint256 balance, uint256 price, uint256 upfrontBps) internal pure returns (uint256) {
        uint256 whole = valueOf(balance, price);
        unchecked {
            // whole < 2^127 and upfrontBps <= 10,000
            return whole - (whole * upfrontBps) / Cost.BPS;
        }
    }

    /// @notice The escrow of both units.
    function escrow(Worth worth, Clock clock, uint256 upfrontBps) internal pure returns (uint256) {
        unchecked {
            // Each is below 2^127.
            return
                escrowOf(clock.cu(), worth.cuPrice(), upfrontBps) + escrowOf(clock.su(), worth.suPrice(), upfrontBps);
        }
    }

    /// @notice The value of both units, escrowed or not.
    function value(Worth worth, Clock clock) internal pure returns (uint256) {
        unchecked {
            return valueOf(clock.cu(), worth.cuPrice()) + valueOf(clock.su(), worth.suPrice());
        }
    }

    /// @notice What draining from `before` to `settled` releases to the farm.
    function released(Worth worth, Clock before, Clock settled, uint256 upfrontBps) internal pure returns (uint256) {
        unchecked {
            // Balances only went down, and the escrow does not grow when they do.
            return worth.escrow(before, upfrontBps) - worth.escrow(settled, upfrontBps);
        }
    }

    /// @notice The price of one unit after a credit of `added` for `paid`. The old worth is never rounded first:
    /// repeated refills would forgive the started base unit each time.
    function mixedPrice(
        uint256 balance,
        uint256 price,
        uint256 added,
        uint256 paid
    ) internal pure returns (uint256 mixed) {
        if (added == 0) return price;
        unchecked {
            // balance + added < 2^64, price < 2^128, paid < 2^120
            mixed = (balance * price + (paid << 64)) / (balance + added);
        }
        require(mixed < PRICE_LIMIT, Errors.PriceTooHigh(PRICE_LIMIT - 1, mixed));
    }
}
