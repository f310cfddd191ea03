// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRegistry, FarmSetup, Price, Share} from "../interfaces/IRegistry.sol";
import {Cost} from "../libraries/Cost.sol";
import {Errors} from "../libraries/Errors.sol";
import {PriceLists} from "./PriceLists.sol";
import {ShareTables} from "./ShareTables.sol";

/// @notice Farms: who owns one, whose key signs for it, where its bridge is.
abstract contract Farms is PriceLists, ShareTables {
    uint256 private constant MAX_NAME = 64;
    uint256 private constant MAX_ENDPOINT = 256;

    /// @inheritdoc IRegistry
    function createFarm(
        FarmSetup calldata setup,
        Price[] calldata prices,
        Share[] calldata shares
    ) external onlyTidOwner(setup.tid) returns (uint32 farmId) {
        _requireTerms(setup.upfrontBps, setup.noticeDays);
        _requireMinOffer(setup.minOfferBps);
        _requireDescription(setup.name, setup.endpoint);
        farmId = ++farmCount;
        Farm storage f = _farms[farmId];
        f.operator = setup.operator;
        f.version = 1;
        f.upfrontBps = setup.upfrontBps;
        f.minOfferBps = setup.minOfferBps;
        f.noticeDays = setup.noticeDays;
        f.owner = msg.sender;
        f.signerEpoch = 1;
        f.tid = setup.tid;
        emit FarmCreated(farmId, msg.sender, setup.tid, setup);
        _writeShares(farmId, 0, shares);
        _setPrices(farmId, 1, prices);
    }

    /// @inheritdoc IRegistry
    function describeFarm(
        uint32 farmId,
        string calldata name,
        string calldata endpoint
    ) external onlyFarmOwner(farmId) {
        _requireDescription(name, endpoint);
        emit FarmDescribed(farmId, name, endpoint);
    }

    /// @inheritdoc IRegistry
    function transferFarm(uint32 farmId, address to) external onlyFarmOwner(farmId) {
        _farms[farmId].pendingOwner = to;
        emit FarmTransferStarted(farmId, msg.sender, to);
    }

    /// @inheritdoc IRegistry
    function acceptFarm(uint32 farmId, uint40 tid, address operator) external onlyTidOwner(tid) {
        Farm storage f = _farms[farmId];
        address to = f.pendingOwner;
        require(to == msg.sender, Errors.NotOfferedTo(farmId, to, msg.sender));
        address from = f.owner;
        uint40 oldTid = f.tid;
        f.owner = to;
        f.tid = tid;
        f.pendingOwner = address(0);
        f.operator = operator;
        // What the seller may have prepared for afterwards: free offers, and an income of his own.
        f.minOfferBps = uint16(Cost.BPS);
        f.announcedShares = 0;
        f.sharesApplicableFrom = 0;
        emit FarmTransferred(farmId, from, to, oldTid, tid, operator, ++f.signerEpoch);
    }

    /// @inheritdoc IRegistry
    function setFarmTid(uint32 farmId, uint40 tid) external onlyFarmOwner(farmId) onlyTidOwner(tid) {
        emit FarmTidChanged(farmId, _farms[farmId].tid, tid);
        _farms[farmId].tid = tid;
    }

    /// @inheritdoc IRegistry
    function setOperator(uint32 farmId, address operator) external onlyFarmOwner(farmId) {
        Farm storage f = _farms[farmId];
        emit OperatorChanged(farmId, f.operator, operator, ++f.signerEpoch);
        f.operator = operator;
    }

    /// @inheritdoc IRegistry
    function setMinOffer(uint32 farmId, uint16 minOfferBps) external onlyFarmOwner(farmId) {
        _requireMinOffer(minOfferBps);
        emit MinOfferChanged(farmId, _farms[farmId].minOfferBps, minOfferBps);
        _farms[farmId].minOfferBps = minOfferBps;
    }

    function _requireMinOffer(uint16 minOfferBps) private pure {
        require(minOfferBps <= Cost.BPS, Errors.BadBps(Cost.BPS, minOfferBps));
    }

    function _requireDescription(string calldata name, string calldata endpoint) private pure {
        _requireText(name, MAX_NAME);
        _requireText(endpoint, MAX_ENDPOINT);
    }
}
