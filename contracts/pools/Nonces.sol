// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Errors} from "../libraries/Errors.sol";
import {PoolsState} from "./PoolsState.sol";

/// @notice Unordered nonces of those who sign offers and caps, 256 to a word.
abstract contract Nonces is PoolsState {
    function _useNonce(address signer, uint256 nonce) internal {
        uint256 used = _nonces[signer][nonce >> 8];
        require(used & _bit(nonce) == 0, Errors.NonceUsed(signer, nonce));
        _nonces[signer][nonce >> 8] = used | _bit(nonce);
    }

    function _bit(uint256 nonce) internal pure returns (uint256) {
        return 1 << (nonce & 0xff);
    }
}
