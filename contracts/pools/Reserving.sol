// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPools} from "../interfaces/IPools.sol";
import {ReserveFacts} from "../interfaces/IRegistry.sol";
import {Cost} from "../libraries/Cost.sol";
import {Errors} from "../libraries/Errors.sol";
import {Hashes} from "../libraries/Hashes.sol";
import {Time} from "../libraries/Time.sol";
import {Deal, DealLib} from "../types/Deal.sol";
import {Pledge, PledgeLib, Request, RequestLib} from "../types/Request.sol";
import {State} from "../types/State.sol";
import {Door, Terms} from "../types/Terms.sol";
import {Bill, Billing} from "./Billing.sol";

/// @notice Reservations: asked for, and accepted.
abstract contract Reserving is Billing {
    uint256 private constant ANSWER_TIME = 1 hours;
    uint256 private constant MAX_CURRENCIES = 32;
    uint256 private constant MAX_EPOCH_STEP = 1 << 32;

    /// @inheritdoc IPools
    function reserve(
        Terms memory terms,
        uint40 tid,
        uint64 epoch,
        bytes calldata signature
    ) external nonReentrant returns (uint256 id) {
        require(signature.length == 64, Errors.BadProofLength(64, signature.length));
        ReserveFacts memory facts = _requireReservable(terms, tid);
        _raiseEpoch(tid, epoch);
        id = ++lastId;
        bytes32 termsHash = Hashes.ofTerms(tid, terms);
        uint256 deadline = _deadline(ANSWER_TIME);
        _storeRequest(id, terms, tid, facts, termsHash, deadline);
        // Safe cast: the deadline is below never.
        emit Reserved(id, terms.farmId, tid, terms, termsHash, uint32(deadline), epoch, signature);
    }

    /// @inheritdoc IPools
    function accept(uint256 id, bytes32 termsHash) external nonReentrant {
        Deal deal = _answerableDeal(id, termsHash);
        uint256 deadline = _deadline(PAY_TIME);
        emit Accepted(id, uint32(deadline));
        deal = deal.withState(State.Payable).withUntil(deadline);
        uint24 reached = deal.tokenIndex();
        if (reached == 0) {
            _pools[id].deal = deal;
        } else {
            Bill memory bill;
            _fillBill(bill, id, deal, registry.tokenAt(deal.farmId(), reached));
            _creditReservation(bill, address(0), Door.Acceptance);
        }
    }

    function _requireReservable(Terms memory terms, uint40 tid) private view returns (ReserveFacts memory facts) {
        Cost.requireAmounts(terms.cus, terms.sus);
        Cost.requireCaps(terms.cus, terms.sus, terms.cuCap, terms.suCap);
        require(terms.currencies.length <= MAX_CURRENCIES, Errors.TooMany(MAX_CURRENCIES, terms.currencies.length));
        require(terms.refundTo != address(this), Errors.BadAddress(terms.refundTo));
        facts = registry.forReserve(terms.farmId, tid, terms.nodeIds, terms.currencies);
        require(facts.tidOwner == msg.sender, Errors.NotTidOwner(tid, facts.tidOwner, msg.sender));
        require(facts.version != 0, Errors.NoSuchFarm(terms.farmId));
        require(
            facts.version == terms.termsVersion,
            Errors.TermsChanged(terms.farmId, facts.version, terms.termsVersion)
        );
        require(facts.currencies != 0, Errors.NoCommonCurrency(terms.farmId));
    }

    /// @dev Steps are bounded so that no owner can use up the epochs of the next.
    function _raiseEpoch(uint40 tid, uint64 epoch) private {
        uint256 last = _epochs[tid];
        require(epoch > last, Errors.EpochNotRising(tid, last, epoch));
        require(epoch <= last + MAX_EPOCH_STEP, Errors.EpochTooFar(tid, last + MAX_EPOCH_STEP, epoch));
        _epochs[tid] = epoch;
    }

    function _storeRequest(
        uint256 id,
        Terms memory terms,
        uint40 tid,
        ReserveFacts memory facts,
        bytes32 termsHash,
        uint256 deadline
    ) private {
        Deal deal = DealLib.pack(
            terms.farmId,
            tid,
            0,
            facts.upfrontBps,
            facts.noticeDays,
            terms.cuCap,
            terms.suCap,
            deadline,
            State.Requested
        );
        Request request = RequestLib.pack(terms.cus, terms.sus, facts.version, 0);
        _store(id, request, PledgeLib.pack(termsHash, facts.currencies), deal);
    }
}
