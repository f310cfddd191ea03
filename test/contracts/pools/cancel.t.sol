// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPoolsBase} from "../../../contracts/interfaces/IPoolsBase.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {State} from "../../../contracts/types/State.sol";
import {Expecting} from "../support/Expecting.sol";
import {vm} from "../support/Vm.sol";

contract CancelTest is Expecting {
    uint256 private id;

    function setUp() public override {
        super.setUp();
        id = reserve();
    }

    function test_RevertGivenNoSuchReservation() external {
        _expectWrongState(99, State.None);
    }

    function test_RevertGivenAReservationThatIsOver() external {
        uint256 rejected = reserve();
        reject(rejected);
        _expectWrongState(rejected, State.Rejected);
        cancel(id);
        _expectWrongState(id, State.Cancelled);
        uint256 pool = openPool();
        _expectWrongState(pool, State.Active);
        closePool(pool);
        _expectWrongState(pool, State.Closed);
    }

    function test_RevertGivenARefill() external {
        uint256 pool = openPool();
        vm.prank(customer);
        uint256 refill = pools.reserveRefill(pool, MONTH, MONTH);
        vm.expectRevert(abi.encodeWithSelector(Errors.RefillLapses.selector, refill, START + 1 hours));
        vm.prank(customer);
        pools.cancel(refill);
    }

    function test_RevertWhenTheCallerDoesNotOwnTheThreebot() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotTidOwner.selector, tid, customer, operator));
        vm.prank(operator);
        pools.cancel(id);
    }

    function test_GivenAReservationThatWaitsForTheFarm() external {
        vm.expectEmit(address(pools));
        emit IPoolsBase.Cancelled(id);
        cancel(id);
        assertState(id, State.Cancelled);
    }

    function test_GivenAReservationThatWaitsForMoney() external {
        accept(id);
        pay(id, address(usd), 5, payer);
        cancel(id);
        assertState(id, State.Cancelled);
        refund(id, address(usd), payer);
        vm.assertEq(usd.balanceOf(payer), 5, "refunded");
    }

    function test_GivenAReservationWhoseDeadlineHasPassed() external {
        pass(2 hours);
        cancel(id);
        assertState(id, State.Cancelled);
    }

    function test_GivenAThreebotThatWasSold() external {
        vm.prank(customer);
        registry.transferTid(tid, stranger);
        vm.prank(stranger);
        registry.acceptTid(tid, keccak256("key"), proof);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotTidOwner.selector, tid, stranger, customer));
        cancel(id);
        vm.prank(stranger);
        pools.cancel(id);
        assertState(id, State.Cancelled);
    }

    function _expectWrongState(uint256 which, State found) private {
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongState.selector, which, State.Payable, found));
        cancel(which);
    }
}
