// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPoolsBase} from "../../../contracts/interfaces/IPoolsBase.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {State} from "../../../contracts/types/State.sol";
import {Expecting} from "../support/Expecting.sol";
import {vm} from "../support/Vm.sol";

contract RejectTest is Expecting {
    uint256 private id;
    bytes32 private termsHash;

    function setUp() public override {
        super.setUp();
        termsHash = hashOf(someTerms());
        id = reserve();
    }

    function test_RevertWhenTheReasonIsLongerThan128Bytes() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadText.selector, 128, 129));
        vm.prank(operator);
        pools.reject(id, termsHash, string(new bytes(129)));
    }

    function test_RevertGivenNoSuchReservation() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongState.selector, 99, State.Requested, State.None));
        vm.prank(operator);
        pools.reject(99, termsHash, "");
    }

    function test_RevertGivenAReservationThatWasAnsweredOrGivenUp() external {
        uint256 accepted = reserve();
        accept(accepted);
        _expectWrongState(accepted, State.Payable);

        uint256 cancelled = reserve();
        cancel(cancelled);
        _expectWrongState(cancelled, State.Cancelled);

        uint256 refill = reserveRefill(openPool(), MONTH, MONTH);
        _expectWrongState(refill, State.Payable);

        reject(id);
        _expectWrongState(id, State.Rejected);
    }

    function test_RevertWhenTheCallerIsNotTheOperator() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOperator.selector, farmId, operator, stranger));
        vm.prank(stranger);
        pools.reject(id, termsHash, "");
    }

    function test_RevertWhenAnHourHasPassed() external {
        uint256 deadline = START + ANSWER_TIME;
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.DeadlinePassed.selector, id, deadline, deadline + 1));
        vm.prank(operator);
        pools.reject(id, termsHash, "");
    }

    function test_RevertWhenTheTermsAreOthers() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.TermsDiffer.selector, id, keccak256("other terms")));
        vm.prank(operator);
        pools.reject(id, keccak256("other terms"), "");
    }

    function test_WhenTheOperatorGivesAReason() external {
        pay(id, address(usd), USD_BOTH, payer);
        pay(reserve(), address(usd), 5, payer);
        string memory reason = string(new bytes(128));
        vm.expectEmit(address(pools));
        emit IPoolsBase.Rejected(id, reason);
        vm.prank(operator);
        pools.reject(id, termsHash, reason);

        assertState(id, State.Rejected);
        refund(id, address(usd), payer);
        vm.assertEq(usd.balanceOf(payer), USD_BOTH, "refunded");
        vm.assertEq(usd.balanceOf(address(pools)), 5, "another's stays");
        vm.assertEq(credit(address(usd)), 0, "nothing for the farm");
    }

    function _expectWrongState(uint256 which, State found) private {
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongState.selector, which, State.Requested, found));
        vm.prank(operator);
        pools.reject(which, termsHash, "");
    }
}
