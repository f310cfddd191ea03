// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Cap, Offer, RefillTerms, Terms} from "../types/Terms.sol";

/// @notice Hashes of what is agreed off chain: EIP-712 structs, and terms.
library Hashes {
    bytes32 private constant OFFER_TYPEHASH = keccak256(
        "Offer(uint32 farmId,uint40 customerTid,uint64 poolId,uint64 cus,uint64 sus,bytes32 nodeIdsHash,uint32 cuCap,uint32 suCap,address token,uint128 cuAmount,uint128 suAmount,uint16 upfrontBps,uint16 noticeDays,uint256 nonce,uint32 signerEpoch,uint32 deadline)"
    );
    bytes32 private constant CAP_TYPEHASH = keccak256(
        "Cap(uint64 poolId,uint32 cuCap,uint32 suCap,uint256 nonce,uint32 deadline)"
    );

    function ofOffer(Offer memory offer) internal pure returns (bytes32) {
        return keccak256(abi.encode(OFFER_TYPEHASH, offer));
    }

    function ofCap(Cap calldata cap) internal pure returns (bytes32) {
        return keccak256(abi.encode(CAP_TYPEHASH, cap));
    }

    /// @notice What a payer may insist on. It names the customer too: after a reorg the same id and the same package could
    /// be somebody else's.
    function ofTerms(uint40 tid, Terms memory terms) internal pure returns (bytes32) {
        return keccak256(abi.encode(tid, terms));
    }

    function ofRefill(uint40 tid, RefillTerms memory terms) internal pure returns (bytes32) {
        return keccak256(abi.encode(tid, terms));
    }
}
