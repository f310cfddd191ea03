// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Cost} from "../../../contracts/libraries/Cost.sol";
import {Clock, ClockLib} from "../../../contracts/types/Clock.sol";
import {Worth, WorthLib} from "../../../contracts/types/Worth.sol";

/// @notice Prices, costs and escrow from outside.
contract MoneyHarness {
    error TooMuch();

    function valueOf(uint256 balance, uint256 price) external pure returns (uint256) {
        return WorthLib.valueOf(balance, price);
    }

    function escrowOf(uint256 balance, uint256 price, uint256 upfrontBps) external pure returns (uint256) {
        return WorthLib.escrowOf(balance, price, upfrontBps);
    }

    function escrow(Worth worth, Clock clock, uint256 upfrontBps) external pure returns (uint256) {
        return worth.escrow(clock, upfrontBps);
    }

    function released(Worth worth, Clock before, Clock settled, uint256 upfrontBps) external pure returns (uint256) {
        return worth.released(before, settled, upfrontBps);
    }

    function mixedPrice(uint256 balance, uint256 price, uint256 added, uint256 paid) external pure returns (uint256) {
        return WorthLib.mixedPrice(balance, price, added, paid);
    }

    /// @dev As a refill does it: the limit of a balance is the caller's to check.
    function newPrice(uint256 balance, uint256 price, uint256 added, uint256 paid) external pure returns (uint256) {
        require(balance + added < ClockLib.BALANCE_LIMIT, TooMuch());
        return WorthLib.mixedPrice(balance, price, added, paid);
    }

    function costOf(uint256 amount, uint256 perMonth) external pure returns (uint256) {
        return Cost.price(amount, perMonth);
    }

    function floorOf(uint256 listed, uint256 minOfferBps) external pure returns (uint256) {
        return Cost.floorOf(listed, minOfferBps);
    }

    function requireAmounts(uint256 cus, uint256 sus) external pure {
        Cost.requireAmounts(cus, sus);
    }

    function requireCaps(uint256 cus, uint256 sus, uint256 cuCap, uint256 suCap) external pure {
        Cost.requireCaps(cus, sus, cuCap, suCap);
    }

    function heldUntil(
        uint256 creditedAt,
        uint256 cus,
        uint256 sus,
        uint256 cuCap,
        uint256 suCap,
        uint256 upfrontBps
    ) external pure returns (uint256) {
        return Cost.heldUntil(creditedAt, cus, sus, cuCap, suCap, upfrontBps);
    }
}
