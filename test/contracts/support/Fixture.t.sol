// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {State} from "../../../contracts/types/State.sol";
import {Offer} from "../../../contracts/types/Terms.sol";
import {Fixture} from "./Fixture.sol";
import {vm} from "./Vm.sol";

/// @notice What the other tests take for granted.
contract FixtureTest is Fixture {
    function test_APoolIsReservedAcceptedAndPaid() external {
        uint256 id = openPool();
        vm.assertEq(id, 1, "id");
        vm.assertTrue(dealOf(id).state() == State.Active, "active");
        vm.assertEq(clockOf(id).cu(), uint256(MONTH) * 1000, "cu");
        vm.assertEq(usd.balanceOf(address(pools)), USD_BOTH, "money");
        vm.assertEq(credit(address(usd)), (USD_BOTH * UPFRONT) / 10_000, "released");
    }

    function test_APoolIsBoughtByOffer() external {
        Offer memory offer = someOffer();
        uint256 id = buy(offer);
        vm.assertTrue(dealOf(id).state() == State.Active, "active");
        uint256 refilled = buy(someRefillOffer(id), payer);
        vm.assertEq(refilled, id, "the same pool");
        vm.assertEq(clockOf(id).su(), uint256(MONTH) * 2000, "su");
    }

    function test_APoolDrainsForDays() external {
        uint256 id = openPool();
        drain(id, 1_000, 500, 10 days);
        report(id, 0, 0);
        vm.assertEq(clockOf(id).cu(), uint256(20 days) * 1000, "cu");
        vm.assertEq(clockOf(id).su(), uint256(25 days) * 1000, "su");
    }

    function test_EachCurrencyOpensAPool() external {
        openPool(someTerms(), address(eur));
        openPool(someTerms(), NATIVE);
        vm.assertEq(balance(address(eur), address(pools)), EUR_BOTH, "eur");
        vm.assertEq(balance(NATIVE, address(pools)), NATIVE_BOTH, "native");
    }

    function test_BoundStaysWithinAndReachesBothEnds(uint256 value) external pure {
        uint256 found = bound(value, 5, 9);
        vm.assertGe(found, 5, "min");
        vm.assertLe(found, 9, "max");
        vm.assertEq(bound(0, 5, 9), 5, "lowest");
        vm.assertEq(bound(type(uint256).max, 5, 9), 9, "highest");
        vm.assertEq(bound(value, 0, type(uint256).max), value, "whole range");
        vm.assertEq(bound(value, 7, 7), 7, "one");
    }
}
