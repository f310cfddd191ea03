// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Offer} from "../types/Terms.sol";
import {IPools} from "./IPools.sol";

/// @notice A refill that repeats itself.
struct StandingOrder {
    // slot 0
    address maker; // the wallet that gave the order and the allowance
    uint32 whenSecondsLeft; // due when the pool lasts no longer than this
    uint32 until; // the last second it may be executed
    uint32 lastRun; // 0 = not yet
    // slot 1
    uint64 cus;
    uint64 sus;
    uint32 minInterval; // seconds between two executions
    // slot 2
    uint128 maxCuCost; // at most this for the CU part of one refill
    uint128 maxSuCost;
    // slot 3
    uint128 maxTotal; // at most this in all
    uint128 spent;
}

/// @title Standing orders: automatic refills within the owner's limits
/// @notice Without any privilege: the owner approves this contract for the pool's token, and it calls what anyone may.
interface IOrders {
    event OrderSet(
        uint256 indexed poolId,
        address indexed maker,
        uint64 cus,
        uint64 sus,
        uint128 maxCuCost,
        uint128 maxSuCost,
        uint32 whenSecondsLeft,
        uint32 minInterval,
        uint128 maxTotal,
        uint32 until
    );
    event OrderCancelled(uint256 indexed poolId, address indexed maker);
    event OrderExecuted(uint256 indexed poolId, address indexed maker, uint256 cost, uint128 spent);

    /// @notice The pool's owner gives a standing order, in the pool's token; a new one replaces the old. Units that are
    /// free, and pools paid in the native coin, cannot be refilled this way.
    function standingOrder(
        uint256 poolId,
        uint64 cus,
        uint64 sus,
        uint128 maxCuCost,
        uint128 maxSuCost,
        uint32 whenSecondsLeft,
        uint32 minInterval,
        uint128 maxTotal,
        uint32 until
    ) external;

    /// @notice The maker, or the pool's owner now, takes the order back.
    function cancelOrder(uint256 poolId) external;

    /// @notice Anyone executes a due order at the farm's list price.
    function execute(uint256 poolId) external returns (uint256 cost);

    /// @notice Anyone executes a due order by a farm's offer over the same amounts.
    function executeWithOffer(
        Offer calldata offer,
        address signer,
        bytes calldata signature
    ) external returns (uint256 cost);

    function pools() external view returns (IPools);

    function orderOf(uint256 poolId) external view returns (StandingOrder memory);

    /// @notice How long the pool lasts, as its order counts it: of the units that the order buys (without an order, of both);
    /// never (2^32 - 1) when nothing draws them. Of a pool marked empty, whose draw is not known, as if it drew its caps.
    function secondsLeft(uint256 poolId) external view returns (uint256);
}
