// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Deal} from "../../../../contracts/types/Deal.sol";
import {State} from "../../../../contracts/types/State.sol";
import {Dice} from "../ghosts/Dice.sol";
import {Meter} from "../ghosts/Meter.sol";
import {Performing} from "./Performing.sol";

/// @notice Lets time pass: a second, hours, days, or up to the very second at which something ends.
abstract contract Calendar is Performing {
    function passTime(Dice memory dice) internal {
        uint256 kind = dice.below(16);
        uint256 to;
        if (kind < 5) to = _edge(dice);
        if (to <= today) {
            if (kind == 5) to = today + 1;
            else if (kind < 11) to = today + dice.between(1, 20 minutes);
            else if (kind < 14) to = today + dice.between(1, 12 hours);
            else to = today + dice.between(1, 10 days);
        }
        today = to;
        count("time", true);
    }

    /// @dev The second before, at, or after the end of something that lasts; 0 if nothing does.
    function _edge(Dice memory dice) private view returns (uint256 end) {
        uint256 id = someId(dice, ALIVE | ACTIVE);
        if (id == 0) return _sharesEdge(dice);
        Deal deal = pages[id].deal;
        end = deal.until();
        if (deal.state() == State.Active) {
            Meter memory meter = pages[id].meter;
            uint256 kind = dice.below(5);
            if (kind == 0) end = meter.reading + 24 hours;
            else if (kind == 1 || end == 0) end = meter.dryAt();
            else if (kind == 2) end += 7 days;
            else if (kind == 3) return _sharesEdge(dice);
        }
        if (end != 0) end = end + dice.below(3) - 1;
        if (end > today + 400 days) end = 0;
    }

    function _sharesEdge(Dice memory dice) private view returns (uint256 end) {
        end = registry.farm(someFarm(dice)).sharesApplicableFrom;
        if (end != 0) end = end + dice.below(3) - 1;
    }
}
