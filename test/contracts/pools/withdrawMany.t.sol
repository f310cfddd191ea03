// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPoolsBase} from "../../../contracts/interfaces/IPoolsBase.sol";
import {Share} from "../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Offer} from "../../../contracts/types/Terms.sol";
import {PoolsTest} from "../support/PoolsTest.sol";
import {vm} from "../support/Vm.sol";

/// @notice A payee takes from several share tables: all of table 0 is his, and a quarter of table 1.
contract WithdrawManyTest is PoolsTest {
    uint256 private constant BEFORE = 100;
    uint256 private constant AFTER = 403;
    uint256 private constant QUARTER = 100;

    function setUp() public override {
        super.setUp();
        vm.prank(farmer);
        registry.setMinOffer(farmId, 0);
        _earn(BEFORE);
        Share[] memory shares = new Share[](2);
        (shares[0], shares[1]) = (Share(payee, 2_500), Share(farmer, 7_500));
        vm.prank(farmer);
        registry.announceShares(farmId, shares);
        pass(7 * DAY);
        registry.applyShares(farmId, shares);
        _earn(AFTER);
    }

    /// @dev The farm earns exactly this: a pool paid for good.
    function _earn(uint256 amount) private {
        Offer memory offer = someOffer();
        offer.upfrontBps = 10_000;
        (offer.cuAmount, offer.suAmount) = (uint128(amount), 0);
        buy(offer);
    }

    function _both() private pure returns (uint16[] memory tables) {
        tables = new uint16[](2);
        tables[1] = 1;
    }

    function _withdraw(address who, uint16[] memory tables) private returns (uint256) {
        vm.prank(who);
        return pools.withdrawMany(farmId, address(usd), tables, who);
    }

    function _nothing(address who) private view returns (bytes memory) {
        return abi.encodeWithSelector(Errors.NothingToWithdraw.selector, usd, who);
    }

    function test_RevertWhenTheMoneyWouldGoToNobodyOrToPools() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadAddress.selector, address(0)));
        vm.prank(payee);
        pools.withdrawMany(farmId, address(usd), _both(), address(0));
        vm.expectRevert(abi.encodeWithSelector(Errors.BadAddress.selector, pools));
        vm.prank(payee);
        pools.withdrawMany(farmId, address(usd), _both(), address(pools));
    }

    function test_RevertWhenTheCallerIsNoPayeeOfOneOfTheTables() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotPayee.selector, farmId, 0, farmer));
        _withdraw(farmer, _both());
    }

    function test_RevertWhenNoTableIsNamed() external {
        vm.expectRevert(_nothing(payee));
        _withdraw(payee, new uint16[](0));
    }

    function test_RevertWhenNothingIsLeftOfWhatHeMayTake() external {
        _withdraw(payee, _both());
        vm.expectRevert(_nothing(payee));
        _withdraw(payee, _both());
    }

    function test_WhenAPayeeOfBothTablesComes() external {
        uint256 held = usd.balanceOf(address(pools));
        vm.expectEmit(address(pools));
        emit IPoolsBase.Withdrawn(farmId, payee, address(usd), 0, BEFORE, payee);
        vm.expectEmit(address(pools));
        emit IPoolsBase.Withdrawn(farmId, payee, address(usd), 1, QUARTER, payee);
        vm.assertEq(_withdraw(payee, _both()), BEFORE + QUARTER, "each table rounded down");
        vm.assertEq(usd.balanceOf(payee), BEFORE + QUARTER, "the payee's");
        vm.assertEq(usd.balanceOf(address(pools)), held - BEFORE - QUARTER, "in Pools");
        vm.assertEq(pools.withdrawnOf(farmId, 0, address(usd), payee), BEFORE, "of the first");
        vm.assertEq(pools.withdrawnOf(farmId, 1, address(usd), payee), QUARTER, "of the second");
    }

    function test_WhenHeNamesATableTwice() external {
        vm.assertEq(_withdraw(payee, new uint16[](3)), BEFORE, "once");
    }

    function test_WhenHeTookFromOneTableBefore() external {
        vm.prank(payee);
        vm.assertEq(pools.withdraw(farmId, address(usd), 1, payee), QUARTER, "of the second");
        vm.recordLogs();
        vm.assertEq(_withdraw(payee, _both()), BEFORE, "of the first");
        vm.assertEq(countOfEvents(), 1, "of the second there is nothing to tell");
    }
}
