// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Cap, Offer} from "../../../../contracts/types/Terms.sol";
import {FarmView, PriceView} from "../../../../contracts/interfaces/IRegistry.sol";
import {Digests} from "../../support/Digests.sol";
import {Act, Sort} from "../ghosts/Act.sol";
import {Dice} from "../ghosts/Dice.sol";
import {Money} from "../ghosts/Money.sol";
import {Performing} from "./Performing.sol";

/// @notice What is signed: offers and lower caps, and the acts that bring them.
abstract contract Offering is Performing {
    /// @dev Of a new pool, for one threebot and its wallet.
    function buyPool(Dice memory dice, uint64 cus, uint64 sus) internal view returns (Act memory act) {
        uint40 ofTid = someTid(dice);
        Offer memory offer;
        offer.farmId = someFarm(dice);
        offer.customerTid = dice.oneIn(6) ? 0 : ofTid;
        (offer.cus, offer.sus) = (cus, sus);
        (offer.cuCap, offer.suCap) = (cus == 0 ? 0 : someCap(dice), someCap(dice));
        offer.token = someListed(dice, offer.farmId);
        uint32[] memory nodeIds = someNodes(dice, offer.farmId);
        offer.nodeIdsHash = keccak256(abi.encodePacked(nodeIds));
        act = onId("buyPool", 0);
        act.by = registry.ownerOfTid(ofTid);
        priceOffer(dice, offer);
        // No worse for the farm than its own terms, so that the operator may sign it too.
        FarmView memory farm = registry.farm(offer.farmId);
        offer.upfrontBps = uint16(dice.oneIn(2) ? dice.between(farm.upfrontBps, 10_000) : farm.upfrontBps);
        offer.noticeDays = dice.oneIn(2) ? 1 : farm.noticeDays;
        _seal(dice, act, offer, ofTid, nodeIds);
    }

    /// @dev Of a pool there is. Its owner may raise caps by it, and takes what is free; else anyone pays.
    function buyRefill(Dice memory dice, bool byOwner) internal view returns (Act memory act) {
        uint256 id = somePool(dice);
        if (id == 0 || isUnderNotice(id)) return act;
        Offer memory offer;
        offer.poolId = uint64(id);
        offer.farmId = pages[id].deal.farmId();
        uint40 ofTid = pages[id].deal.tid();
        offer.customerTid = dice.oneIn(6) ? 0 : ofTid;
        (offer.cus, offer.sus) = (someAmount(dice), someAmount(dice));
        if (offer.cus | offer.sus == 0) offer.sus = 1 days;
        offer.token = pages[id].token;
        offer.nodeIdsHash = keccak256("");
        act = onId("buyRefill", id);
        if (byOwner) {
            // Raised by a little, by nothing, or named and yet lower.
            offer.cuCap = uint32(dice.below(4_500));
            offer.suCap = uint32(dice.below(4_500));
        } else {
            (act.by, act.sort) = (someone(dice), Sort.Open);
        }
        priceOffer(dice, offer);
        bool free = (offer.cus != 0 && offer.cuAmount == 0) || (offer.sus != 0 && offer.suAmount == 0);
        if (free || byOwner) act.by = ownerOf(id);
        if (byOwner && offer.cuCap <= pages[id].deal.cuCap() && offer.suCap <= pages[id].deal.suCap() && !free) {
            act.sort = Sort.Open;
        }
        _seal(dice, act, offer, ofTid, new uint32[](0));
    }

    /// @dev Lower, equal, or one of both, in data that anyone may bring.
    function signedCap(
        Dice memory dice,
        uint256 id,
        uint32 cuCap,
        uint32 suCap,
        address signer
    ) internal view returns (bytes memory) {
        Cap memory lower = Cap({
            poolId: uint64(id),
            cuCap: cuCap,
            suCap: suCap,
            nonce: dice.roll(),
            deadline: uint32(today + dice.below(3 days))
        });
        bytes memory sealed_ = signature(keyOf[signer], Digests.ofCap(pools.domainSeparator(), lower));
        return abi.encodeCall(pools.capBySignature, (lower, sealed_));
    }

    function lowerCaps(Dice memory dice, uint256 id) internal view returns (uint32 cuCap, uint32 suCap) {
        (cuCap, suCap) = (uint32(pages[id].deal.cuCap()), uint32(pages[id].deal.suCap()));
        if (dice.oneIn(2)) cuCap = uint32(dice.between(cuCap / 2, cuCap));
        if (dice.oneIn(2)) suCap = uint32(dice.between(suCap / 2, suCap));
        if (dice.oneIn(12)) cuCap = 0;
    }

    /// @dev Some of a farm's nodes that are listed, ascending; none means all.
    function someNodes(Dice memory dice, uint32 farm) internal view returns (uint32[] memory nodeIds) {
        uint32 last = registry.nodeCount();
        nodeIds = new uint32[](last);
        uint256 length;
        uint256 rest = dice.oneIn(3) ? 0 : dice.between(1, 3);
        for (uint32 nodeId = 1; nodeId <= last && rest != 0; ++nodeId) {
            if (registry.node(nodeId).farmId != farm || registry.node(nodeId).retired || dice.oneIn(3)) continue;
            (nodeIds[length++], rest) = (nodeId, rest - 1);
        }
        assembly ("memory-safe") {
            mstore(nodeIds, length)
        }
    }

    // ── acts with one owner ──

    /// @dev An act on a pool or reservation that is its owner's alone.
    function onId(bytes32 name, uint256 id) internal view returns (Act memory act) {
        (act.name, act.sort, act.id, act.target) = (name, Sort.Own, id, address(pools));
        if (id != 0) (act.by, act.farmId) = (ownerOf(id), pages[id].deal.farmId());
    }

    function onRegistry(bytes32 name, address by, uint32 farm) internal view returns (Act memory act) {
        (act.name, act.sort, act.by, act.farmId, act.target) = (name, Sort.Own, by, farm, address(registry));
    }

    function none() internal pure returns (Act memory act) {}

    // ── offers ──

    /// @dev What the parts cost: list price, something above, or the least that is allowed.
    function priceOffer(Dice memory dice, Offer memory offer) internal view {
        FarmView memory farm = registry.farm(offer.farmId);
        PriceView memory price = registry.priceAt(offer.farmId, offer.token, farm.version);
        uint256 bps = [uint256(10_000), 12_500, farm.minOfferBps, farm.minOfferBps][dice.below(4)];
        offer.cuAmount = uint128(Money.up(Money.cost(offer.cus, price.cuPrice) * bps, 10_000));
        offer.suAmount = uint128(Money.up(Money.cost(offer.sus, price.suPrice) * bps, 10_000));
    }

    /// @dev Signs for the farm, valid now. Nobody signs if neither owner nor operator can.
    function signOffer(Dice memory dice, Offer memory offer) internal view returns (address signer, bytes memory) {
        FarmView memory farm = registry.farm(offer.farmId);
        signer = dice.oneIn(3) && keyOf[farm.owner] != 0 ? farm.owner : farm.operator;
        if (keyOf[signer] == 0) return (address(0), "");
        offer.nonce = dice.roll();
        offer.signerEpoch = farm.signerEpoch;
        offer.deadline = uint32(today + dice.below(3));
        return (signer, signature(keyOf[signer], Digests.ofOffer(pools.domainSeparator(), offer)));
    }

    function _seal(
        Dice memory dice,
        Act memory act,
        Offer memory offer,
        uint40 ofTid,
        uint32[] memory nodeIds
    ) private view {
        act.farmId = offer.farmId;
        bytes memory sealed_;
        (act.signer, sealed_) = signOffer(dice, offer);
        if (act.signer == address(0)) act.sort = Sort.None;
        if (offer.token == NATIVE) act.value = uint256(offer.cuAmount) + offer.suAmount + dice.below(2);
        act.data = abi.encodeCall(pools.buy, (offer, ofTid, nodeIds, act.signer, sealed_));
    }
}
