// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Why a reading was not taken.
enum Skip {
    NotActive, // no pool, or no longer one
    WrongFarm,
    AboveCap,
    Empty // ran dry, and what is read is nothing, or more than it could pay for a second
}
