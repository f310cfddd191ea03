// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What a customer asks of a farm when he reserves a new pool.
struct Terms {
    uint32 farmId;
    uint32 termsVersion; // must be the farm's current one: terms changed underway make `reserve` revert
    uint64 cus; // CU-seconds, below 2^44
    uint64 sus; // SU-seconds, below 2^44
    uint32[] nodeIds; // strictly ascending, at most 64, empty = all nodes of the farm
    address[] currencies; // what the customer is willing to pay in; address 0 is the native coin
    uint32 cuCap; // milli-CU: the most that the pool may ever draw
    uint32 suCap; // milli-SU
    address refundTo; // whose is what a deposit address received and could not be credited: a wallet that can
    // call to take it, or 0 = the owner
    bytes32 signingRequestHash; // 0 = none; else the farm accepts only when that quorum has signed the terms
}

/// @notice What a refill by memo asks for. Its hash takes the place of the terms' hash.
struct RefillTerms {
    uint64 poolId;
    uint64 cus;
    uint64 sus;
    uint32 termsVersion;
    address refundTo;
}

/// @notice A farm's signed offer, EIP-712. Taken in one transaction it reserves, accepts, pays and credits.
struct Offer {
    uint32 farmId;
    uint40 customerTid; // 0 = whoever takes it
    uint64 poolId; // 0 = a new pool, else a refill of that pool
    uint64 cus;
    uint64 sus;
    bytes32 nodeIdsHash; // keccak256 of the node ids, each in a word
    uint32 cuCap; // of a refill: 0 = leave, higher = raise
    uint32 suCap;
    address token;
    uint128 cuAmount; // what the CU part costs
    uint128 suAmount;
    uint16 upfrontBps; // of a new pool; a refill keeps its pool's
    uint16 noticeDays; // likewise
    uint256 nonce;
    uint32 signerEpoch; // the farm's: a change of owner or operator voids the offer
    uint32 deadline;
}

/// @notice A pool owner's signed lower cap, EIP-712.
struct Cap {
    uint64 poolId;
    uint32 cuCap;
    uint32 suCap;
    uint256 nonce;
    uint32 deadline;
}

/// @notice One pool's draw as its farm reports it.
struct Reading {
    uint64 poolId;
    uint32 cuRate; // milli-CU
    uint32 suRate; // milli-SU
    uint32 since; // a fall counts from here; clamped to what is not settled yet
}

/// @notice By which door a payment came.
enum Door {
    Pay,
    PayFor,
    TransferAndCall,
    Native,
    Refill,
    Offer,
    Acceptance // the quote was reached before the farm accepted
}
