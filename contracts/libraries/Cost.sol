// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Errors} from "./Errors.sol";
import {Time} from "./Time.sol";

/// @notice Prices are token base units per unit-month. A cost is always two amounts: one for CU, one for SU.
library Cost {
    uint256 internal constant MONTH = 30 days;
    /// @dev Milli-units in a unit.
    uint256 internal constant MILLI = 1000;
    uint256 internal constant BPS = 10_000;
    uint256 internal constant MAX_NOTICE = 365;
    uint256 internal constant AMOUNT_LIMIT = 1 << 44;
    uint256 internal constant COST_LIMIT = 1 << 119;
    uint256 internal constant PRICE_LIMIT = 1 << 95;

    /// @notice What `amount` unit-seconds cost, rounded up. Exact below 2^118 within the limits above.
    function price(uint256 amount, uint256 perMonth) internal pure returns (uint256) {
        unchecked {
            return (amount * perMonth + MONTH - 1) / MONTH;
        }
    }

    /// @notice The least that the farm's operator may ask for what costs `listed` at list price.
    function floorOf(uint256 listed, uint256 minOfferBps) internal pure returns (uint256) {
        unchecked {
            return (listed * minOfferBps + BPS - 1) / BPS;
        }
    }

    function requireAmounts(uint256 cus, uint256 sus) internal pure {
        require(cus < AMOUNT_LIMIT, Errors.AmountTooLarge(AMOUNT_LIMIT - 1, cus));
        require(sus < AMOUNT_LIMIT, Errors.AmountTooLarge(AMOUNT_LIMIT - 1, sus));
        require(cus | sus != 0, Errors.NothingBought());
    }

    /// @notice A new pool needs a cap for each unit that it buys.
    function requireCaps(uint256 cus, uint256 sus, uint256 cuCap, uint256 suCap) internal pure {
        require(cuCap | suCap != 0, Errors.NoCap());
        require(cus == 0 || cuCap != 0, Errors.NoCap());
        require(sus == 0 || suCap != 0, Errors.NoCap());
    }

    /// @notice Until when a farm holds the caps of a pool that was credited at `creditedAt`: what was not paid for good
    /// is not held for long, so nobody locks a farm for the price of gas.
    function heldUntil(
        uint256 creditedAt,
        uint256 cus,
        uint256 sus,
        uint256 cuCap,
        uint256 suCap,
        uint256 upfrontBps
    ) internal pure returns (uint256) {
        unchecked {
            // Amounts are below 2^44, times below 2^32.
            uint256 lasts = type(uint64).max;
            if (cuCap != 0) lasts = (cus * MILLI) / cuCap;
            if (suCap != 0) {
                uint256 suLasts = (sus * MILLI) / suCap;
                if (suLasts < lasts) lasts = suLasts;
            }
            uint256 hold = (lasts * upfrontBps) / BPS;
            return Time.atMostNever(creditedAt + (hold < 1 hours ? 1 hours : hold));
        }
    }
}
