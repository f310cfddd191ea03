// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPoolsRare} from "../interfaces/IPoolsRare.sol";
import {Errors} from "../libraries/Errors.sol";
import {Deal} from "../types/Deal.sol";
import {State} from "../types/State.sol";
import {PoolsState} from "./PoolsState.sol";

/// @notice Reservations that come to nothing: rejected by the farm, or given up.
abstract contract Declining is IPoolsRare, PoolsState {
    uint256 private constant MAX_REASON = 128;

    /// @inheritdoc IPoolsRare
    function reject(uint256 id, bytes32 termsHash, string calldata reason) external nonReentrant {
        require(bytes(reason).length <= MAX_REASON, Errors.BadText(MAX_REASON, bytes(reason).length));
        _pools[id].deal = _answerableDeal(id, termsHash).withState(State.Rejected);
        emit Rejected(id, reason);
    }

    /// @inheritdoc IPoolsRare
    function cancel(uint256 id) external nonReentrant {
        Deal deal = _pools[id].deal;
        State state = deal.state();
        require(state == State.Requested || state == State.Payable, Errors.WrongState(id, State.Payable, state));
        // Anyone may have asked for it, and paid.
        require(_request(id).target() == 0, Errors.RefillLapses(id, deal.until()));
        _requireCallerOwns(deal.tid());
        _pools[id].deal = deal.withState(State.Cancelled);
        emit Cancelled(id);
    }
}
