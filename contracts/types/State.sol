// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Where a reservation, and the pool it becomes, stands. What time alone changes (a deadline that passed, a pool
/// that ran dry) is computed, never stored.
enum State {
    None,
    Requested, // waits for the farm until the deadline
    Payable, // waits for money until the deadline
    Rejected,
    Cancelled,
    Active, // credited: a pool
    Closed,
    Evicted,
    Refilled // a refill that was paid by memo
}
