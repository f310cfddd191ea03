// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPoolsRare} from "../interfaces/IPoolsRare.sol";
import {Errors} from "../libraries/Errors.sol";
import {Time} from "../libraries/Time.sol";
import {Deal} from "../types/Deal.sol";
import {State} from "../types/State.sol";
import {Treasury} from "./Treasury.sol";

/// @notice What was paid and not credited goes back to whom it counted for.
abstract contract Refunding is IPoolsRare, Treasury {
    /// @inheritdoc IPoolsRare
    function refund(uint256 id, address token, address to) external nonReentrant {
        _requireRecipient(to);
        address payer = msg.sender;
        uint256 amount = _contributions[id][token][payer];
        require(amount != 0, Errors.NothingToRefund(id, token, payer));
        Deal deal = _pools[id].deal;
        State state = deal.state();
        if (state == State.Requested || state == State.Payable) {
            require(Time.current() > deal.until(), Errors.NoRefundYet(id, deal.until(), Time.current()));
        } else if (state != State.Rejected && state != State.Cancelled) {
            // Credited: what was paid in the token that reached its quote has been spent.
            require(
                registry.tokenAt(deal.farmId(), deal.tokenIndex()) != token,
                Errors.NothingToRefund(id, token, payer)
            );
        }
        _contributions[id][token][payer] = 0;
        emit Refunded(id, payer, token, amount, to);
        _push(token, to, amount);
    }
}
