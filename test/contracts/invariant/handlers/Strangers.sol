// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {Offer, Terms} from "../../../../contracts/types/Terms.sol";
import {Digests} from "../../support/Digests.sol";
import {Act, Sort} from "../ghosts/Act.sol";
import {Dice} from "../ghosts/Dice.sol";
import {Customers} from "./Customers.sol";
import {Doorkeepers} from "./Doorkeepers.sol";
import {Farmers} from "./Farmers.sol";
import {Readings} from "./Readings.sol";
import {Standing} from "./Standing.sol";

/// @notice What must fail: another's acts, signatures brought again, wrong memos, wrong moments, wrong amounts.
abstract contract Strangers is Customers, Farmers, Readings, Doorkeepers, Standing {
    /// @dev Any act of anybody, meant to succeed.
    function anyAct(Dice memory dice) internal view returns (Act memory) {
        uint256 kind = dice.below(12);
        if (kind < 3) return customersAct(dice);
        if (kind < 5) return farmersAct(dice);
        if (kind < 7) return readingsAct(dice);
        if (kind < 10) return payersAct(dice);
        if (kind < 11) return doorsAct(dice);
        return ordersAct(dice);
    }

    function wrongAct(Dice memory dice) internal view returns (Act memory act) {
        uint256 kind = dice.below(16);
        if (kind < 6) act = _usurp(dice);
        else if (kind < 8) act = _bringAgain(dice);
        else if (kind == 8) act = _wrongMemo(dice);
        else if (kind == 9) act = _payWhatIsOver(dice);
        else if (kind == 10) act = _wrongTerms(dice);
        else if (kind == 11) act = _wrongOffer(dice);
        else if (kind == 12) act = _raiseCaps(dice);
        else if (kind == 13) act = _toNobody(dice);
        else if (kind == 14) act = _refundTooSoon(dice);
        else act = _tooMuch(dice);
        if (act.sort != Sort.None) act.sort = Sort.Wrong;
    }

    /// @dev What is one party's alone, done by somebody else.
    function _usurp(Dice memory dice) private view returns (Act memory act) {
        for (uint256 tries = 4; tries != 0 && act.sort != Sort.Own && act.sort != Sort.Taking; --tries) {
            act = anyAct(dice);
        }
        address other = someone(dice);
        if ((act.sort != Sort.Own && act.sort != Sort.Taking) || other == act.by) return none();
        (act.name, act.by) = ("usurp", other);
    }

    /// @dev Its nonce was used, or is no longer the next. A permit may be brought again: it says no more than the
    /// allowance does.
    function _bringAgain(Dice memory dice) private view returns (Act memory act) {
        if (past.length == 0) return act;
        act = past[dice.below(past.length)];
        act.name = "bring again";
    }

    function _wrongMemo(Dice memory dice) private view returns (Act memory act) {
        uint256 id = someOpen(dice, ALIVE);
        string memory number = Strings.toString(id);
        string[10] memory memos = [
            string.concat("p-0", number),
            string.concat("p- ", number),
            string.concat("P-", number),
            string.concat("p-", number, " "),
            "p-18446744073709551616",
            "p-111111111111111111111111111111",
            "",
            "p-",
            "p-\x00",
            string.concat("p-", Strings.toString(pools.lastId() + 1))
        ];
        string memory memo = memos[dice.below(10)];
        act = onId("wrong memo", 0);
        (act.by, act.value) = (someone(dice), 1);
        if (dice.oneIn(2)) act.data = bytes(memo);
        else act.data = abi.encodeWithSignature("pay(string,address,uint256)", memo, NATIVE, 1);
    }

    function _payWhatIsOver(Dice memory dice) private view returns (Act memory act) {
        uint256 id = someId(dice, DEAD | ACTIVE | OVER);
        if (id == 0) return act;
        act = onId("pay what is over", id);
        act.by = someone(dice);
        uint256 kind = dice.below(4);
        if (kind == 0) act.data = abi.encodeCall(pools.payFor, (id, tokens[dice.below(tokens.length)], 1, act.by, 0));
        else if (kind == 1) (act.data, act.value) = (bytes(memoOf(id)), 1);
        else if (kind == 2) (act.by, act.data) = (ownerOf(id), abi.encodeCall(pools.cancel, (id)));
        else act.data = abi.encodeCall(pools.accept, (id, termsHashOf(id)));
        if (kind == 3) act.by = registry.farm(act.farmId).operator;
    }

    function _wrongTerms(Dice memory dice) private view returns (Act memory act) {
        uint32 farm = someFarm(dice);
        Terms memory terms = Terms({
            farmId: farm,
            termsVersion: registry.farm(farm).version,
            cus: 1 days,
            sus: 0,
            nodeIds: new uint32[](0),
            currencies: registry.listedTokens(farm),
            cuCap: 1_000,
            suCap: 0,
            refundTo: address(0),
            signingRequestHash: 0
        });
        uint40 ofTid = someTid(dice);
        uint64 epoch = pools.epochOf(ofTid) + 1;
        uint256 kind = dice.below(9);
        if (kind == 0) terms.termsVersion -= 1;
        else if (kind == 1) terms.termsVersion += 1;
        else if (kind == 2) (terms.cus, terms.cuCap) = (0, 1);
        else if (kind == 3) terms.cus = 1 << 44;
        else if (kind == 4) terms.cuCap = 0;
        else if (kind == 5) terms.nodeIds = _wrongNodes(dice, farm);
        else if (kind == 6) terms.currencies = new address[](0);
        else if (kind == 7) terms.refundTo = address(pools);
        else epoch -= 1;
        act = onId("wrong terms", 0);
        act.by = registry.ownerOfTid(ofTid);
        act.data = abi.encodeCall(pools.reserve, (terms, ofTid, epoch, proof));
    }

    /// @dev Another farm's, or one twice.
    function _wrongNodes(Dice memory dice, uint32 farm) private view returns (uint32[] memory nodeIds) {
        nodeIds = new uint32[](2);
        for (uint32 i = 1; i <= registry.nodeCount(); ++i) {
            if ((registry.node(i).farmId == farm) == dice.oneIn(2)) (nodeIds[0], nodeIds[1]) = (i, i);
        }
    }

    /// @dev Late, of an epoch that passed, under the floor, by a hand that is not the farm's, over another chain.
    function _wrongOffer(Dice memory dice) private view returns (Act memory act) {
        uint32 farm = someFarm(dice);
        uint40 ofTid = someTid(dice);
        address operator_ = registry.farm(farm).operator;
        if (keyOf[operator_] == 0 || operator_ == registry.ownerOfFarm(farm)) return act;
        Offer memory offer;
        (offer.farmId, offer.customerTid, offer.cus, offer.cuCap) = (farm, ofTid, 30 days, 1_000);
        (offer.upfrontBps, offer.noticeDays) = (10_000, 1);
        offer.token = someListed(dice, farm);
        offer.nodeIdsHash = keccak256("");
        priceOffer(dice, offer);
        offer.nonce = dice.roll();
        (offer.signerEpoch, offer.deadline) = (registry.farm(farm).signerEpoch, uint32(today));
        act = onId("wrong offer", 0);
        (act.by, act.signer) = (registry.ownerOfTid(ofTid), operator_);
        bytes32 domain = pools.domainSeparator();
        uint256 key = keyOf[operator_];
        uint256 kind = dice.below(9);
        if (kind == 0) offer.deadline -= 1;
        else if (kind == 1) offer.signerEpoch -= 1;
        else if (kind == 2) offer.customerTid = ofTid + 1;
        else if (kind == 3) domain = keccak256("another chain");
        else if (kind == 4) key = 1;
        else if (kind == 5) offer.suAmount = 1;
        else if (kind == 6) offer.noticeDays = 0;
        else if (kind == 7) offer.noticeDays = registry.farm(farm).noticeDays + 1;
        else if (offer.cuAmount == 0 || registry.farm(farm).minOfferBps == 0) return none();
        else offer.cuAmount = 0;
        bytes memory sealed_ = signature(key, Digests.ofOffer(domain, offer));
        if (offer.token == NATIVE) act.value = uint256(offer.cuAmount) + offer.suAmount;
        act.data = abi.encodeCall(pools.buy, (offer, ofTid, new uint32[](0), operator_, sealed_));
    }

    function _raiseCaps(Dice memory dice) private view returns (Act memory act) {
        uint256 id = somePool(dice);
        if (id == 0 || pages[id].deal.cuCap() == type(uint32).max) return act;
        act = onId("raise caps", id);
        uint32 more = uint32(pages[id].deal.cuCap()) + 1;
        if (dice.oneIn(2) && keyOf[act.by] != 0) {
            (act.signer, act.by) = (act.by, someone(dice));
            act.data = signedCap(dice, id, more, 0, act.signer);
        } else {
            act.data = abi.encodeCall(pools.cap, (id, more, 0));
        }
    }

    function _toNobody(Dice memory dice) private view returns (Act memory act) {
        address nobody = dice.oneIn(2) ? address(0) : address(pools);
        uint256 id = somePool(dice);
        act = onId("to nobody", id);
        uint256 kind = id == 0 ? dice.between(1, 3) : dice.below(4);
        if (kind == 0) {
            act.data = abi.encodeCall(pools.close, (id, nobody));
            return act;
        }
        act.by = someone(dice);
        if (kind == 1) act.data = abi.encodeCall(pools.withdrawOwed, (NATIVE, nobody));
        else if (kind == 2) act.data = abi.encodeCall(pools.refund, (1, NATIVE, nobody));
        else act.value = 1; // coins without a memo
    }

    function _refundTooSoon(Dice memory dice) private view returns (Act memory act) {
        uint256 id = someOpen(dice, ALIVE);
        if (id == 0) return act;
        act = onId("refund too soon", id);
        act.by = someone(dice);
        act.data = abi.encodeCall(pools.refund, (id, tokens[dice.below(tokens.length)], act.by));
    }

    /// @dev More than can be counted, more than one allows, a farm that reports for another.
    function _tooMuch(Dice memory dice) private view returns (Act memory act) {
        uint256 id = somePool(dice);
        if (id == 0) return act;
        act = onId("too much", id);
        act.by = ownerOf(id);
        uint256 kind = dice.below(4);
        if (kind == 0) act.data = abi.encodeCall(pools.refill, (id, 1 << 44, 0, type(uint256).max, 0));
        else if (kind == 1) act.data = abi.encodeCall(pools.refill, (id, 0, 0, 0, 0));
        else if (kind == 2) act.data = abi.encodeCall(pools.reserveRefill, (id, 0, 1 << 44));
        else act.data = abi.encodeCall(pools.rate, (id, 6));
    }
}
