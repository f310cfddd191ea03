// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRegistry, Share} from "../interfaces/IRegistry.sol";
import {Cost} from "../libraries/Cost.sol";
import {Errors} from "../libraries/Errors.sol";
import {Time} from "../libraries/Time.sol";
import {RegistryState} from "./RegistryState.sol";

/// @notice Who shares a farm's income. Tables are numbered; Pools books income under the table in force.
abstract contract ShareTables is RegistryState {
    uint256 private constant MAX_PAYEES = 16;
    uint256 private constant WAIT = 7 days;

    /// @inheritdoc IRegistry
    function announceShares(uint32 farmId, Share[] calldata shares) external onlyFarmOwner(farmId) {
        Farm storage f = _farms[farmId];
        if (shares.length == 0) {
            require(f.announcedShares != 0, Errors.NothingAnnounced(farmId));
            f.announcedShares = 0;
            f.sharesApplicableFrom = 0;
        } else {
            _requireShares(shares);
            f.announcedShares = keccak256(abi.encode(shares));
            f.sharesApplicableFrom = uint32(Time.atMostNever(Time.current() + WAIT));
        }
        emit SharesAnnounced(farmId, shares, f.sharesApplicableFrom);
    }

    /// @inheritdoc IRegistry
    function applyShares(uint32 farmId, Share[] calldata shares) external {
        Farm storage f = _farms[farmId];
        bytes32 announced = f.announcedShares;
        require(announced != 0, Errors.NothingAnnounced(farmId));
        bytes32 found = keccak256(abi.encode(shares));
        require(found == announced, Errors.AnnouncementDiffers(farmId, announced, found));
        uint256 from = f.sharesApplicableFrom;
        require(Time.current() >= from, Errors.TooEarly(farmId, from, Time.current()));
        f.announcedShares = 0;
        f.sharesApplicableFrom = 0;
        _writeShares(farmId, ++f.shareTable, shares);
    }

    /// @inheritdoc IRegistry
    function shareOf(uint32 farmId, uint16 table, address payee) external view returns (uint16) {
        return _shares[farmId][table][payee];
    }

    function _writeShares(uint32 farmId, uint16 table, Share[] calldata shares) internal {
        _requireShares(shares);
        for (uint256 i; i < shares.length; ++i) {
            _shares[farmId][table][shares[i].payee] = shares[i].bps;
        }
        emit SharesApplied(farmId, table, shares);
    }

    function _requireShares(Share[] calldata shares) private pure {
        require(shares.length <= MAX_PAYEES, Errors.TooMany(MAX_PAYEES, shares.length));
        uint256 sum;
        for (uint256 i; i < shares.length; ++i) {
            require(shares[i].payee != address(0), Errors.BadAddress(shares[i].payee));
            require(shares[i].bps != 0, Errors.ZeroShare(shares[i].payee));
            for (uint256 j; j < i; ++j) {
                require(shares[j].payee != shares[i].payee, Errors.DuplicatePayee(shares[i].payee));
            }
            sum += shares[i].bps;
        }
        require(sum == Cost.BPS, Errors.SharesMustSum(Cost.BPS, sum));
    }
}
