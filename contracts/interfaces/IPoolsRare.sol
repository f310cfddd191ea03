// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Cap} from "../types/Terms.sol";

/// @title The rare acts on pools
/// @notice Called on Pools like all the others. Their code lives in PoolsExtension, because a contract may hold no more
/// than 24,576 bytes.
interface IPoolsRare {
    // ── reservations ──

    /// @notice Asks for a refill that is paid by memo, at this block's list price, for one hour. Anyone may; what cannot
    /// be credited is his.
    function reserveRefill(uint256 poolId, uint64 cus, uint64 sus) external returns (uint256 id);

    /// @notice The farm's operator rejects, with a reason. What was paid becomes refundable.
    function reject(uint256 id, bytes32 termsHash, string calldata reason) external;

    /// @notice The threebot's wallet gives up a reservation that was not credited yet. A refill lapses by itself.
    function cancel(uint256 id) external;

    // ── paying ──

    /// @notice The payer takes what counted for him and was not credited: once the reservation is rejected, cancelled or
    /// past its deadline, or credited in another token.
    function refund(uint256 id, address token, address to) external;

    // ── buying and refilling in one transaction ──

    /// @notice Voids the caller's unused nonces `word * 256 + i` for each bit i of `mask`.
    function cancelNonces(uint256 word, uint256 mask) external;

    // ── usage ──

    /// @notice The same by the owner's signature, brought by anyone.
    function capBySignature(Cap calldata lower, bytes calldata signature) external;

    // ── leaving ──

    /// @notice The farm's owner announces that he will evict a pool, after the notice that was agreed.
    function announceEviction(uint256 poolId) external;

    function withdrawEviction(uint256 poolId) external;

    /// @notice The farm's owner evicts: he brings the upfront share of what is unconsumed, and all of it is owed to the
    /// pool's owner. Possible for 7 days after the notice ended.
    function evict(uint256 poolId) external payable;

    /// @notice The caller takes what he is owed: by evictions, and coins that could not be given back to him.
    function withdrawOwed(address token, address to) external returns (uint256 amount);

    // ── ownership ──

    /// @notice The owner offers his pool to another threebot; tid 0 takes the offer back.
    function offerPool(uint256 poolId, uint40 toTid) external;

    /// @notice The wallet of that threebot takes it, unless the pool changed hands since.
    function acceptPool(uint256 poolId) external;

    /// @notice The owner rates the farm, 1 to 5 stars. Only emits; what a rating weighs is what its pool has drained.
    function rate(uint256 poolId, uint8 stars) external;
}
