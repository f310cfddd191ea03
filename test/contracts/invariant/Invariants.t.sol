// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {State} from "../../../contracts/types/State.sol";
import {Clock} from "../../../contracts/types/Clock.sol";
import {Deal} from "../../../contracts/types/Deal.sol";
import {vm} from "../support/Vm.sol";
import {Dice} from "./ghosts/Dice.sol";
import {World} from "./ghosts/World.sol";
import {Independence} from "./laws/Independence.sol";
import {Market} from "./Market.sol";

/// @notice The laws, each in one function, asked after every act of the market. README.md states them.
contract InvariantsTest is Market, Independence {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    function setUp() public override(Market, World) {
        super.setUp();
    }

    function invariant_00_WhatMustFailFails() external view {
        _requireNoBreach(0);
    }

    function invariant_01_Solvency() external view {
        requireSolvency();
    }

    function invariant_02_MoneyOfAPool() external view {
        _requireNoBreach(2);
        requireMoneyConserved();
    }

    function invariant_03_UnitsOfAPool() external view {
        _requireNoBreach(3);
        requireUnitsConserved();
    }

    function invariant_04_PathIndependence() external {
        requirePathIndependence(_dice());
    }

    function invariant_05_NothingDrainsAfterTheEnd() external {
        _requireNoBreach(5);
        requireStandstill(_dice());
    }

    function invariant_06_RatesWithinCaps() external view {
        _requireNoBreach(6);
        uint256 last = pools.lastId();
        for (uint256 id = 1; id <= last; ++id) {
            (Clock clock, Deal deal) = (pages[id].clock, pages[id].deal);
            if (deal.state() != State.Active) continue;
            vm.assertLe(clock.cuRate(), deal.cuCap(), "CU rate");
            vm.assertLe(clock.suRate(), deal.suCap(), "SU rate");
        }
    }

    function invariant_07_OneCreditOneWay() external view {
        _requireNoBreach(7);
        uint256 last = pools.lastId();
        for (uint256 id = 1; id <= last; ++id) vm.assertLe(pages[id].credits, 1, "credits");
    }

    function invariant_08_TheOwnerCanAlwaysLeave() external {
        requireExits(_dice());
    }

    function invariant_09_UpfrontAndDrainedAndNoMore() external view {
        requireFairEarnings();
    }

    function invariant_10_NobodyStandsInTheWay() external {
        requireIndependence(_dice());
    }

    function invariant_11_NoStrangerChangesAPool() external view {
        _requireNoBreach(11);
    }

    /// @dev The whole of the twelfth law is in `test/contracts/differential`; this is its part on clocks and prices.
    function invariant_12_EqualToTheRules() external view {
        requireEqualToMeter();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(this);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(this), handlers());
    }

    function _dice() private returns (Dice memory) {
        vm.warp(today);
        return Dice(uint256(keccak256(abi.encode(lastSeed, "law"))));
    }

    function _requireNoBreach(uint256 law) private view {
        vm.assertEq(breaches[law], "", "breach");
    }
}
