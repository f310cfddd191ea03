// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPools} from "../interfaces/IPools.sol";
import {OfferFacts} from "../interfaces/IRegistry.sol";
import {Cost} from "../libraries/Cost.sol";
import {Errors} from "../libraries/Errors.sol";
import {Hashes} from "../libraries/Hashes.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {Time} from "../libraries/Time.sol";
import {Deal, DealLib} from "../types/Deal.sol";
import {State} from "../types/State.sol";
import {Door, Offer} from "../types/Terms.sol";
import {Crediting, ListCost, Purchase} from "./Crediting.sol";
import {Nonces} from "./Nonces.sol";

/// @notice Everything in one transaction: a signed offer taken, or a refill at list price.
abstract contract Buying is IPools, Crediting, Nonces {
    /// @inheritdoc IPools
    function buy(
        Offer memory offer,
        uint40 customerTid,
        uint32[] calldata nodeIds,
        address signer,
        bytes calldata signature
    ) external payable nonReentrant returns (uint256 poolId) {
        require(Time.current() <= offer.deadline, Errors.DeadlinePassed(offer.poolId, offer.deadline, Time.current()));
        require(
            offer.customerTid == 0 || offer.customerTid == customerTid,
            Errors.WrongCustomer(offer.customerTid, customerTid)
        );
        bytes32 nodesHash = keccak256(abi.encodePacked(nodeIds));
        require(nodesHash == offer.nodeIdsHash, Errors.NodesDiffer(offer.nodeIdsHash, nodesHash));
        OfferFacts memory facts = registry.forOffer(offer.farmId, customerTid, offer.token, nodeIds);
        _requireAmounts(offer);
        _requireFarmSigned(offer, facts, signer, signature);
        _useNonce(signer, offer.nonce);

        Purchase memory bought = Purchase({
            cus: offer.cus,
            sus: offer.sus,
            cuPaid: offer.cuAmount,
            suPaid: offer.suAmount,
            payer: msg.sender,
            door: Door.Offer
        });
        if (offer.poolId == 0) poolId = _buyPool(offer, customerTid, nodeIds, facts, signer, bought);
        else poolId = _buyRefill(offer, customerTid, facts, signer, bought);
    }

    /// @inheritdoc IPools
    function refill(
        uint256 poolId,
        uint64 cus,
        uint64 sus,
        uint256 maxCuCost,
        uint256 maxSuCost
    ) external payable nonReentrant returns (uint256 cost) {
        Cost.requireAmounts(cus, sus);
        Deal pool = _activeDeal(poolId);
        _requireNoNotice(poolId, pool);
        ListCost memory list = _listCost(poolId, pool, cus, sus);
        require(list.cuCost <= maxCuCost, Errors.CostsMore(poolId, maxCuCost, list.cuCost));
        require(list.suCost <= maxSuCost, Errors.CostsMore(poolId, maxSuCost, list.suCost));
        cost = list.cuCost + list.suCost;
        uint256 excess = _pullAll(list.token, cost);
        uint256 released = _refill(
            poolId,
            pool,
            0,
            Purchase({
                cus: cus,
                sus: sus,
                cuPaid: list.cuCost,
                suPaid: list.suCost,
                payer: msg.sender,
                door: Door.Refill
            })
        );
        _book(pool.farmId(), list.shareTable, list.token, released);
        _giveBack(list.token, msg.sender, excess);
    }

    function _buyPool(
        Offer memory offer,
        uint40 customerTid,
        uint32[] calldata nodeIds,
        OfferFacts memory facts,
        address signer,
        Purchase memory bought
    ) private returns (uint256 poolId) {
        require(facts.tidOwner == msg.sender, Errors.NotTidOwner(customerTid, facts.tidOwner, msg.sender));
        Cost.requireCaps(offer.cus, offer.sus, offer.cuCap, offer.suCap);
        require(offer.upfrontBps <= Cost.BPS, Errors.BadBps(Cost.BPS, offer.upfrontBps));
        require(
            offer.noticeDays != 0 && offer.noticeDays <= Cost.MAX_NOTICE,
            Errors.BadNotice(1, Cost.MAX_NOTICE, offer.noticeDays)
        );
        uint256 excess = _pullAll(offer.token, bought.cuPaid + bought.suPaid);
        poolId = ++lastId;
        _emitOpened(poolId, offer, customerTid, facts, nodeIds, signer);
        _open(poolId, _newDeal(offer, customerTid), uint24(facts.tokenIndex), offer.token, bought);
        _giveBack(offer.token, msg.sender, excess);
    }

    function _newDeal(Offer memory offer, uint40 customerTid) private pure returns (Deal) {
        return
            DealLib.pack(
                offer.farmId,
                customerTid,
                0,
                offer.upfrontBps,
                offer.noticeDays,
                offer.cuCap,
                offer.suCap,
                0,
                State.Active
            );
    }

    function _emitOpened(
        uint256 poolId,
        Offer memory offer,
        uint40 customerTid,
        OfferFacts memory facts,
        uint32[] calldata nodeIds,
        address signer
    ) private {
        // Safe cast: the Registry keeps a version in 32 bits.
        emit Opened(
            poolId,
            offer.farmId,
            customerTid,
            signer,
            offer.nonce,
            uint32(facts.version),
            offer.upfrontBps,
            offer.noticeDays,
            offer.cuCap,
            offer.suCap,
            nodeIds
        );
    }

    /// @dev A refill at the offer's amounts and the pool's own upfront share. It may raise the caps, if the owner calls.
    function _buyRefill(
        Offer memory offer,
        uint40 customerTid,
        OfferFacts memory facts,
        address signer,
        Purchase memory bought
    ) private returns (uint256 poolId) {
        poolId = offer.poolId;
        Deal pool = _activeDeal(poolId);
        _requireNoNotice(poolId, pool);
        require(pool.farmId() == offer.farmId, Errors.WrongFarm(poolId, pool.farmId(), offer.farmId));
        require(pool.tid() == customerTid, Errors.WrongCustomer(pool.tid(), customerTid));
        if (pool.tokenIndex() != facts.tokenIndex) {
            address expected = registry.tokenAt(pool.farmId(), pool.tokenIndex());
            revert Errors.WrongToken(poolId, expected, offer.token);
        }
        _requireNotFreeToStrangers(poolId, pool, bought.cus, bought.sus, bought.cuPaid, bought.suPaid);
        uint256 excess = _pullAll(offer.token, bought.cuPaid + bought.suPaid);
        emit OfferTaken(poolId, signer, offer.nonce);
        uint256 cuCap = offer.cuCap > pool.cuCap() ? offer.cuCap : pool.cuCap();
        uint256 suCap = offer.suCap > pool.suCap() ? offer.suCap : pool.suCap();
        if (cuCap != pool.cuCap() || suCap != pool.suCap()) {
            require(facts.tidOwner == msg.sender, Errors.NotTidOwner(customerTid, facts.tidOwner, msg.sender));
            pool = _setCaps(poolId, pool, cuCap, suCap);
        }
        _release(pool.farmId(), pool.tokenIndex(), _refill(poolId, pool, 0, bought));
        _giveBack(offer.token, msg.sender, excess);
    }

    function _requireAmounts(Offer memory offer) private pure {
        Cost.requireAmounts(offer.cus, offer.sus);
        require(offer.cus != 0 || offer.cuAmount == 0, Errors.PaidForNothing());
        require(offer.sus != 0 || offer.suAmount == 0, Errors.PaidForNothing());
        require(offer.cuAmount < Cost.COST_LIMIT, Errors.CostTooHigh(Cost.COST_LIMIT - 1, offer.cuAmount));
        require(offer.suAmount < Cost.COST_LIMIT, Errors.CostTooHigh(Cost.COST_LIMIT - 1, offer.suAmount));
    }

    /// @dev The owner may sign anything; the operator, whose key is hot, only listed tokens and, in each unit, no less
    /// than the farm's floor under its list price of this block, and no terms that bind the farm harder than its own.
    function _requireFarmSigned(
        Offer memory offer,
        OfferFacts memory facts,
        address signer,
        bytes calldata signature
    ) private view {
        require(facts.version != 0, Errors.NoSuchFarm(offer.farmId));
        require(
            offer.signerEpoch == facts.signerEpoch,
            Errors.SignerEpochPassed(offer.farmId, facts.signerEpoch, offer.signerEpoch)
        );
        // The owner may sign anything.
        if (signer != facts.farmOwner) {
            require(signer == facts.operator, Errors.NotFarmSigner(offer.farmId, signer));
            require(facts.listed, Errors.TokenNotListed(offer.farmId, offer.token));
            _requireFloor(offer.farmId, Cost.price(offer.cus, facts.cuPrice), facts.minOfferBps, offer.cuAmount);
            _requireFloor(offer.farmId, Cost.price(offer.sus, facts.suPrice), facts.minOfferBps, offer.suAmount);
            if (offer.poolId == 0) {
                require(
                    offer.upfrontBps >= facts.upfrontBps,
                    Errors.BelowFloor(offer.farmId, facts.upfrontBps, offer.upfrontBps)
                );
                require(offer.noticeDays <= facts.noticeDays, Errors.BadNotice(1, facts.noticeDays, offer.noticeDays));
            }
        }
        require(facts.tokenIndex != 0, Errors.TokenNotListed(offer.farmId, offer.token));
        Signatures.requireValid(signer, _hashTypedDataV4(Hashes.ofOffer(offer)), signature);
    }

    function _requireFloor(uint256 farmId, uint256 listed, uint256 minOfferBps, uint256 amount) private pure {
        uint256 least = Cost.floorOf(listed, minOfferBps);
        require(amount >= least, Errors.BelowFloor(farmId, least, amount));
    }
}
