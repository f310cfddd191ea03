// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Fixture} from "../../support/Fixture.sol";
import {vm} from "../../support/Vm.sol";

/// @notice The reads that check nothing.
contract PlainReadsTest is Fixture {
    function test_TokenAt_GivenANumberThatWasGiven() external view {
        vm.assertEq(registry.tokenAt(farmId, 1), address(usd), "first");
        vm.assertEq(registry.tokenAt(farmId, 2), address(eur), "second");
        vm.assertEq(registry.tokenAt(farmId, 3), NATIVE, "third");
    }

    function test_TokenAt_GivenANumberThatWasNotGiven() external view {
        vm.assertEq(registry.tokenAt(farmId, 0), address(0), "none");
        vm.assertEq(registry.tokenAt(farmId, 4), address(0), "not yet");
        vm.assertEq(registry.tokenAt(99, 1), address(0), "nobody's");
    }

    function test_ListedTokens_GivenNoSuchFarm() external view {
        vm.assertEq(registry.listedTokens(99).length, 0, "nothing");
    }

    function test_ListedTokens_GivenAListWithAFreePlace() external {
        delist(address(eur));
        address[] memory expected = new address[](2);
        (expected[0], expected[1]) = (address(usd), NATIVE);
        vm.assertEq(registry.listedTokens(farmId), expected, "in their order");
    }

    function test_VersionOf_GivenAFarmAndNone() external {
        setUpfront(0);
        vm.assertEq(registry.versionOf(farmId), 2, "the farm's");
        vm.assertEq(registry.versionOf(otherFarmId), 1, "the other's");
        vm.assertEq(registry.versionOf(99), 0, "nobody's");
    }

    function test_ForRefill_GivenAListedToken() external {
        _secondTable();
        setPrice(address(eur), 7, 8);
        (address token, uint256 cuPrice, uint256 suPrice, uint256 slot, uint256 table) = registry.forRefill(farmId, 2);
        vm.assertEq(token, address(eur), "token");
        vm.assertEq(cuPrice, 7, "CU");
        vm.assertEq(suPrice, 8, "SU");
        vm.assertEq(slot, 2, "place");
        vm.assertEq(table, 1, "table");
    }

    function test_ForRefill_GivenATokenThatWasTakenOff() external {
        delist(address(eur));
        (address token, uint256 cuPrice, uint256 suPrice, uint256 slot, uint256 table) = registry.forRefill(farmId, 2);
        vm.assertEq(token, address(eur), "token");
        vm.assertEq(cuPrice, 0, "CU");
        vm.assertEq(suPrice, 0, "SU");
        vm.assertEq(slot, 0, "no place");
        vm.assertEq(table, 0, "table");
    }

    function test_ForOwner_GivenAThreebotATokenAndAFarm() external {
        _secondTable();
        (address owner, address token, uint256 table) = registry.forOwner(farmId, tid, 1);
        vm.assertEq(owner, customer, "wallet");
        vm.assertEq(token, address(usd), "token");
        vm.assertEq(table, 1, "table");
    }

    function test_ForIncome_GivenAFarmAfterItsSecondTable() external {
        _secondTable();
        (address token, uint256 table) = registry.forIncome(farmId, 2);
        vm.assertEq(token, address(eur), "token");
        vm.assertEq(table, 1, "table");
    }

    function test_ForOperator_GivenAFarmAfterItsSecondTable() external {
        _secondTable();
        (address found, uint256 table) = registry.forOperator(farmId);
        vm.assertEq(found, operator, "operator");
        vm.assertEq(table, 1, "table");
    }

    function _secondTable() private {
        vm.prank(farmer);
        registry.announceShares(farmId, wholeTo(payer));
        pass(7 days);
        registry.applyShares(farmId, wholeTo(payer));
    }
}
