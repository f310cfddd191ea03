// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPools} from "../interfaces/IPools.sol";
import {Cost} from "../libraries/Cost.sol";
import {Errors} from "../libraries/Errors.sol";
import {Treasury} from "./Treasury.sol";

/// @notice What a farm's payees take.
abstract contract Withdrawing is IPools, Treasury {
    /// @inheritdoc IPools
    function withdraw(
        uint32 farmId,
        address token,
        uint16 table,
        address to
    ) external nonReentrant returns (uint256 amount) {
        _requireRecipient(to);
        amount = _takeShare(farmId, token, table, to);
        _hand(token, to, amount);
    }

    /// @inheritdoc IPools
    function withdrawMany(
        uint32 farmId,
        address token,
        uint16[] calldata tables,
        address to
    ) external nonReentrant returns (uint256 amount) {
        _requireRecipient(to);
        for (uint256 i; i < tables.length; ++i) amount += _takeShare(farmId, token, tables[i], to);
        _hand(token, to, amount);
    }

    function _hand(address token, address to, uint256 amount) private {
        require(amount != 0, Errors.NothingToWithdraw(token, msg.sender));
        _push(token, to, amount);
    }

    /// @dev The caller's part of all that was ever released under the table, less what he took before. Rounding the
    /// sum and not each release, two payees of half get half each, however often they come.
    function _takeShare(uint32 farmId, address token, uint16 table, address to) private returns (uint256 amount) {
        uint256 share = registry.shareOf(farmId, table, msg.sender);
        require(share != 0, Errors.NotPayee(farmId, table, msg.sender));
        Income storage income = _incomes[farmId][table][token];
        uint256 entitled = (income.released * share) / Cost.BPS;
        uint256 withdrawn = income.withdrawn[msg.sender];
        if (entitled == withdrawn) return 0;
        unchecked {
            // A credit only grows, and with it what the payee is entitled to.
            amount = entitled - withdrawn;
        }
        income.withdrawn[msg.sender] = entitled;
        emit Withdrawn(farmId, msg.sender, token, table, amount, to);
    }
}
