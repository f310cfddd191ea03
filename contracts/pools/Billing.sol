// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPools} from "../interfaces/IPools.sol";
import {PriceView} from "../interfaces/IRegistry.sol";
import {Cost} from "../libraries/Cost.sol";
import {Time} from "../libraries/Time.sol";
import {Deal} from "../types/Deal.sol";
import {Request} from "../types/Request.sol";
import {State} from "../types/State.sol";
import {Door} from "../types/Terms.sol";
import {Verdict} from "../types/Verdict.sol";
import {Crediting, Purchase} from "./Crediting.sol";

/// @notice What a reservation costs in one currency, and how far that is paid.
struct Bill {
    uint256 cuCost;
    uint256 suCost;
    uint256 paid;
    uint24 tokenIndex;
}

/// @notice Quotes: what a reservation costs, whether it can be paid, and the credit when it is.
abstract contract Billing is IPools, Crediting {
    /// @inheritdoc IPools
    function due(
        uint256 id,
        address token,
        bytes32 termsHash
    ) external view returns (Verdict verdict, uint256 missing, uint256 cuCost, uint256 suCost) {
        Bill memory bill;
        (verdict, bill) = _assess(id, _pools[id].deal, token, termsHash);
        (cuCost, suCost) = (bill.cuCost, bill.suCost);
        if (verdict == Verdict.Due) missing = cuCost + suCost - bill.paid;
    }

    /// @dev Can the reservation be paid in `token` now?
    function _assess(
        uint256 id,
        Deal deal,
        address token,
        bytes32 termsHash
    ) internal view returns (Verdict, Bill memory bill) {
        State state = deal.state();
        if (state == State.None) return (Verdict.NoSuchReservation, bill);
        if (state != State.Requested && state != State.Payable) return (Verdict.NotPayable, bill);
        if (Time.current() > deal.until()) return (Verdict.DeadlinePassed, bill);
        if (termsHash != 0 && !_pledge(id).matches(termsHash)) return (Verdict.TermsDiffer, bill);
        if (state == State.Requested && deal.tokenIndex() != 0) return (Verdict.QuoteReached, bill);
        Request request = _request(id);
        if (request.target() != 0) {
            Deal pool = _pools[request.target()].deal;
            if (pool.state() != State.Active) return (Verdict.PoolIsOver, bill);
            if (_isUnderNotice(pool)) return (Verdict.UnderNotice, bill);
        }
        uint256 slot;
        (bill, slot) = _bill(id, deal, token);
        if (!_pledge(id).takes(slot)) return (Verdict.CurrencyNotTaken, bill);
        if (_isTooDear(request.cus(), bill.cuCost) || _isTooDear(request.sus(), bill.suCost)) {
            return (Verdict.PriceTooHigh, bill);
        }
        return (Verdict.Due, bill);
    }

    /// @return bill the quote under the version of the farm's terms that the reservation was made under
    /// @return slot place of the token in the farm's list of that version, 0 = not in it
    function _bill(uint256 id, Deal deal, address token) internal view returns (Bill memory bill, uint256 slot) {
        Request request = _request(id);
        PriceView memory price = registry.priceAt(deal.farmId(), token, request.version());
        slot = price.slot;
        bill.cuCost = Cost.price(request.cus(), price.cuPrice);
        bill.suCost = Cost.price(request.sus(), price.suPrice);
        bill.tokenIndex = uint24(price.tokenIndex); // the Registry keeps it in 24 bits
        if (deal.hasParts()) bill.paid = _paid[id][token];
    }

    /// @dev The quote is reached: a new pool opens, or the target is refilled.
    function _creditReservation(
        uint256 id,
        Deal deal,
        Bill memory bill,
        address token,
        address payer,
        Door door
    ) internal {
        Request request = _request(id);
        Purchase memory bought = Purchase({
            cus: request.cus(),
            sus: request.sus(),
            cuPaid: bill.cuCost,
            suPaid: bill.suCost,
            payer: payer,
            door: door
        });
        uint256 target = request.target();
        if (target == 0) {
            _open(id, deal, bill.tokenIndex, token, bought);
        } else {
            _pools[id].deal = deal.withState(State.Refilled);
            _refill(target, _pools[target].deal, id, bought);
        }
    }

    /// @dev Would one milli-unit-second cost 2^64 base units or more? No balance can make a later mix cost more than the
    /// dearest part, so what passes here can be credited.
    function _isTooDear(uint256 amount, uint256 cost) private pure returns (bool) {
        return amount != 0 && cost >> 64 >= amount * Cost.MILLI;
    }
}
