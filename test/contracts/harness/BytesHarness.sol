// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Hashes} from "../../../contracts/libraries/Hashes.sol";
import {Memo} from "../../../contracts/libraries/Memo.sol";
import {Signatures} from "../../../contracts/libraries/Signatures.sol";
import {Cap, Offer, Terms} from "../../../contracts/types/Terms.sol";

/// @notice Memos, hashes and signatures from outside: all that reads calldata.
contract BytesHarness {
    function parseMemo(bytes calldata memo) external pure returns (uint256 id) {
        return Memo.parse(memo);
    }

    function hashOffer(Offer calldata offer) external pure returns (bytes32) {
        return Hashes.ofOffer(offer);
    }

    function hashCap(Cap calldata cap) external pure returns (bytes32) {
        return Hashes.ofCap(cap);
    }

    function hashTerms(uint40 tid, Terms calldata terms) external pure returns (bytes32) {
        return Hashes.ofTerms(tid, terms);
    }

    /// @dev As an offer names its nodes.
    function hashNodes(uint32[] calldata nodeIds) external pure returns (bytes32) {
        return keccak256(abi.encodePacked(nodeIds));
    }

    function requireValid(address signer, bytes32 digest, bytes calldata signature) external view {
        Signatures.requireValid(signer, digest, signature);
    }
}
