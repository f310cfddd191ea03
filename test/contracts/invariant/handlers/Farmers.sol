// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {FarmView, NodeInfo, Price, Share} from "../../../../contracts/interfaces/IRegistry.sol";
import {Act, Sort} from "../ghosts/Act.sol";
import {Dice} from "../ghosts/Dice.sol";
import {Offering} from "./Offering.sol";

/// @notice What a farm's owner, its operator and its payees do, except readings.
abstract contract Farmers is Offering {
    function farmersAct(Dice memory dice) internal view returns (Act memory) {
        uint256 kind = dice.below(100);
        if (kind < 36) return _accept(dice);
        if (kind < 39) return _reject(dice);
        if (kind < 51) return _withdraw(dice);
        if (kind < 55) return _announceEviction(dice);
        if (kind < 57) return _withdrawEviction(dice);
        if (kind < 64) return _evict(dice);
        if (kind < 72) return _setTerms(dice);
        if (kind < 75) return _setOperator(dice);
        if (kind < 77) return _setMinOffer(dice);
        if (kind < 81) return _announceShares(dice);
        if (kind < 86) return _applyShares(dice);
        if (kind < 88) return _transferFarm(dice);
        if (kind < 91) return _acceptFarm(dice);
        if (kind < 96) return _retireOrRelist(dice);
        if (kind < 98) return _addNode(dice);
        return _reportNodes(dice);
    }

    // ── answers ──

    function _accept(Dice memory dice) private view returns (Act memory act) {
        uint256 id = someOpen(dice, REQUESTED);
        if (id == 0) return act;
        act = onId("accept", id);
        act.by = registry.farm(act.farmId).operator;
        act.data = abi.encodeCall(pools.accept, (id, termsHashOf(id)));
    }

    function _reject(Dice memory dice) private view returns (Act memory act) {
        act = _accept(dice);
        if (act.id == 0) return act;
        act.name = "reject";
        act.data = abi.encodeCall(pools.reject, (act.id, termsHashOf(act.id), "no such node is free"));
    }

    // ── income ──

    /// @dev A payee, by the tables that he has a part in.
    function _withdraw(Dice memory dice) private view returns (Act memory act) {
        if (earnings.length == 0) return act;
        uint256 i = dice.below(earnings.length);
        (uint32 farm, uint16 table) = (earnings[i].farmId, earnings[i].table);
        Share[] storage list = payees[farm][table];
        if (list.length == 0) return act;
        act = onRegistry("withdraw", list[dice.below(list.length)].payee, farm);
        (act.sort, act.target) = (Sort.Open, address(pools));
        if (dice.oneIn(2)) {
            act.data = abi.encodeCall(pools.withdraw, (farm, earnings[i].token, table, someone(dice)));
        } else {
            uint16[] memory twice = new uint16[](2);
            (twice[0], twice[1]) = (table, table);
            act.data = abi.encodeCall(pools.withdrawMany, (farm, earnings[i].token, twice, someone(dice)));
        }
    }

    function _announceShares(Dice memory dice) private view returns (Act memory act) {
        act = _ofOwner(dice, "announceShares");
        uint32 farm = act.farmId;
        Share[] memory shares =
            dice.oneIn(8) && registry.farm(farm).announcedShares != 0 ? new Share[](0) : _shares(dice.below(4));
        act.data = abi.encodeCall(registry.announceShares, (farm, shares));
    }

    function _applyShares(Dice memory dice) private view returns (Act memory act) {
        uint32 farm = someFarm(dice);
        FarmView memory f = registry.farm(farm);
        if (f.announcedShares == 0) return _announceShares(dice);
        act = onRegistry("applyShares", someone(dice), farm);
        act.sort = Sort.Once;
        for (uint256 kind; kind < 4; ++kind) {
            if (keccak256(abi.encode(_shares(kind))) != f.announcedShares) continue;
            act.data = abi.encodeCall(registry.applyShares, (farm, _shares(kind)));
        }
    }

    /// @dev A few tables: one payee, odd thirds, one part in 10,000, sixteen payees in all but name.
    function _shares(uint256 kind) private view returns (Share[] memory shares) {
        shares = new Share[](
            kind == 0
                ? 1
                : kind == 1
                    ? 3
                    : kind == 2
                        ? 2
                        : 7
        );
        uint16 rest = 10_000;
        for (uint256 i; i < shares.length; ++i) {
            uint16 bps = kind == 2 ? 1 : uint16(10_000 / shares.length);
            if (i + 1 == shares.length) bps = rest;
            shares[i] = Share(people[i + 2], bps);
            rest -= bps;
        }
    }

    // ── evictions ──

    function _announceEviction(Dice memory dice) private view returns (Act memory act) {
        act = _onFarmsPool(dice, "announceEviction");
        if (act.id == 0 || isUnderNotice(act.id)) return none();
        act.data = abi.encodeCall(pools.announceEviction, (act.id));
    }

    function _withdrawEviction(Dice memory dice) private view returns (Act memory act) {
        act = _onFarmsPool(dice, "withdrawEviction");
        if (act.id == 0 || !isUnderNotice(act.id)) return none();
        act.data = abi.encodeCall(pools.withdrawEviction, (act.id));
    }

    function _evict(Dice memory dice) private view returns (Act memory act) {
        for (uint256 tries = 4; tries != 0; --tries) {
            act = _onFarmsPool(dice, "evict");
            if (act.id != 0 && isUnderNotice(act.id) && pages[act.id].deal.until() <= today) {
                act.data = abi.encodeCall(pools.evict, (act.id));
                // More than enough; the excess comes back.
                if (pages[act.id].token == NATIVE) act.value = pages[act.id].paid;
                return act;
            }
        }
        return _announceEviction(dice);
    }

    // ── terms ──

    function _setTerms(Dice memory dice) private view returns (Act memory act) {
        act = _ofOwner(dice, "setTerms");
        Price[] memory changes = new Price[](dice.below(3));
        for (uint256 i; i < changes.length; ++i) {
            address token = tokens[dice.below(tokens.length)];
            bool listed = registry.priceAt(act.farmId, token, registry.farm(act.farmId).version).slot != 0;
            changes[i] = Price(token, 0, 0, !listed || !dice.oneIn(8));
            if (!changes[i].listed) continue;
            (changes[i].cuPrice, changes[i].suPrice) = (somePrice(dice, token), somePrice(dice, token));
        }
        uint16 upfront = uint16([0, 1, 2_000, 5_000, 9_999, 10_000][dice.below(6)]);
        uint16 notice = uint16([1, 1, 2, 7, 7, 365][dice.below(6)]);
        act.data = abi.encodeCall(registry.setTerms, (act.farmId, upfront, notice, changes));
    }

    function _setOperator(Dice memory dice) private view returns (Act memory act) {
        act = _ofOwner(dice, "setOperator");
        act.data = abi.encodeCall(registry.setOperator, (act.farmId, someone(dice)));
    }

    function _setMinOffer(Dice memory dice) private view returns (Act memory act) {
        act = _ofOwner(dice, "setMinOffer");
        act.data = abi.encodeCall(registry.setMinOffer, (act.farmId, uint16([0, 5_000, 8_000, 10_000][dice.below(4)])));
    }

    function _transferFarm(Dice memory dice) private view returns (Act memory act) {
        act = _ofOwner(dice, "transferFarm");
        act.data = abi.encodeCall(registry.transferFarm, (act.farmId, dice.oneIn(5) ? address(0) : someone(dice)));
    }

    function _acceptFarm(Dice memory dice) private view returns (Act memory act) {
        uint32 farm = someFarm(dice);
        address to = registry.farm(farm).pendingOwner;
        uint40 last = registry.threebotCount();
        uint40 ofTid = 1;
        while (ofTid <= last && registry.ownerOfTid(ofTid) != to) ++ofTid;
        if (to == address(0) || ofTid > last) return _transferFarm(dice);
        act = onRegistry("acceptFarm", to, farm);
        act.sort = Sort.Taking;
        act.data = abi.encodeCall(registry.acceptFarm, (farm, ofTid, someone(dice)));
    }

    // ── nodes ──

    function _retireOrRelist(Dice memory dice) private view returns (Act memory act) {
        uint32 nodeId = uint32(1 + dice.below(registry.nodeCount()));
        uint32 farm = registry.node(nodeId).farmId;
        bool retired = registry.node(nodeId).retired;
        act = onRegistry(retired ? bytes32("relistNode") : bytes32("retireNode"), registry.ownerOfFarm(farm), farm);
        act.data =
            retired ? abi.encodeCall(registry.relistNode, (nodeId)) : abi.encodeCall(registry.retireNode, (nodeId));
    }

    function _addNode(Dice memory dice) private view returns (Act memory act) {
        act = _ofOwner(dice, "addNode");
        NodeInfo memory info;
        act.data = abi.encodeCall(registry.addNode, (act.farmId, bytes32(dice.roll()), 1, info, proof));
    }

    function _reportNodes(Dice memory dice) private view returns (Act memory act) {
        uint32[] memory down = new uint32[](1);
        down[0] = uint32(1 + dice.below(registry.nodeCount()));
        uint32 farm = registry.node(down[0]).farmId;
        act = onRegistry("reportNodes", registry.farm(farm).operator, farm);
        act.data = abi.encodeCall(registry.reportNodes, (farm, down, new uint32[](0)));
    }

    // ── acts with one owner ──

    function _ofOwner(Dice memory dice, bytes32 name) private view returns (Act memory act) {
        uint32 farm = someFarm(dice);
        act = onRegistry(name, registry.ownerOfFarm(farm), farm);
    }

    function _onFarmsPool(Dice memory dice, bytes32 name) private view returns (Act memory act) {
        uint256 id = somePool(dice);
        if (id == 0) return act;
        act = onId(name, id);
        act.by = registry.ownerOfFarm(act.farmId);
    }
}
