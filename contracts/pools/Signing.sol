// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPoolsRare} from "../interfaces/IPoolsRare.sol";
import {Errors} from "../libraries/Errors.sol";
import {Hashes} from "../libraries/Hashes.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {Time} from "../libraries/Time.sol";
import {Deal} from "../types/Deal.sol";
import {Cap} from "../types/Terms.sol";
import {Nonces} from "./Nonces.sol";
import {Settling} from "./Settling.sol";

/// @notice What is done by a signature that anyone may bring, and how a signer takes his word back.
abstract contract Signing is IPoolsRare, Settling, Nonces {
    /// @inheritdoc IPoolsRare
    function capBySignature(Cap calldata lower, bytes calldata signature) external nonReentrant {
        require(Time.current() <= lower.deadline, Errors.DeadlinePassed(lower.poolId, lower.deadline, Time.current()));
        Deal pool = _activeDeal(lower.poolId);
        address owner = registry.ownerOfTid(pool.tid());
        Signatures.requireValid(owner, _hashTypedDataV4(Hashes.ofCap(lower)), signature);
        _useNonce(owner, lower.nonce);
        emit CapSigned(lower.poolId, owner, lower.nonce);
        _lower(lower.poolId, pool, lower.cuCap, lower.suCap);
    }

    /// @inheritdoc IPoolsRare
    function cancelNonces(uint256 word, uint256 mask) external {
        _nonces[msg.sender][word] |= mask;
        emit NoncesCancelled(msg.sender, word, mask);
    }
}
