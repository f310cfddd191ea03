// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPools} from "../interfaces/IPools.sol";
import {Cost} from "../libraries/Cost.sol";
import {Errors} from "../libraries/Errors.sol";
import {Time} from "../libraries/Time.sol";
import {Clock} from "../types/Clock.sol";
import {Deal, DealLib} from "../types/Deal.sol";
import {Pledge, PledgeLib, Request, RequestLib} from "../types/Request.sol";
import {State} from "../types/State.sol";
import {Door, RefillTerms, Terms} from "../types/Terms.sol";
import {Worth} from "../types/Worth.sol";
import {Bill, Billing} from "./Billing.sol";

/// @notice Reservations: asked for, and accepted.
abstract contract Reserving is Billing {
    uint256 private constant ANSWER_TIME = 1 hours;
    uint256 private constant PAY_TIME = 1 hours;
    uint256 private constant MAX_CURRENCIES = 32;
    uint256 private constant MAX_EPOCH = 1 << 53;

    /// @inheritdoc IPools
    function reserve(
        Terms calldata terms,
        uint40 tid,
        uint64 epoch,
        bytes calldata signature
    ) external nonReentrant returns (uint256 id) {
        Cost.requireAmounts(terms.cus, terms.sus);
        Cost.requireCaps(terms.cus, terms.sus, terms.cuCap, terms.suCap);
        require(terms.currencies.length <= MAX_CURRENCIES, Errors.TooMany(MAX_CURRENCIES, terms.currencies.length));
        require(terms.refundTo != address(this), Errors.BadAddress(terms.refundTo));
        require(signature.length == 64, Errors.BadProofLength(64, signature.length));
        (address owner, uint256 version, uint256 upfront, uint256 notice, uint256 currencies) = registry.forReserve(
            terms.farmId,
            tid,
            terms.nodeIds,
            terms.currencies
        );
        require(owner == msg.sender, Errors.NotTidOwner(tid, owner, msg.sender));
        require(version != 0, Errors.NoSuchFarm(terms.farmId));
        require(version == terms.termsVersion, Errors.TermsChanged(terms.farmId, version, terms.termsVersion));
        require(currencies != 0, Errors.NoCommonCurrency(terms.farmId));
        // The signed document holds the epoch as a JSON number: a larger one could never be signed.
        require(epoch < MAX_EPOCH, Errors.EpochTooLarge(tid, MAX_EPOCH - 1, epoch));
        require(epoch > _epochs[tid], Errors.EpochNotRising(tid, _epochs[tid], epoch));

        _epochs[tid] = epoch;
        id = ++lastId;
        bytes32 termsHash = keccak256(abi.encode(terms));
        uint256 deadline = Time.atMostNever(Time.current() + ANSWER_TIME);
        _store(
            id,
            RequestLib.pack(terms.cus, terms.sus, version, 0),
            PledgeLib.pack(termsHash, currencies),
            DealLib.pack(terms.farmId, tid, 0, upfront, notice, terms.cuCap, terms.suCap, deadline, State.Requested)
        );
        // Safe casts: the Registry keeps a version, a share, a notice and 32 places in no more bits than these.
        emit Reserved(
            id,
            terms.farmId,
            tid,
            terms,
            termsHash,
            uint32(currencies),
            uint16(upfront),
            uint16(notice),
            uint32(deadline),
            epoch,
            signature
        );
    }

    /// @inheritdoc IPools
    function reserveRefill(uint256 poolId, uint64 cus, uint64 sus) external nonReentrant returns (uint256 id) {
        Cost.requireAmounts(cus, sus);
        Deal pool = _activeDeal(poolId);
        _requireNoNotice(poolId, pool);
        (uint256 cuCost, uint256 suCost, , uint256 slot, uint256 version) = _listCost(poolId, pool, cus, sus);

        id = ++lastId;
        // Safe casts: a pool's id and a farm's version fit.
        RefillTerms memory terms = RefillTerms({
            poolId: uint64(poolId),
            cus: cus,
            sus: sus,
            termsVersion: uint32(version),
            refundTo: msg.sender
        });
        bytes32 termsHash = keccak256(abi.encode(terms));
        uint256 deadline = Time.atMostNever(Time.current() + PAY_TIME);
        _store(
            id,
            RequestLib.pack(cus, sus, version, poolId),
            PledgeLib.pack(termsHash, 1 << (slot - 1)),
            pool.withCaps(0, 0).withUntil(deadline).withState(State.Payable)
        );
        emit RefillReserved(
            id,
            poolId,
            msg.sender,
            cus,
            sus,
            terms.termsVersion,
            cuCost,
            suCost,
            termsHash,
            uint32(deadline)
        );
    }

    /// @inheritdoc IPools
    function accept(uint256 id, bytes32 termsHash) external nonReentrant {
        Deal deal = _answerableDeal(id, termsHash);
        uint256 deadline = Time.atMostNever(Time.current() + PAY_TIME);
        emit Accepted(id, uint32(deadline));
        deal = deal.withState(State.Payable).withUntil(deadline);
        uint24 reached = deal.tokenIndex();
        if (reached == 0) {
            _pools[id].deal = deal;
        } else {
            address token = registry.tokenAt(reached);
            (Bill memory bill, ) = _bill(id, deal, token);
            _creditReservation(id, deal, bill, token, address(0), Door.Acceptance);
        }
    }

    function _store(uint256 id, Request request, Pledge pledge, Deal deal) private {
        Slots storage slots = _pools[id];
        slots.clock = Clock.wrap(Request.unwrap(request));
        slots.worth = Worth.wrap(Pledge.unwrap(pledge));
        slots.deal = deal;
    }
}
