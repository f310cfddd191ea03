// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Vm, vm} from "../support/Vm.sol";
import {Act, Sort} from "./ghosts/Act.sol";
import {Dice} from "./ghosts/Dice.sol";
import {Calendar} from "./handlers/Calendar.sol";
import {Oddities} from "./handlers/Oddities.sol";
import {Strangers} from "./handlers/Strangers.sol";

/// @notice The market at work: each function lets one group of people do one thing.
abstract contract Market is Strangers, Oddities, Calendar {
    function setUp() public virtual override {
        vm.recordLogs();
        super.setUp();
        readLogs(vm.getRecordedLogs());
        for (uint256 i; i < 3; ++i) perform(buyPool(begin(i), uint64(1 + i) * 6 hours, 12 hours));
    }

    function customers(uint256 seed) external {
        _performOne(customersAct, begin(seed));
    }

    function farmers(uint256 seed) external {
        _performOne(farmersAct, begin(seed));
    }

    function operators(uint256 seed) external {
        _performOne(readingsAct, begin(seed));
    }

    function payers(uint256 seed) external {
        _performOne(payersAct, begin(seed));
    }

    function doorsAndOrders(uint256 seed) external {
        Dice memory dice = begin(seed);
        _performOne(dice.oneIn(3) ? ordersAct : doorsAct, dice);
    }

    function strangers(uint256 seed) external {
        _performOne(wrongAct, begin(seed));
    }

    function time(uint256 seed) external {
        passTime(begin(seed));
    }

    function world(uint256 seed) external {
        Dice memory dice = begin(seed);
        if (!dice.oneIn(6)) return oddity(dice);
        Act memory act = anyAct(dice);
        act.by = address(reentering);
        arm(act);
    }

    /// @dev Some acts need what is not there: then another is drawn.
    function _performOne(function(Dice memory) view returns (Act memory) draw, Dice memory dice) private {
        for (uint256 tries = 5; tries != 0; --tries) {
            Act memory act = draw(dice);
            if (act.sort == Sort.None) continue;
            perform(act);
            return;
        }
    }

    /// @dev Where the fuzzer may call.
    function handlers() internal pure returns (bytes4[] memory selectors) {
        selectors = new bytes4[](8);
        selectors[0] = Market.customers.selector;
        selectors[1] = Market.farmers.selector;
        selectors[2] = Market.operators.selector;
        selectors[3] = Market.payers.selector;
        selectors[4] = Market.doorsAndOrders.selector;
        selectors[5] = Market.strangers.selector;
        selectors[6] = Market.time.selector;
        selectors[7] = Market.world.selector;
    }
}
