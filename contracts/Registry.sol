// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRegistry, OfferFacts, ReserveFacts} from "./interfaces/IRegistry.sol";
import {Farms} from "./registry/Farms.sol";
import {Nodes} from "./registry/Nodes.sol";
import {Threebots} from "./registry/Threebots.sol";

/// @title Granary's registry
/// @notice Who and where. Behaviour lives in `registry/`, one file per concern; here are only the merged reads, which
/// answer all that one act of Pools must know in one call.
contract Registry is Threebots, Farms, Nodes {
    /// @inheritdoc IRegistry
    function forReserve(
        uint32 farmId,
        uint40 tid,
        uint32[] calldata nodeIds,
        address[] calldata tokens
    ) external view returns (ReserveFacts memory facts) {
        Farm storage f = _farms[farmId];
        facts.tidOwner = _threebots[tid].owner;
        facts.version = f.version;
        facts.upfrontBps = f.upfrontBps;
        facts.noticeDays = f.noticeDays;
        for (uint256 i; i < tokens.length; ++i) {
            uint256 slot = _prices[farmId][tokens[i]].slot;
            if (slot != 0) facts.currencies |= 1 << (slot - 1);
        }
        _requireNodes(farmId, nodeIds);
    }

    /// @inheritdoc IRegistry
    function forOffer(
        uint32 farmId,
        uint40 tid,
        address token,
        uint32[] calldata nodeIds
    ) external view returns (OfferFacts memory facts) {
        Farm storage f = _farms[farmId];
        ListPrice storage price = _prices[farmId][token];
        facts.tidOwner = _threebots[tid].owner;
        facts.farmOwner = f.owner;
        facts.signerEpoch = f.signerEpoch;
        facts.operator = f.operator;
        facts.version = f.version;
        facts.minOfferBps = f.minOfferBps;
        facts.upfrontBps = f.upfrontBps;
        facts.noticeDays = f.noticeDays;
        facts.cuPrice = price.cu;
        facts.suPrice = price.su;
        facts.listed = price.slot != 0;
        facts.tokenIndex = price.tokenIndex;
        _requireNodes(farmId, nodeIds);
    }

    /// @inheritdoc IRegistry
    function forRefill(
        uint32 farmId,
        uint24 tokenIndex
    ) external view returns (address token, uint256 cuPrice, uint256 suPrice, uint256 slot, uint256 shareTable) {
        token = _tokens[farmId][tokenIndex];
        ListPrice storage price = _prices[farmId][token];
        return (token, price.cu, price.su, price.slot, _farms[farmId].shareTable);
    }

    /// @inheritdoc IRegistry
    function forOwner(
        uint32 farmId,
        uint40 tid,
        uint24 tokenIndex
    ) external view returns (address tidOwner, address token, uint256 shareTable) {
        return (_threebots[tid].owner, _tokens[farmId][tokenIndex], _farms[farmId].shareTable);
    }

    /// @inheritdoc IRegistry
    function forIncome(uint32 farmId, uint24 tokenIndex) external view returns (address token, uint256 shareTable) {
        return (_tokens[farmId][tokenIndex], _farms[farmId].shareTable);
    }

    /// @inheritdoc IRegistry
    function forOperator(uint32 farmId) external view returns (address operator, uint256 shareTable) {
        Farm storage f = _farms[farmId];
        return (f.operator, f.shareTable);
    }
}
