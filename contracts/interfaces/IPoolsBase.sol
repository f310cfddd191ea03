// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Clock} from "../types/Clock.sol";
import {Skip} from "../types/Skip.sol";
import {Door, Terms} from "../types/Terms.sol";
import {Worth} from "../types/Worth.sol";
import {IRegistry} from "./IRegistry.sol";

/// @title What Pools tells the world
/// @notice Enough for an indexer that never asks the chain: ids first, absolute results beside differences.
interface IPoolsBase {
    // ── reservations ──

    /// @notice A new pool was asked for. Upfront share, notice and prices are those of `terms.termsVersion`; it can be paid
    /// in those of `terms.currencies` that the farm lists under that version.
    event Reserved(
        uint256 indexed id,
        uint32 indexed farmId,
        uint40 indexed tid,
        Terms terms,
        bytes32 termsHash,
        uint32 deadline,
        uint64 epoch,
        bytes signature
    );

    event RefillReserved(
        uint256 indexed id,
        uint256 indexed poolId,
        address indexed refundTo,
        uint64 cus,
        uint64 sus,
        uint32 termsVersion,
        uint256 cuCost,
        uint256 suCost,
        bytes32 termsHash,
        uint32 deadline
    );

    /// @param deadline the last second to pay, and until when the farm holds the caps
    event Accepted(uint256 indexed id, uint32 deadline);

    event Rejected(uint256 indexed id, string reason);

    event Cancelled(uint256 indexed id);

    // ── paying ──

    /// @notice A payment by memo that waits: for the rest of the quote, or for the farm's acceptance. The payment that
    /// credits is told by Credited or Refilled; it is what the quote still needed.
    /// @param sum what was paid in this token so far
    event Paid(
        uint256 indexed id,
        address indexed payer,
        address indexed token,
        uint256 amount,
        uint256 sum,
        Door door
    );
    /// @notice A new pool: idle, `settledAt` is this block's second, `lastReading` is 0.
    /// @param payer who brought the last part; 0 when the farm's acceptance found the quote reached
    event Credited(
        uint256 indexed poolId,
        address indexed token,
        address indexed payer,
        Door door,
        uint256 cus,
        uint256 sus,
        uint256 cuPaid,
        uint256 suPaid,
        Worth worth, // both prices, packed as in types/Worth.sol
        uint256 heldUntil,
        uint256 released
    );

    /// @notice A refill. Like Settled it tells the clock after it and what was released.
    /// @param reservationId 0 unless it was paid by memo
    event Refilled(
        uint256 indexed poolId,
        uint256 indexed reservationId,
        address indexed payer,
        Door door,
        uint256 cus,
        uint256 sus,
        uint256 cuPaid,
        uint256 suPaid,
        Worth worth,
        Clock clock,
        uint256 emptyAt,
        uint256 stopAt,
        uint256 released
    );
    event Refunded(uint256 indexed id, address indexed payer, address indexed token, uint256 amount, address to);

    // ── buying and refilling in one transaction ──

    /// @notice What an offer opened: the terms of a new pool.
    event Opened(
        uint256 indexed poolId,
        uint32 indexed farmId,
        uint40 indexed tid,
        address signer,
        uint256 nonce,
        uint32 termsVersion,
        uint16 upfrontBps,
        uint16 noticeDays,
        uint32 cuCap,
        uint32 suCap,
        uint32[] nodeIds
    );
    /// @notice An offer was taken that refilled a pool.
    event OfferTaken(uint256 indexed poolId, address indexed signer, uint256 nonce);
    event NoncesCancelled(address indexed signer, uint256 indexed word, uint256 mask);

    // ── usage ──

    /// @notice The pool's clock after an act that settled it and was no reading.
    /// @param clock balances, rates, `settledAt`, `lastReading` and the mark, packed as in types/Clock.sol
    /// @param emptyAt the second at which it runs dry, 2^32 - 1 = never; of a pool marked empty: the second it ran dry
    /// @param stopAt the second at which the clock stops by itself
    /// @param released to the farm by this act
    event Settled(uint256 indexed poolId, Clock clock, uint256 emptyAt, uint256 stopAt, uint256 released);
    /// @notice A reading was taken. The clock's rates are the new ones; its `settledAt` and `lastReading` are this
    /// block's second.
    /// @param since as reported; what counts of it is bounded by the last settling
    event ReadingTaken(
        uint256 indexed poolId,
        Clock clock,
        uint256 since,
        uint256 emptyAt,
        uint256 stopAt,
        uint256 released
    );
    /// @notice A reading was not taken; if it is an active pool of this farm, Settled goes with it.
    event ReadingSkipped(
        uint256 indexed poolId,
        uint32 indexed farmId,
        Skip reason,
        uint256 cuRate,
        uint256 suRate,
        uint256 since
    );

    event CapsChanged(uint256 indexed poolId, uint32 oldCuCap, uint32 oldSuCap, uint32 cuCap, uint32 suCap);

    event CapSigned(uint256 indexed poolId, address indexed signer, uint256 nonce);

    // ── income ──

    event Withdrawn(
        uint32 indexed farmId,
        address indexed payee,
        address indexed token,
        uint16 table,
        uint256 amount,
        address to
    );

    // ── leaving ──

    event Closed(
        uint256 indexed poolId,
        address indexed to,
        uint256 cu, // unconsumed
        uint256 su,
        uint256 released,
        uint256 returned
    );

    event EvictionAnnounced(uint256 indexed poolId, uint32 evictableFrom, uint32 lapsesAfter);

    event EvictionWithdrawn(uint256 indexed poolId);

    event Evicted(
        uint256 indexed poolId,
        address indexed owner,
        uint256 cu, // unconsumed
        uint256 su,
        uint256 released,
        uint256 brought // by the farm: the upfront share of what is unconsumed
    );

    /// @notice An account may withdraw this: what an eviction left, or coins that it could not be given back.
    event Owed(address indexed account, address indexed token, uint256 amount);
    event OwedWithdrawn(address indexed account, address indexed token, uint256 amount, address to);

    // ── ownership ──

    event PoolOffered(uint256 indexed poolId, uint40 indexed fromTid, uint40 indexed toTid);

    event PoolTransferred(uint256 indexed poolId, uint40 indexed fromTid, uint40 indexed toTid);

    event Rated(uint256 indexed poolId, uint32 indexed farmId, uint40 indexed tid, uint8 stars);

    // ── views ──

    function registry() external view returns (IRegistry);

    /// @notice The newest id given; ids begin at 1.
    function lastId() external view returns (uint64);
}
