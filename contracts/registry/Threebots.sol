// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRegistry} from "../interfaces/IRegistry.sol";
import {Errors} from "../libraries/Errors.sol";
import {RegistryState} from "./RegistryState.sol";

/// @notice Identities: a number, a wallet that owns it, an ed25519 key that signs for it.
abstract contract Threebots is RegistryState {
    /// @inheritdoc IRegistry
    function register(bytes32 key, bytes calldata proof) external returns (uint40 tid) {
        _requireKey(key, proof);
        tid = ++threebotCount;
        _threebots[tid] = Threebot({owner: msg.sender, pendingOwner: address(0), key: key});
        emit ThreebotRegistered(tid, msg.sender, key, proof);
    }

    /// @inheritdoc IRegistry
    function rotateKey(uint40 tid, bytes32 key, bytes calldata proof) external onlyTidOwner(tid) {
        _setKey(tid, key, proof);
    }

    /// @inheritdoc IRegistry
    function transferTid(uint40 tid, address to) external onlyTidOwner(tid) {
        _threebots[tid].pendingOwner = to;
        emit TidTransferStarted(tid, msg.sender, to);
    }

    /// @inheritdoc IRegistry
    function acceptTid(uint40 tid, bytes32 newKey, bytes calldata proof) external {
        Threebot storage bot = _threebots[tid];
        address to = bot.pendingOwner;
        require(to == msg.sender, Errors.NotOfferedTo(tid, to, msg.sender));
        address from = bot.owner;
        bot.owner = to;
        bot.pendingOwner = address(0);
        emit TidTransferred(tid, from, to);
        _setKey(tid, newKey, proof);
    }

    function _setKey(uint40 tid, bytes32 key, bytes calldata proof) private {
        _requireKey(key, proof);
        bytes32 oldKey = _threebots[tid].key;
        require(key != oldKey, Errors.SameKey(tid));
        _threebots[tid].key = key;
        emit KeyRotated(tid, key, oldKey, proof);
    }
}
