// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Terms} from "../../../../contracts/types/Terms.sol";
import {Act, Sort} from "../ghosts/Act.sol";
import {Dice} from "../ghosts/Dice.sol";
import {Offering} from "./Offering.sol";

/// @notice Who needs capacity: reserves, buys, caps, leaves, gives away.
abstract contract Customers is Offering {
    function customersAct(Dice memory dice) internal view returns (Act memory) {
        uint256 kind = dice.below(100);
        if (kind < 42) return _reserve(dice);
        if (kind < 53) return _buyPool(dice);
        if (kind < 59) return buyRefill(dice, true);
        if (kind < 70) return _cap(dice);
        if (kind < 75) return _capBySignature(dice);
        if (kind < 80) return _close(dice);
        if (kind < 82) return _cancel(dice);
        if (kind < 86) return _offerPool(dice);
        if (kind < 90) return _acceptPool(dice);
        if (kind < 92) return _rate(dice);
        if (kind < 96) return _transferTid(dice);
        return _acceptTid(dice);
    }

    function someTerms(Dice memory dice) internal view returns (Terms memory terms) {
        terms.farmId = someFarm(dice);
        terms.termsVersion = registry.farm(terms.farmId).version;
        (terms.cus, terms.sus) = _amounts(dice);
        (terms.cuCap, terms.suCap) = (someCap(dice), terms.sus == 0 && dice.oneIn(2) ? 0 : someCap(dice));
        terms.nodeIds = someNodes(dice, terms.farmId);
        address[] memory listed = registry.listedTokens(terms.farmId);
        terms.currencies = new address[](dice.between(1, 4));
        for (uint256 i; i < terms.currencies.length; ++i) {
            terms.currencies[i] = listed.length == 0 ? NATIVE : dice.pick(listed);
        }
        // Those that have doors of their own come up more often.
        if (dice.oneIn(2)) {
            terms.currencies[0] = [NATIVE, address(callable), address(authorizing), address(permitting)][dice.below(4)];
        }
        if (dice.oneIn(2)) terms.refundTo = someone(dice);
        if (dice.oneIn(4)) terms.signingRequestHash = bytes32(dice.roll());
    }

    function _reserve(Dice memory dice) private view returns (Act memory act) {
        uint40 ofTid = someTid(dice);
        Terms memory terms = someTerms(dice);
        uint64 epoch = pools.epochOf(ofTid) + uint64(dice.between(1, 3));
        act.name = "reserve";
        act.sort = Sort.Own;
        act.by = registry.ownerOfTid(ofTid);
        act.target = address(pools);
        act.data = abi.encodeCall(pools.reserve, (terms, ofTid, epoch, proof));
        act.farmId = terms.farmId;
    }

    function _buyPool(Dice memory dice) private view returns (Act memory) {
        (uint64 cus, uint64 sus) = _amounts(dice);
        return buyPool(dice, cus, sus);
    }

    function _cap(Dice memory dice) private view returns (Act memory act) {
        act = _onOwnPool(dice, "cap");
        if (act.id == 0) return act;
        (uint32 cuCap, uint32 suCap) = lowerCaps(dice, act.id);
        act.data = abi.encodeCall(pools.cap, (act.id, cuCap, suCap));
    }

    function _capBySignature(Dice memory dice) private view returns (Act memory act) {
        act = _onOwnPool(dice, "capBySignature");
        if (act.id == 0 || keyOf[act.by] == 0) return none();
        (uint32 cuCap, uint32 suCap) = lowerCaps(dice, act.id);
        (act.signer, act.by, act.sort) = (act.by, someone(dice), Sort.Once);
        act.data = signedCap(dice, act.id, cuCap, suCap, act.signer);
    }

    function _close(Dice memory dice) private view returns (Act memory act) {
        act = _onOwnPool(dice, "close");
        act.data = abi.encodeCall(pools.close, (act.id, someone(dice)));
    }

    function _cancel(Dice memory dice) private view returns (Act memory act) {
        uint256 id = someOpen(dice, ALIVE);
        if (id == 0 || _isRefill(id)) return act;
        act = onId("cancel", id);
        act.data = abi.encodeCall(pools.cancel, (id));
    }

    function _offerPool(Dice memory dice) private view returns (Act memory act) {
        act = _onOwnPool(dice, "offerPool");
        act.data = abi.encodeCall(pools.offerPool, (act.id, dice.oneIn(5) ? 0 : someTid(dice)));
    }

    function _acceptPool(Dice memory dice) private view returns (Act memory act) {
        for (uint256 tries = 6; tries != 0; --tries) {
            act = _onOwnPool(dice, "acceptPool");
            if (act.id != 0 && gifts[act.id].toTid != 0 && gifts[act.id].by == act.by) break;
            act.id = 0;
        }
        if (act.id == 0) return _offerPool(dice);
        (act.by, act.sort) = (registry.ownerOfTid(gifts[act.id].toTid), Sort.Taking);
        act.data = abi.encodeCall(pools.acceptPool, (act.id));
    }

    function _rate(Dice memory dice) private view returns (Act memory act) {
        uint256 id = someId(dice, ACTIVE | OVER);
        if (id == 0) return act;
        act = onId("rate", id);
        act.data = abi.encodeCall(pools.rate, (id, uint8(dice.between(1, 5))));
    }

    function _transferTid(Dice memory dice) private view returns (Act memory act) {
        uint40 ofTid = someTid(dice);
        act = onRegistry("transferTid", registry.ownerOfTid(ofTid), 0);
        act.data = abi.encodeCall(registry.transferTid, (ofTid, dice.oneIn(5) ? address(0) : someone(dice)));
    }

    function _acceptTid(Dice memory dice) private view returns (Act memory act) {
        uint40 last = registry.threebotCount();
        uint40 ofTid = someTid(dice);
        address to;
        for (uint40 i; i < last && to == address(0); ++i) {
            ofTid = (ofTid % last) + 1;
            to = registry.threebot(ofTid).pendingOwner;
        }
        if (to == address(0)) return _transferTid(dice);
        act = onRegistry("acceptTid", to, 0);
        act.sort = Sort.Taking;
        act.data = abi.encodeCall(registry.acceptTid, (ofTid, bytes32(dice.roll()), proof));
    }

    function _onOwnPool(Dice memory dice, bytes32 name) private view returns (Act memory act) {
        uint256 id = somePool(dice);
        if (id != 0) act = onId(name, id);
    }

    function _amounts(Dice memory dice) private pure returns (uint64 cus, uint64 sus) {
        (cus, sus) = (someAmount(dice), someAmount(dice));
        if (cus | sus == 0) cus = 1 days;
    }
}
