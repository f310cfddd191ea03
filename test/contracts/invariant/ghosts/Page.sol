// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Clock} from "../../../../contracts/types/Clock.sol";
import {Deal} from "../../../../contracts/types/Deal.sol";
import {Worth} from "../../../../contracts/types/Worth.sol";
import {Meter} from "./Meter.sol";

/// @notice What the books say of one reservation and the pool it became. Amounts of units are milli-unit-seconds.
struct Page {
    // the chain's words after the last act
    Clock clock;
    Worth worth;
    Deal deal;
    uint256 cuBoughtThen;
    uint256 suBoughtThen;
    uint256 readAt; // when a reading was last told, taken or not
    // what was asked for
    bytes terms; // Terms, or RefillTerms of a refill, encoded
    bytes32 termsHash;
    uint40 asker; // the threebot
    uint256 named; // how often an event named its nodes
    // what events told
    address token; // in which it was credited
    uint256 credits;
    uint256 cuBought;
    uint256 suBought;
    uint256 cuLeft; // unconsumed at the end
    uint256 suLeft;
    uint256 paid;
    uint256 brought; // by a farm that evicted
    uint256 released;
    uint256 returned;
    // what follows from the rules
    Meter meter;
    uint256 cuDrained;
    uint256 suDrained;
    uint256 drainedWorth; // 64 fractional bits
    uint256 cuPrice; // 64 fractional bits
    uint256 suPrice;
    uint256 mixes; // how many unit prices were rounded
}

/// @notice A pool that its owner wants to give away.
struct Gift {
    address by;
    uint40 toTid;
}

/// @notice Caps from a second on.
struct CapsSince {
    uint256 since;
    uint256 cuCap;
    uint256 suCap;
}

/// @notice Where a farm earned.
struct Earning {
    uint32 farmId;
    uint16 table;
    address token;
}

/// @notice An account that has, or may have, money in a token: of a reservation, or owed.
struct Claim {
    uint256 id;
    address token;
    address account;
}

struct Tally {
    uint256 tried;
    uint256 done;
}
