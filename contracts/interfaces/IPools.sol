// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Clock} from "../types/Clock.sol";
import {Deal} from "../types/Deal.sol";
import {Offer, Reading, Terms} from "../types/Terms.sol";
import {Verdict} from "../types/Verdict.sol";
import {Worth} from "../types/Worth.sol";
import {IPoolsBase} from "./IPoolsBase.sol";
import {IPoolsRare} from "./IPoolsRare.sol";

/// @title All the money: reservations, payments, pools, the drain clock, income, leaving
/// @notice The one address to pay. Nobody has any privilege over it; nothing in it can be changed or stopped.
///
/// A pool's units are counted in milli-unit-seconds, its times in unix seconds. `settledAt` is the second up to which
/// the balances are right; a client computes what time alone changes from `cu, su, cuRate, suRate, settledAt,
/// lastReading`: no state of the kind "expired" or "empty by now" is ever stored.
///
/// What a token must do: what a pull brings is measured, so fee-on-transfer tokens count what came; an ERC-1363 callback
/// counts what the token says, so a token that lies there harms those who list it. Balances that shrink by themselves
/// (negative rebasing) are not supported: the last to leave would find too little of that token, and of no other.
interface IPools is IPoolsBase, IPoolsRare {
    // ── reservations ──

    /// @notice Asks a farm for a new pool. Only the threebot's wallet.
    /// @param epoch passed on to the signed bytes (action 1); rises strictly for each threebot, by at most 2^32
    /// @param signature the threebot's ed25519 signature over the terms' canonical JSON, emitted for the bridge
    /// @return id of the reservation, and of the pool that it becomes; the memo is `p-<id>`
    function reserve(
        Terms calldata terms,
        uint40 tid,
        uint64 epoch,
        bytes calldata signature
    ) external returns (uint256 id);

    /// @notice The farm's operator accepts: the reservation can be paid for one hour. If a quote was already reached
    /// (a deposit swept before), the pool is credited at once.
    /// @param termsHash what the operator has seen: after a reorg the id may be another's
    function accept(uint256 id, bytes32 termsHash) external;

    // ── paying ──

    /// @notice Pays a reservation by its memo, from and for the caller. Pulls `amount`; what is not due goes back at once.
    /// @param token address 0 is the native coin, then `amount` is the value sent
    /// @return taken what counted
    function pay(string calldata memo, address token, uint256 amount) external payable returns (uint256 taken);

    /// @notice The same, but only if the reservation has these terms: after a reorg the id may be another's.
    function pay(
        string calldata memo,
        address token,
        uint256 amount,
        bytes32 termsHash
    ) external payable returns (uint256 taken);

    /// @notice Pays from the caller and counts for `beneficiary`, who gets what is refundable. Open to all; the door for
    /// contracts that bring money in other ways.
    /// @param termsHash 0 = any
    function payFor(
        uint256 id,
        address token,
        uint256 amount,
        address beneficiary,
        bytes32 termsHash
    ) external payable returns (uint256 taken);

    /// @notice ERC-1363: `transferAndCall(pools, amount, "p-5")`. The payer is `from`; the excess goes back at once.
    function onTransferReceived(
        address operator,
        address from,
        uint256 value,
        bytes calldata memo
    ) external returns (bytes4);

    // ── buying and refilling in one transaction ──

    /// @notice Takes a farm's signed offer: reserves, accepts, pays and credits a new pool, or refills one.
    /// @param customerTid of a new pool: the caller's threebot; of a refill: the pool's
    /// @param nodeIds whose hash the offer carries
    /// @param signer the farm's operator, within his floor, or the farm's owner
    function buy(
        Offer calldata offer,
        uint40 customerTid,
        uint32[] calldata nodeIds,
        address signer,
        bytes calldata signature
    ) external payable returns (uint256 poolId);

    /// @notice Refills a pool at the farm's list price now. Anyone may pay; a unit that is free only by the owner. Each unit
    /// has its limit: a farm that moved the whole price to one unit would take it while the other is given away.
    function refill(
        uint256 poolId,
        uint64 cus,
        uint64 sus,
        uint256 maxCuCost,
        uint256 maxSuCost
    ) external payable returns (uint256 cost);

    // ── usage ──

    /// @notice The farm's operator reports what its pools draw. An item that cannot be taken is skipped with its reason;
    /// a batch never fails for one item.
    function report(uint32 farmId, Reading[] calldata readings) external;

    /// @notice The owner lowers his caps; rates above them come down at once. Raising one needs the farm's consent: an
    /// offer.
    function cap(uint256 poolId, uint32 cuCap, uint32 suCap) external;

    // ── income ──

    /// @notice A payee takes his part of all that the farm earned in a token, from all pools there ever were.
    /// @param table the farm's share table under which it was earned; most farms only ever have table 0
    function withdraw(uint32 farmId, address token, uint16 table, address to) external returns (uint256 amount);

    /// @notice The same from several share tables, of a farm that changed them.
    function withdrawMany(
        uint32 farmId,
        address token,
        uint16[] calldata tables,
        address to
    ) external returns (uint256 amount);

    // ── leaving ──

    /// @notice The owner leaves at any time: what was consumed is released, the rest of the escrow goes to `to`.
    function close(uint256 poolId, address to) external;

    // ── views ──

    /// @notice The three words of a reservation or a pool. Before the credit the first two hold Request and Pledge.
    function slotsOf(uint256 id) external view returns (Clock clock, Worth worth, Deal deal);

    /// @notice What a payment by memo in `token` would have to bring to reach the quote.
    /// A refill that would lift its pool above 2^63 milli-unit-seconds is Due and yet refused.
    /// @return verdict `Due`, or why it cannot be paid (then `due` is 0)
    /// @return due what is missing
    /// @return cuCost the quote's CU part
    /// @return suCost the quote's SU part
    function due(
        uint256 id,
        address token,
        bytes32 termsHash
    ) external view returns (Verdict verdict, uint256 due, uint256 cuCost, uint256 suCost);

    /// @notice What was paid by memo in parts, in total; refunds are not subtracted.
    function paidOf(uint256 id, address token) external view returns (uint256);

    /// @notice What of it the payer can have back once the reservation is dead or credited in another token.
    function contributionOf(uint256 id, address token, address payer) external view returns (uint256);

    /// @notice All that was ever released to the farm in a token under a share table.
    function creditOf(uint32 farmId, uint16 table, address token) external view returns (uint256);

    function withdrawnOf(uint32 farmId, uint16 table, address token, address payee) external view returns (uint256);

    function owedOf(address token, address account) external view returns (uint256);

    function epochOf(uint40 tid) external view returns (uint64);

    function nonceUsed(address signer, uint256 nonce) external view returns (bool);

    /// @notice To whom a pool is offered, and by which wallet.
    function offeredTo(uint256 poolId) external view returns (uint40 toTid, address by);

    function domainSeparator() external view returns (bytes32);
}
