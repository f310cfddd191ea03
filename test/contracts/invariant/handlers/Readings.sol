// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Deal} from "../../../../contracts/types/Deal.sol";
import {State} from "../../../../contracts/types/State.sol";
import {Reading} from "../../../../contracts/types/Terms.sol";
import {Act} from "../ghosts/Act.sol";
import {Dice} from "../ghosts/Dice.sol";
import {Offering} from "./Offering.sol";

/// @notice Operators that report, honestly or not: any rate, any `since`, batches with other farms' and dead pools.
abstract contract Readings is Offering {
    function readingsAct(Dice memory dice) internal view returns (Act memory act) {
        uint256 id = somePool(dice);
        if (id == 0) return act;
        uint32 farm = pages[id].deal.farmId();
        act = onRegistry("report", registry.farm(farm).operator, farm);
        act.target = address(pools);
        Reading[] memory readings = new Reading[](dice.between(1, 4));
        readings[0] = _reading(dice, id);
        for (uint256 i = 1; i < readings.length; ++i) {
            readings[i] = _reading(dice, dice.between(1, pools.lastId() + 1));
        }
        act.data = abi.encodeCall(pools.report, (farm, readings));
    }

    function _reading(Dice memory dice, uint256 id) private view returns (Reading memory reading) {
        Deal deal = pages[id].deal;
        bool lives = deal.state() == State.Active;
        reading.poolId = uint64(id);
        reading.cuRate = _rate(dice, lives ? deal.cuCap() : 1_000);
        reading.suRate = _rate(dice, lives ? deal.suCap() : 1_000);
        reading.since = _since(dice, id);
    }

    /// @dev Up to the cap: nothing, all, something between; and now and then above it.
    function _rate(Dice memory dice, uint256 cap) private pure returns (uint32) {
        uint256 kind = dice.below(10);
        if (kind < 2) return 0;
        if (kind < 4) return uint32(cap);
        if (kind == 4 && cap < type(uint32).max) return uint32(cap + 1);
        return uint32(dice.below(cap + 1));
    }

    /// @dev Now, long ago, ahead, a time within the last hours, or close to the last settling.
    function _since(Dice memory dice, uint256 id) private view returns (uint32) {
        uint256 kind = dice.below(8);
        if (kind < 3) return uint32(today);
        if (kind == 3) return 0;
        if (kind == 4) return type(uint32).max;
        if (kind == 5) return uint32(pages[id].meter.settled + dice.below(3));
        return uint32(today - dice.below(30 hours));
    }
}
