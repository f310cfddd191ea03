// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {State} from "../types/State.sol";
import {Verdict} from "../types/Verdict.sol";
import {IDoors} from "./IDoors.sol";
import {IPools} from "./IPools.sol";

/// @notice A pool at this very second.
struct PoolView {
    State state;
    uint32 farmId;
    uint40 tid;
    address owner; // the wallet that owns the threebot now
    address token;
    uint256 upfrontBps;
    uint256 noticeDays;
    uint256 cuCap;
    uint256 suCap;
    uint256 evictableFrom; // 0 = no notice, or one that lapsed
    uint256 cu; // milli-unit-seconds left
    uint256 su;
    uint256 cuRate;
    uint256 suRate;
    uint256 settledAt; // of the stored clock
    uint256 lastReading;
    bool empty;
    uint256 emptyAt; // when it runs dry, or ran dry if empty; 2^32 - 1 = never
    uint256 stopAt; // when the clock stops by itself
    uint256 secondsLeft; // at these rates: 0 = ran dry, 2^32 - 1 = draws nothing
    uint256 cuPrice; // token base units per milli-unit-second, 64 fractional bits
    uint256 suPrice;
    uint256 value; // of the units left
    uint256 escrow; // what close would return
    uint256 unsettled; // what the next settling releases to the farm
}

/// @notice A reservation that waits for its farm or its money.
struct ReservationView {
    State state;
    uint32 farmId;
    uint40 tid;
    address owner;
    uint256 target; // the pool that a refill is for, 0 = a new pool
    uint256 cus;
    uint256 sus;
    uint256 termsVersion;
    bytes28 termsHash; // the first 28 bytes
    uint256 cuCap;
    uint256 suCap;
    uint256 deadline;
    bool dead; // rejected, cancelled, or past its deadline
    address deposit; // plain transfers pay it here
    Need[] needs;
}

/// @notice What a reservation needs in one currency.
struct Need {
    address token;
    Verdict verdict; // Due, or why it cannot be paid in this token now
    uint256 cuCost;
    uint256 suCost;
    uint256 paid; // counted so far
    uint256 due; // still missing
    uint256 unswept; // lies at the deposit address, not counted yet
}

/// @notice What a payee can take under one share table.
struct Withdrawable {
    uint16 table;
    uint256 bps;
    uint256 amount;
}

/// @title Views for wallets and bridges, each in one call
interface ILens {
    function pools() external view returns (IPools);

    function doors() external view returns (IDoors);

    function pool(uint256 poolId) external view returns (PoolView memory);

    /// @notice A reservation with its needs in the tokens of the farm's list now.
    function reservation(uint256 id) external view returns (ReservationView memory);

    /// @notice Its needs in tokens of the caller's choice, such as one that was taken off the list since.
    function needs(uint256 id, address[] calldata tokens) external view returns (Need[] memory);

    /// @notice What the payee can take of the farm's income in a token, table by table.
    /// @return total of all tables
    /// @return tables those in which he has a part
    function withdrawable(
        uint32 farmId,
        address payee,
        address token
    ) external view returns (uint256 total, Withdrawable[] memory tables);

    /// @notice What an amount costs at a farm's list price now. Reverts for a token that is not listed.
    function quote(
        uint32 farmId,
        address token,
        uint64 cus,
        uint64 sus
    ) external view returns (uint256 cuCost, uint256 suCost, uint32 termsVersion);
}
