// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPools} from "../interfaces/IPools.sol";
import {Clock} from "../types/Clock.sol";
import {Deal} from "../types/Deal.sol";
import {Worth} from "../types/Worth.sol";
import {Nonces} from "./Nonces.sol";

/// @notice Plain getters.
abstract contract Views is IPools, Nonces {
    /// @inheritdoc IPools
    function slotsOf(uint256 id) external view returns (Clock clock, Worth worth, Deal deal) {
        Slots storage slots = _pools[id];
        return (slots.clock, slots.worth, slots.deal);
    }

    /// @inheritdoc IPools
    function paidOf(uint256 id, address token) external view returns (uint256) {
        return _paid[id][token];
    }

    /// @inheritdoc IPools
    function contributionOf(uint256 id, address token, address payer) external view returns (uint256) {
        return _contributions[id][token][payer];
    }

    /// @inheritdoc IPools
    function creditOf(uint32 farmId, uint16 table, address token) external view returns (uint256) {
        return _incomes[farmId][table][token].released;
    }

    /// @inheritdoc IPools
    function withdrawnOf(uint32 farmId, uint16 table, address token, address payee) external view returns (uint256) {
        return _incomes[farmId][table][token].withdrawn[payee];
    }

    /// @inheritdoc IPools
    function owedOf(address token, address account) external view returns (uint256) {
        return _owed[token][account];
    }

    /// @inheritdoc IPools
    function epochOf(uint40 tid) external view returns (uint64) {
        return _epochs[tid];
    }

    /// @inheritdoc IPools
    function offeredTo(uint256 poolId) external view returns (uint40 toTid, address by) {
        PoolOffer storage offer = _poolOffers[poolId];
        return (offer.toTid, offer.by);
    }

    /// @inheritdoc IPools
    function domainSeparator() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    /// @inheritdoc IPools
    function nonceUsed(address signer, uint256 nonce) external view returns (bool) {
        return _nonces[signer][nonce >> 8] & _bit(nonce) != 0;
    }
}
