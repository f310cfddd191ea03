// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPools} from "../interfaces/IPools.sol";
import {Errors} from "../libraries/Errors.sol";
import {Clock} from "../types/Clock.sol";
import {Deal} from "../types/Deal.sol";
import {State} from "../types/State.sol";
import {Worth} from "../types/Worth.sol";
import {Settling} from "./Settling.sol";

/// @notice The owner leaves, at any time; nobody can prevent it.
abstract contract Leaving is IPools, Settling {
    /// @inheritdoc IPools
    function close(uint256 poolId, address to) external nonReentrant {
        _requireRecipient(to);
        Deal pool = _activeDeal(poolId);
        (address owner, address token, uint256 table) = registry.forOwner(pool.farmId(), pool.tid(), pool.tokenIndex());
        require(owner == msg.sender, Errors.NotTidOwner(pool.tid(), owner, msg.sender));

        (Clock settled, Worth worth, uint256 released) = _end(poolId, pool, State.Closed);
        uint256 returned = worth.escrow(settled, pool.upfront());
        emit Closed(poolId, to, settled.cu(), settled.su(), released, returned);
        _book(pool.farmId(), table, token, released);
        _push(token, to, returned);
    }
}
