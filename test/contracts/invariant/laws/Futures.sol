// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Clock} from "../../../../contracts/types/Clock.sol";
import {State} from "../../../../contracts/types/State.sol";
import {vm} from "../../support/Vm.sol";
import {Dice} from "../ghosts/Dice.sol";
import {Meter} from "../ghosts/Meter.sol";
import {Money} from "../ghosts/Money.sol";
import {Page} from "../ghosts/Page.sol";
import {Rehearsing} from "./Rehearsing.sol";

/// @notice 4, 5 and 8: what will be of each pool, on whatever way and at whatever time.
abstract contract Futures is Rehearsing {
    /// @dev 4: settled on the way or not, the same words and the same money.
    function requirePathIndependence(Dice memory dice) internal {
        uint256 id = somePool(dice);
        if (id == 0) return;
        uint256[] memory way = _someWay(dice, id);
        Settled memory straight = _settledAt(id, _only(way[way.length - 1]));
        Settled memory broken = _settledAt(id, way);
        vm.assertEq(broken.clock, straight.clock, "clock");
        vm.assertEq(broken.worth, straight.worth, "worth");
        vm.assertEq(broken.credit, straight.credit, "money");
    }

    /// @dev 5: the clock stands from the second it was dry or its reading a day old; no day more takes a unit.
    function requireStandstill(Dice memory dice) internal {
        uint256 id = somePool(dice);
        if (id == 0) return;
        uint256 stop = _stopAt(id);
        Settled memory then_ = _settledAt(id, _only(stop));
        Settled memory later = _settledAt(id, _only(stop + dice.between(1, 30 days)));
        (Clock first, Clock second) = (Clock.wrap(then_.clock), Clock.wrap(later.clock));
        vm.assertEq(second.cu(), first.cu(), "CU drained after the end");
        vm.assertEq(second.su(), first.su(), "SU drained after the end");
        vm.assertEq(later.credit, then_.credit, "money released after the end");
        Meter memory meter = pages[id].meter;
        meter.touch(stop);
        vm.assertEq(first.isEmpty(), meter.dry, "the mark");
    }

    /// @dev 8: whatever happened, close goes through and pays the escrow of what is unconsumed.
    function requireExits(Dice memory dice) internal {
        uint256 last = pools.lastId();
        address to = address(uint160(uint256(keccak256("a wallet that never was"))));
        for (uint256 id = 1; id <= last; ++id) {
            if (pages[id].deal.state() != State.Active) continue;
            _requireExit(id, today, to);
        }
        uint256 one = somePool(dice);
        if (one != 0) _requireExit(one, today + dice.below(60 days), to);
    }

    function _requireExit(uint256 id, uint256 second, address to) private {
        Page storage page = pages[id];
        Meter memory meter = page.meter;
        meter.touch(second);
        uint256 u = page.deal.upfront();
        uint256 escrow = Money.escrow(meter.cu, page.cuPrice, u) + Money.escrow(meter.su, page.suPrice, u);
        bytes memory seen = rehearse(abi.encodeCall(this.closeAt, (id, second, to)));
        (bool closed, uint256 left, uint256 came) = abi.decode(seen, (bool, uint256, uint256));
        vm.assertTrue(closed, "close failed");
        vm.assertEq(left, escrow, "close paid");
        if (page.token != address(taxed)) vm.assertEq(came, escrow, "close brought");
    }

    /// @dev Some seconds from now on, rising, at the clock's edges or anywhere in ten days.
    function _someWay(Dice memory dice, uint256 id) private view returns (uint256[] memory way) {
        way = new uint256[](dice.between(2, 4));
        Meter memory meter = pages[id].meter;
        uint256 from = today;
        for (uint256 i; i < way.length; ++i) {
            uint256 kind = dice.below(5);
            uint256 stop = kind == 0 ? meter.dryAt() : meter.reading + 24 hours;
            stop = stop + dice.below(3) - 1;
            if (kind > 1 || stop > today + 60 days) stop = from + dice.below(kind == 2 ? 10 days : 2 hours);
            way[i] = from = stop < from ? from : stop;
        }
    }

    /// @dev Now, if it stands already.
    function _stopAt(uint256 id) private view returns (uint256 stop) {
        Meter memory meter = pages[id].meter;
        stop = meter.reading + 24 hours;
        if (meter.dryAt() < stop) stop = meter.dryAt();
        if (stop < today) stop = today;
    }

    function _settledAt(uint256 id, uint256[] memory seconds_) private returns (Settled memory) {
        return abi.decode(rehearse(abi.encodeCall(this.settleAt, (id, seconds_))), (Settled));
    }

    function _only(uint256 second) private pure returns (uint256[] memory seconds_) {
        seconds_ = new uint256[](1);
        seconds_[0] = second;
    }
}
