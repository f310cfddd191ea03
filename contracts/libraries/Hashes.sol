// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Cap, Offer} from "../types/Terms.sol";

/// @notice EIP-712 struct hashes of what is signed off chain for the chain.
library Hashes {
    bytes32 private constant OFFER_TYPEHASH = keccak256(
        "Offer(uint32 farmId,uint40 customerTid,uint64 poolId,uint64 cus,uint64 sus,bytes32 nodeIdsHash,uint32 cuCap,uint32 suCap,address token,uint128 cuAmount,uint128 suAmount,uint16 upfrontBps,uint256 nonce,uint32 signerEpoch,uint32 deadline)"
    );
    bytes32 private constant CAP_TYPEHASH = keccak256(
        "Cap(uint64 poolId,uint32 cuCap,uint32 suCap,uint256 nonce,uint32 deadline)"
    );

    function ofOffer(Offer calldata offer) internal pure returns (bytes32) {
        return keccak256(abi.encode(OFFER_TYPEHASH, offer));
    }

    function ofCap(Cap calldata cap) internal pure returns (bytes32) {
        return keccak256(abi.encode(CAP_TYPEHASH, cap));
    }
}
