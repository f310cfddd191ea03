// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {Cap, Offer} from "../../../contracts/types/Terms.sol";

/// @notice What offers and caps are signed over, written from EIP-712 and not from the contracts.
library Digests {
    bytes32 private constant OFFER = keccak256(
        abi.encodePacked(
            "Offer(uint32 farmId,uint40 customerTid,uint64 poolId,uint64 cus,uint64 sus,bytes32 nodeIdsHash,",
            "uint32 cuCap,uint32 suCap,address token,uint128 cuAmount,uint128 suAmount,uint16 upfrontBps,",
            "uint16 noticeDays,uint256 nonce,uint32 signerEpoch,uint32 deadline)"
        )
    );
    bytes32 private constant CAP = keccak256(
        "Cap(uint64 poolId,uint32 cuCap,uint32 suCap,uint256 nonce,uint32 deadline)"
    );

    function ofOffer(bytes32 domain, Offer memory offer) internal pure returns (bytes32) {
        return MessageHashUtils.toTypedDataHash(domain, keccak256(abi.encode(OFFER, offer)));
    }

    function ofCap(bytes32 domain, Cap memory lower) internal pure returns (bytes32) {
        return MessageHashUtils.toTypedDataHash(domain, keccak256(abi.encode(CAP, lower)));
    }
}
