// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {StandingOrder} from "../../../../contracts/interfaces/IOrders.sol";
import {Offer} from "../../../../contracts/types/Terms.sol";
import {Act, Sort} from "../ghosts/Act.sol";
import {Dice} from "../ghosts/Dice.sol";
import {Meter} from "../ghosts/Meter.sol";
import {Offering} from "./Offering.sol";

/// @notice Standing orders: given, taken back, executed by anyone.
abstract contract Standing is Offering {
    /// @dev The arguments of `standingOrder`.
    struct OrderTerms {
        uint256 poolId;
        uint64 cus;
        uint64 sus;
        uint128 maxCuCost;
        uint128 maxSuCost;
        uint32 whenSecondsLeft;
        uint32 minInterval;
        uint128 maxTotal;
        uint32 until;
    }

    function ordersAct(Dice memory dice) internal view returns (Act memory) {
        uint256 kind = dice.below(100);
        if (kind < 30) return _standingOrder(dice);
        if (kind < 34) return _cancelOrder(dice);
        if (kind < 76) return _execute(dice);
        return _executeWithOffer(dice);
    }

    function _standingOrder(Dice memory dice) private view returns (Act memory act) {
        uint256 id = somePool(dice);
        if (id == 0 || pages[id].token == NATIVE) return act;
        act = _onOrder("standingOrder", id, ownerOf(id));
        act.sort = Sort.Own;
        OrderTerms memory terms;
        (terms.poolId, terms.cus, terms.sus) = (id, someAmount(dice), someAmount(dice));
        if (terms.cus | terms.sus == 0) terms.sus = 1 hours;
        uint128 limit = dice.oneIn(6) ? uint128(dice.below(1e9)) : type(uint128).max;
        (terms.maxCuCost, terms.maxSuCost, terms.maxTotal) = (limit, limit, limit);
        terms.whenSecondsLeft = uint32([uint256(0), 1 days, 1000 days, 1000 days][dice.below(4)]);
        terms.minInterval = uint32([uint256(0), 0, 1 hours, 1 days][dice.below(4)]);
        terms.until = uint32(today + dice.below(60 days));
        act.data = abi.encodePacked(orders.standingOrder.selector, abi.encode(terms));
    }

    function _cancelOrder(Dice memory dice) private view returns (Act memory act) {
        uint256 id = _ordered(dice);
        if (id == 0) return _standingOrder(dice);
        bool byMaker = dice.oneIn(2);
        act = _onOrder("cancelOrder", id, byMaker ? orders.orderOf(id).maker : ownerOf(id));
        act.data = abi.encodeCall(orders.cancelOrder, (id));
    }

    function _execute(Dice memory dice) private view returns (Act memory act) {
        uint256 id = _ordered(dice);
        if (id == 0) return _standingOrder(dice);
        act = _onOrder("execute", id, someone(dice));
        act.data = abi.encodeCall(orders.execute, (id));
    }

    function _executeWithOffer(Dice memory dice) private view returns (Act memory act) {
        uint256 id = _ordered(dice);
        if (id == 0) return _standingOrder(dice);
        StandingOrder memory order = orders.orderOf(id);
        Offer memory offer;
        (offer.poolId, offer.farmId, offer.customerTid) = (uint64(id), pages[id].deal.farmId(), pages[id].deal.tid());
        (offer.cus, offer.sus, offer.token) = (order.cus, order.sus, pages[id].token);
        offer.nodeIdsHash = keccak256("");
        priceOffer(dice, offer);
        act = _onOrder("executeWithOffer", id, someone(dice));
        bytes memory sealed_;
        (act.signer, sealed_) = signOffer(dice, offer);
        if (act.signer == address(0)) act.sort = Sort.None;
        act.data = abi.encodeCall(orders.executeWithOffer, (offer, act.signer, sealed_));
    }

    /// @dev A pool with an order that may be due, as far as one sees from outside.
    function _ordered(Dice memory dice) private view returns (uint256 id) {
        uint256 found;
        for (uint256 tries = 4; tries != 0; --tries) {
            id = somePool(dice);
            if (id == 0) return 0;
            StandingOrder memory order = orders.orderOf(id);
            if (order.maker != address(0)) found = id;
            if (found == id && order.maker == ownerOf(id) && today <= order.until && _isDue(id, order)) return id;
        }
        return found;
    }

    function _isDue(uint256 id, StandingOrder memory order) private view returns (bool) {
        bool waits = order.lastRun != 0 && today < uint256(order.lastRun) + order.minInterval;
        Meter memory meter = pages[id].meter;
        uint256 left = meter.dry || meter.dryAt() < today ? 0 : meter.dryAt() - today;
        bool fresh = meter.dry || (meter.cuRate + meter.suRate != 0 && today <= meter.reading + 24 hours);
        return !waits && fresh && left <= order.whenSecondsLeft && !isUnderNotice(id);
    }

    function _onOrder(bytes32 name, uint256 id, address by) private view returns (Act memory act) {
        act = onId(name, id);
        (act.sort, act.target, act.by) = (Sort.Once, address(orders), by);
    }
}
