// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDoors} from "../../../contracts/interfaces/IDoors.sol";
import {IPoolsBase} from "../../../contracts/interfaces/IPoolsBase.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {State} from "../../../contracts/types/State.sol";
import {Door, RefillTerms} from "../../../contracts/types/Terms.sol";
import {DoorsFixture} from "../support/DoorsFixture.sol";
import {vm} from "../support/Vm.sol";

/// @notice Somebody (the payer) has reserved a refill of the customer's pool, to be paid from an exchange.
contract SweepRefillTest is DoorsFixture {
    uint64 private constant MOST = (1 << 44) - 1;

    uint256 private _poolId;
    uint256 private _id;
    address private _deposit;

    function setUp() public override {
        super.setUp();
        _poolId = openPool();
        _id = _reserveRefill(MONTH, MONTH);
    }

    function test_RevertGivenNothingWasSent() external {
        _revertsForNothing(_terms(MONTH, MONTH), _deposit);
    }

    function test_RevertWhenAnotherMakerIsNamed() external {
        send(address(usd), _deposit, USD_BOTH);
        RefillTerms memory terms = _terms(MONTH, MONTH);
        terms.refundTo = stranger;
        _revertsForNothing(terms, doors.depositAddress(_id, keccak256(abi.encode(tid, terms))));
    }

    function test_RevertWhenAnotherPoolIsNamed() external {
        send(address(usd), _deposit, USD_BOTH);
        RefillTerms memory terms = _terms(MONTH, MONTH);
        terms.poolId = 99;
        _revertsForNothing(terms, doors.depositAddress(_id, keccak256(abi.encode(tid, terms))));
    }

    function test_RevertGivenThePoolWouldHoldTooMuch() external {
        _fillUp();
        send(address(usd), _deposit, USD_BOTH);
        uint256 most = (1 << 63) - 1;
        uint256 sum = clockOf(_poolId).cu() + uint256(MOST) * 1000;
        RefillTerms memory terms = _terms(MOST, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.BalanceTooLarge.selector, _poolId, most, sum));
        doors.sweepRefill(_id, tid, terms, address(usd));
    }

    function test_GivenAPartLiesThere() external {
        send(address(usd), _deposit, 5e6);
        vm.expectEmit(address(pools));
        emit IPoolsBase.Paid(_id, payer, address(usd), 5e6, 5e6, Door.PayFor);
        _expectSwept(address(usd), 5e6, 5e6);
        vm.assertEq(_sweep(address(usd)), 5e6, "counted");
        pass(1 hours + 1);
        vm.prank(payer);
        pools.refund(_id, address(usd), payer);
        vm.assertEq(usd.balanceOf(payer), 5e6, "refunded");
    }

    function test_GivenAllLiesThere() external {
        send(address(usd), _deposit, USD_BOTH);
        // Topics only: what a refill tells in full is tested where Pools is.
        vm.expectEmit(true, true, true, false, address(pools));
        emit IPoolsBase.Refilled(
            _poolId,
            _id,
            payer,
            Door.PayFor,
            0,
            0,
            0,
            0,
            worthOf(_poolId),
            clockOf(_poolId),
            0,
            0,
            0
        );
        _expectSwept(address(usd), USD_BOTH, USD_BOTH);
        vm.assertEq(_sweep(address(usd)), USD_BOTH, "counted");
        _isRefilled();
    }

    function test_GivenMoreThanAllLiesThere() external {
        send(address(usd), _deposit, USD_BOTH + 7);
        _expectSwept(address(usd), USD_BOTH + 7, USD_BOTH);
        _sweep(address(usd));
        _isRefilled();
        vm.assertEq(doors.owedOf(address(usd), payer), 7, "owed");
    }

    function test_GivenTheHourIsOver() external {
        pass(1 hours + 1);
        _owesAll(address(usd), USD_BOTH);
    }

    function test_GivenItWasRefilledBefore() external {
        pay(_id, address(usd), USD_BOTH, customer);
        _owesAll(address(usd), USD_BOTH);
        _isRefilled();
    }

    function test_GivenThePoolToRefillIsClosed() external {
        vm.prank(customer);
        pools.close(_poolId, customer);
        _owesAll(address(usd), USD_BOTH);
    }

    function test_GivenThePoolToRefillIsUnderNotice() external {
        vm.prank(farmer);
        pools.announceEviction(_poolId);
        _owesAll(address(usd), USD_BOTH);
    }

    function test_GivenTheWrongToken() external {
        // The farm takes it, but the pool is paid in another.
        _owesAll(address(eur), EUR_BOTH);
    }

    function test_GivenThePoolWentToAnotherThreebot() external {
        vm.prank(customer);
        pools.offerPool(_poolId, otherTid);
        vm.prank(neighbour);
        pools.acceptPool(_poolId);
        send(address(usd), _deposit, USD_BOTH);
        vm.assertEq(_sweep(address(usd)), USD_BOTH, "counted");
        _isRefilled();
    }

    function test_GivenAPoolThatWouldHoldTooMuchAndAnHourThatIsOver() external {
        _fillUp();
        send(address(usd), _deposit, USD_BOTH);
        pass(1 hours + 1);
        vm.assertEq(doors.sweepRefill(_id, tid, _terms(MOST, 0), address(usd)), 0, "counted");
        vm.assertEq(doors.owedOf(address(usd), payer), USD_BOTH, "owed");
    }

    // ──

    function _terms(uint64 cus, uint64 sus) private view returns (RefillTerms memory terms) {
        (terms.poolId, terms.cus, terms.sus, terms.refundTo) = (uint64(_poolId), cus, sus, payer);
        terms.termsVersion = registry.versionOf(farmId);
    }

    function _reserveRefill(uint64 cus, uint64 sus) private returns (uint256 id) {
        vm.prank(payer);
        id = pools.reserveRefill(_poolId, cus, sus);
        _deposit = doors.depositAddress(id, termsHashOf(id));
    }

    /// @dev Leaves room for less than the largest refill, which is reserved, for next to nothing.
    function _fillUp() private {
        setPrice(address(usd), 1, 1);
        _id = _reserveRefill(MOST, 0);
        fund(address(usd), customer, 1e12);
        uint256 room = (1 << 63) - 1 - clockOf(_poolId).cu();
        vm.startPrank(customer);
        for (uint256 i; i < room / (uint256(MOST) * 1000); ++i) pools.refill(_poolId, MOST, 0, 1e12, 0);
        vm.stopPrank();
    }

    function _sweep(address token) private returns (uint256 counted) {
        RefillTerms memory terms = _terms(MONTH, MONTH);
        vm.prank(stranger);
        return doors.sweepRefill(_id, tid, terms, token);
    }

    function _revertsForNothing(RefillTerms memory terms, address where) private {
        vm.expectRevert(abi.encodeWithSelector(Errors.NothingToWithdraw.selector, address(usd), where));
        doors.sweepRefill(_id, tid, terms, address(usd));
    }

    function _owesAll(address token, uint256 amount) private {
        send(token, _deposit, amount);
        _expectSwept(token, amount, 0);
        vm.assertEq(_sweep(token), 0, "counted");
        vm.assertEq(doors.owedOf(token, payer), amount, "owed");
    }

    function _expectSwept(address token, uint256 received, uint256 counted) private {
        vm.expectEmit(address(doors));
        emit IDoors.DepositSwept(_id, token, payer, _deposit, received, counted, received - counted);
    }

    function _isRefilled() private view {
        vm.assertTrue(dealOf(_id).state() == State.Refilled, "refilled");
        vm.assertEq(clockOf(_poolId).cu(), uint256(MONTH) * 2000, "cu");
        vm.assertEq(usd.balanceOf(address(pools)), 2 * USD_BOTH, "money");
    }
}
