// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPoolsBase} from "../../../contracts/interfaces/IPoolsBase.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {State} from "../../../contracts/types/State.sol";
import {Door} from "../../../contracts/types/Terms.sol";
import {Verdict} from "../../../contracts/types/Verdict.sol";
import {Expecting} from "../support/Expecting.sol";
import {vm} from "../support/Vm.sol";

contract AcceptTest is Expecting {
    uint256 private id;
    bytes32 private termsHash;

    function setUp() public override {
        super.setUp();
        termsHash = hashOf(someTerms());
        id = reserve();
    }

    function test_RevertGivenNoSuchReservation() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongState.selector, 99, State.Requested, State.None));
        vm.prank(operator);
        pools.accept(99, 0);
    }

    function test_RevertGivenAReservationThatWasAnsweredOrGivenUp() external {
        uint256 rejected = reserve();
        reject(rejected);
        _expectWrongState(rejected, State.Rejected);

        uint256 cancelled = reserve();
        cancel(cancelled);
        _expectWrongState(cancelled, State.Cancelled);

        _accept();
        _expectWrongState(id, State.Payable);
        pay(id, address(usd), USD_BOTH, payer);
        _expectWrongState(id, State.Active);
        closePool(id);
        _expectWrongState(id, State.Closed);
    }

    function test_RevertGivenARefill() external {
        uint256 refill = reserveRefill(openPool(), MONTH, MONTH);
        _expectWrongState(refill, State.Payable);
    }

    function test_RevertWhenTheCallerIsNotTheOperator() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOperator.selector, farmId, operator, farmer));
        vm.prank(farmer);
        pools.accept(id, termsHash);
    }

    function test_RevertWhenTheOldOneAccepts() external {
        _replaceOperator();
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOperator.selector, farmId, stranger, operator));
        _accept();
    }

    function test_WhenTheNewOneAccepts() external {
        _replaceOperator();
        vm.prank(stranger);
        pools.accept(id, termsHash);
        assertState(id, State.Payable);
    }

    function test_RevertWhenAnHourHasPassed() external {
        uint256 deadline = START + ANSWER_TIME;
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.DeadlinePassed.selector, id, deadline, deadline + 1));
        _accept();
    }

    function test_RevertWhenTheTermsAreOthers() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.TermsDiffer.selector, id, keccak256("other terms")));
        vm.prank(operator);
        pools.accept(id, keccak256("other terms"));
        // Unlike a payer, the operator always says what he has seen.
        vm.expectRevert(abi.encodeWithSelector(Errors.TermsDiffer.selector, id, bytes32(0)));
        vm.prank(operator);
        pools.accept(id, 0);
    }

    function test_WhenTheLastSecondHasCome() external {
        vm.warp(START + ANSWER_TIME);
        vm.expectEmit(address(pools));
        emit IPoolsBase.Accepted(id, uint32(START + ANSWER_TIME + PAY_TIME));
        _accept();
        assertState(id, State.Payable);
        vm.assertEq(dealOf(id).until(), START + ANSWER_TIME + PAY_TIME, "deadline");
        vm.assertEq(dealOf(id).cuCap(), CU_CAP, "CU held");
        vm.assertEq(dealOf(id).suCap(), SU_CAP, "SU held");
        vm.assertEq(dealOf(id).tokenIndex(), 0, "no currency yet");
    }

    function test_RevertGivenADeadlineThatCouldNeverPass() external {
        uint256 last = type(uint32).max - 2;
        vm.warp(last - ANSWER_TIME);
        id = reserve();
        pass(1);
        vm.expectRevert(abi.encodeWithSelector(Errors.TimeIsOver.selector, last, last + 1));
        _accept();
    }

    function test_GivenAPartOfTheQuote() external {
        pay(id, address(usd), USD_BOTH - 1, payer);
        _accept();
        assertState(id, State.Payable);
        (Verdict verdict, uint256 missing, , ) = pools.due(id, address(usd), 0);
        vm.assertTrue(verdict == Verdict.Due, "due");
        vm.assertEq(missing, 1, "what is missing");
        fund(address(usd), customer, 1);
        expectCredited(id, address(usd), customer, Door.Pay);
        payFunded(id, address(usd), 1, customer);
        assertNewPool(id, address(usd));
    }

    function test_GivenTheWholeQuote() external {
        pay(id, address(usd), 1, payer);
        pay(id, address(eur), EUR_BOTH, payer);
        pass(30 minutes);
        vm.expectEmit(address(pools));
        emit IPoolsBase.Accepted(id, uint32(time() + PAY_TIME));
        expectCredited(id, address(eur), address(0), Door.Acceptance);
        _accept();
        assertNewPool(id, address(eur));
        // What was paid in the other currency is the payer's.
        refund(id, address(usd), payer);
        vm.assertEq(usd.balanceOf(payer), 1, "refunded");
    }

    function test_GivenTermsThatChangedSince() external {
        pay(id, address(usd), USD_BOTH, payer);
        _setTermsAnew();
        expectCredited(id, address(usd), address(0), Door.Acceptance);
        _accept();
        assertNewPool(id, address(usd));
    }

    /// @dev Another price, another upfront share, and then off the list.
    function _setTermsAnew() private {
        setPrice(address(usd), 1, 1);
        setUpfront(10_000);
        delist(address(usd));
    }

    function _replaceOperator() private {
        vm.prank(farmer);
        registry.setOperator(farmId, stranger);
    }

    function _accept() private {
        vm.prank(operator);
        pools.accept(id, termsHash);
    }

    function _expectWrongState(uint256 which, State found) private {
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongState.selector, which, State.Requested, found));
        vm.prank(operator);
        pools.accept(which, termsHash);
    }
}
