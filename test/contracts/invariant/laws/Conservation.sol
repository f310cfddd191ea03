// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Clock} from "../../../../contracts/types/Clock.sol";
import {State} from "../../../../contracts/types/State.sol";
import {Worth} from "../../../../contracts/types/Worth.sol";
import {vm} from "../../support/Vm.sol";
import {Meter} from "../ghosts/Meter.sol";
import {Money} from "../ghosts/Money.sol";
import {Page} from "../ghosts/Page.sol";
import {Solvency} from "./Solvency.sol";

/// @notice 2, 3, 9 and the part of 12 that Solidity can state: each pool's money and units, to the last one.
abstract contract Conservation is Solvency {
    function requireMoneyConserved() internal view {
        uint256 last = pools.lastId();
        for (uint256 id = 1; id <= last; ++id) {
            Page storage page = pages[id];
            if (page.deal.state() < State.Active || page.deal.state() == State.Refilled) continue;
            uint256 escrow = escrowOf(page.clock, page.worth, page.deal);
            vm.assertEq(page.released + escrow + page.returned, page.paid + page.brought, "money of a pool");
        }
        for (uint256 i; i < earnings.length; ++i) {
            (uint32 farm, address token) = (earnings[i].farmId, earnings[i].token);
            uint256 credit;
            for (uint16 t; t <= tableOf[farm]; ++t) credit += pools.creditOf(farm, t, token);
            vm.assertEq(credit, earned[farm][token], "income of a farm");
        }
    }

    function requireUnitsConserved() internal view {
        uint256 last = pools.lastId();
        for (uint256 id = 1; id <= last; ++id) {
            Page storage page = pages[id];
            if (page.deal.state() < State.Active || page.deal.state() == State.Refilled) continue;
            Clock clock = page.clock;
            vm.assertEq(page.cuDrained + clock.cu() + page.cuLeft, page.cuBought, "CU of a pool");
            vm.assertEq(page.suDrained + clock.su() + page.suLeft, page.suBought, "SU of a pool");
        }
    }

    /// @dev With `W` the exact worth of the balance: a price that is rounded down loses less than half a base unit, so
    /// `paid - drained - mixes / 2 <= W`; and the farm got all but `(1 - u)` of `W`, or of a base unit more for each unit.
    function requireFairEarnings() internal view {
        uint256 last = pools.lastId();
        for (uint256 id = 1; id <= last; ++id) {
            Page storage page = pages[id];
            if (page.deal.state() < State.Active || page.deal.state() == State.Refilled) continue;
            uint256 u = page.deal.upfront();
            uint256 upfront = page.paid * u * Money.ONE;
            uint256 rest = 10_000 - u;
            uint256 most = upfront + rest * (page.drainedWorth + (page.mixes * Money.ONE) / 2);
            vm.assertLe(page.released * 10_000 * Money.ONE, most, "released more than upfront and drained");
            uint256 least = upfront + rest * page.drainedWorth;
            uint256 rounding = (rest + 10_000) * 2 * Money.ONE;
            vm.assertGe(page.released * 10_000 * Money.ONE + rounding, least, "released less than upfront and drained");
            if (page.deal.state() == State.Evicted) {
                uint256 net = (page.released - page.brought) * Money.ONE;
                vm.assertLe(
                    net,
                    page.drainedWorth + (page.mixes * Money.ONE) / 2,
                    "evicted and kept more than drained"
                );
            }
        }
    }

    /// @dev The words are what the meter and the rule of prices say, field by field.
    function requireEqualToMeter() internal view {
        uint256 last = pools.lastId();
        for (uint256 id = 1; id <= last; ++id) {
            Page storage page = pages[id];
            if (page.deal.state() != State.Active) continue;
            (Clock clock, Worth worth) = (page.clock, page.worth);
            Meter memory meter = page.meter;
            vm.assertEq(clock.cu(), meter.cu, "cu");
            vm.assertEq(clock.su(), meter.su, "su");
            vm.assertEq(clock.cuRate(), meter.cuRate, "cuRate");
            vm.assertEq(clock.suRate(), meter.suRate, "suRate");
            vm.assertEq(clock.settledAt(), meter.settled, "settledAt");
            vm.assertEq(clock.lastReading(), meter.reading, "lastReading");
            vm.assertEq(clock.isEmpty(), meter.dry, "empty");
            vm.assertEq(worth.cuPrice(), page.cuPrice, "cuPrice");
            vm.assertEq(worth.suPrice(), page.suPrice, "suPrice");
        }
    }
}
