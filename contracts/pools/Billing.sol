// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPools} from "../interfaces/IPools.sol";
import {PriceView} from "../interfaces/IRegistry.sol";
import {Cost} from "../libraries/Cost.sol";
import {Time} from "../libraries/Time.sol";
import {Clock} from "../types/Clock.sol";
import {Deal} from "../types/Deal.sol";
import {Pledge, Request} from "../types/Request.sol";
import {State} from "../types/State.sol";
import {Door} from "../types/Terms.sol";
import {Verdict} from "../types/Verdict.sol";
import {Worth} from "../types/Worth.sol";
import {Crediting, Purchase} from "./Crediting.sol";

/// @notice A reservation and what it costs in one currency.
struct Bill {
    uint256 id;
    Deal deal;
    Request request;
    Pledge pledge;
    address token;
    uint24 tokenIndex;
    uint256 cuCost;
    uint256 suCost;
    uint256 paid; // in this currency, so far
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
        (verdict, bill) = _assess(id, token, termsHash);
        (cuCost, suCost) = (bill.cuCost, bill.suCost);
        if (verdict == Verdict.Due) missing = _missing(bill);
    }

    /// @dev Can the reservation be paid in `token` now?
    function _assess(uint256 id, address token, bytes32 termsHash) internal view returns (Verdict, Bill memory bill) {
        Deal deal = _pools[id].deal;
        State state = deal.state();
        if (state == State.None) return (Verdict.NoSuchReservation, bill);
        if (state != State.Requested && state != State.Payable) return (Verdict.NotPayable, bill);
        if (Time.current() > deal.until()) return (Verdict.DeadlinePassed, bill);
        uint256 slot = _fillBill(bill, id, deal, token);
        if (termsHash != 0 && !bill.pledge.matches(termsHash)) return (Verdict.TermsDiffer, bill);
        if (state == State.Requested && deal.tokenIndex() != 0) return (Verdict.QuoteReached, bill);
        uint256 target = bill.request.target();
        if (target != 0) {
            Deal pool = _pools[target].deal;
            if (pool.state() != State.Active) return (Verdict.PoolIsOver, bill);
            if (_isUnderNotice(pool)) return (Verdict.UnderNotice, bill);
        }
        if (!bill.pledge.takes(slot)) return (Verdict.CurrencyNotTaken, bill);
        if (_isTooDear(bill.request.cus(), bill.cuCost) || _isTooDear(bill.request.sus(), bill.suCost)) {
            return (Verdict.PriceTooHigh, bill);
        }
        return (Verdict.Due, bill);
    }

    /// @dev The quote under the version of the farm's terms that the reservation was made under.
    /// @return slot place of the token in the farm's list of that version + 1, 0 = not in it
    function _fillBill(Bill memory bill, uint256 id, Deal deal, address token) internal view returns (uint256 slot) {
        Slots storage slots = _pools[id];
        bill.id = id;
        bill.deal = deal;
        bill.request = Request.wrap(Clock.unwrap(slots.clock));
        bill.pledge = Pledge.wrap(Worth.unwrap(slots.worth));
        bill.token = token;
        PriceView memory price = registry.priceAt(deal.farmId(), token, bill.request.version());
        slot = price.slot;
        bill.tokenIndex = uint24(price.tokenIndex); // the Registry keeps it in 24 bits
        bill.cuCost = Cost.price(bill.request.cus(), price.cuPrice);
        bill.suCost = Cost.price(bill.request.sus(), price.suPrice);
        if (deal.hasParts()) bill.paid = _paid[id][token];
    }

    function _missing(Bill memory bill) internal pure returns (uint256) {
        unchecked {
            // Each cost is below 2^118, and no more than both is ever counted as paid.
            return bill.cuCost + bill.suCost - bill.paid;
        }
    }

    /// @dev The quote is reached: a new pool opens, or the target is refilled.
    function _creditReservation(Bill memory bill, address payer, Door door) internal {
        Request request = bill.request;
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
            _open(bill.id, bill.deal, bill.tokenIndex, bill.token, bought);
        } else {
            _pools[bill.id].deal = bill.deal.withState(State.Refilled);
            Deal pool = _pools[target].deal;
            _release(pool.farmId(), pool.tokenIndex(), _refill(target, pool, bill.id, bought));
        }
    }

    /// @dev Would one milli-unit-second cost 2^64 base units or more? No balance can make a later mix cost more than the
    /// dearest part, so what passes here can be credited.
    function _isTooDear(uint256 amount, uint256 cost) private pure returns (bool) {
        return amount != 0 && cost >> 64 >= amount * Cost.MILLI;
    }
}
