// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Errors} from "../libraries/Errors.sol";
import {PoolsState} from "./PoolsState.sol";

/// @notice The only code that moves money in or out, and that books a farm's income.
/// @dev Nothing is pushed to a third party: money goes to the caller, to where he names, or back to whom it came from.
abstract contract Treasury is PoolsState {
    using SafeERC20 for IERC20;

    /// @dev Brings `amount` from the caller and returns what came: a fee-on-transfer token brings less. Of the native
    /// coin it is all the value that was sent; no other token may come with value.
    function _pull(address token, uint256 amount) internal returns (uint256 received) {
        if (token == NATIVE) {
            require(msg.value >= amount, Errors.WrongValue(amount, msg.value));
            return msg.value;
        }
        require(msg.value == 0, Errors.WrongValue(0, msg.value));
        if (amount == 0) return 0;
        uint256 before = IERC20(token).balanceOf(address(this));
        IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
        return IERC20(token).balanceOf(address(this)) - before;
    }

    /// @dev Brings all of `amount`, or reverts.
    /// @return excess what came above it
    function _pullAll(address token, uint256 amount) internal returns (uint256 excess) {
        uint256 received = _pull(token, amount);
        require(received >= amount, Errors.ReceivedLess(token, amount, received));
        unchecked {
            return received - amount;
        }
    }

    function _push(address token, address to, uint256 amount) internal {
        if (amount == 0) return;
        if (token == NATIVE) {
            (bool sent, ) = to.call{value: amount}("");
            require(sent, Errors.NativeTransferFailed(to, amount));
        } else {
            IERC20(token).safeTransfer(to, amount);
        }
    }

    /// @dev Gives back to a payer what was not due. A stranger could make any payment one base unit too large, so a payer
    /// who cannot be sent coins must not fail by it: they are owed to him.
    function _giveBack(address token, address to, uint256 amount) internal {
        if (token != NATIVE || amount == 0) {
            _push(token, to, amount);
        } else {
            (bool sent, ) = to.call{value: amount}("");
            if (!sent) _owe(token, to, amount);
        }
    }

    function _owe(address token, address account, uint256 amount) internal {
        _owed[token][account] += amount;
        emit Owed(account, token, amount);
    }

    /// @dev Books what was released: one number for each farm, share table and token, however many pools there are.
    function _book(uint32 farmId, uint256 table, address token, uint256 amount) internal {
        if (amount != 0) _incomes[farmId][table][token].released += amount;
    }

    /// @dev The same for acts that did not need token and table before.
    function _release(uint32 farmId, uint24 tokenIndex, uint256 amount) internal {
        if (amount == 0) return;
        (address token, uint256 table) = registry.forIncome(farmId, tokenIndex);
        _book(farmId, table, token, amount);
    }
}
