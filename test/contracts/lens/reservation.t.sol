// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Need, ReservationView} from "../../../contracts/interfaces/ILens.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {State} from "../../../contracts/types/State.sol";
import {Terms} from "../../../contracts/types/Terms.sol";
import {Verdict} from "../../../contracts/types/Verdict.sol";
import {Mute} from "../tokens/Mute.sol";
import {vm} from "../support/Vm.sol";
import {Seeing} from "./Seeing.sol";

contract ReservationTest is Seeing {
    uint256 private _id;

    function setUp() public override {
        super.setUp();
        _id = reserve();
    }

    function test_Reservation_RevertGivenNothingHasThisId() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongState.selector, 99, State.Requested, State.None));
        lens.reservation(99);
    }

    function test_Reservation_RevertGivenAPool() external {
        _id = openPool();
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongState.selector, _id, State.Requested, State.Active));
        lens.reservation(_id);
    }

    function test_Reservation_RevertGivenAPoolThatIsOver() external {
        _id = openPool();
        closePool(_id);
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongState.selector, _id, State.Requested, State.Closed));
        lens.reservation(_id);
    }

    function test_Reservation_GivenItWaitsForItsFarm() external view {
        ReservationView memory v = lens.reservation(_id);
        Terms memory terms = someTerms();
        _assertState(v, State.Requested, START + 1 hours, false);
        vm.assertEq(v.farmId, farmId, "farm");
        vm.assertEq(v.tid, tid, "tid");
        vm.assertEq(v.owner, customer, "owner");
        vm.assertEq(v.target, 0, "a new pool");
        vm.assertEq(v.cus, MONTH, "cus");
        vm.assertEq(v.sus, MONTH, "sus");
        vm.assertEq(v.termsVersion, terms.termsVersion, "version");
        vm.assertEq(bytes32(v.termsHash), bytes32(bytes28(hashOf(terms))), "terms");
        vm.assertEq(v.cuCap, CU_CAP, "CU cap");
        vm.assertEq(v.suCap, SU_CAP, "SU cap");
        vm.assertEq(v.deposit, doors.depositAddress(_id, hashOf(terms)), "deposit address");
        vm.assertEq(v.needs.length, 3, "needs");
        _assertNeed(v.needs[0], address(usd), Verdict.Due, USD_CU, USD_SU);
        _assertNeed(v.needs[1], address(eur), Verdict.Due, EUR_CU, EUR_SU);
        _assertNeed(v.needs[2], NATIVE, Verdict.Due, NATIVE_CU, NATIVE_SU);
        _assertMoney(v.needs[0], 0, USD_BOTH, 0);
        _assertMoney(v.needs[1], 0, EUR_BOTH, 0);
        _assertMoney(v.needs[2], 0, NATIVE_BOTH, 0);
    }

    function test_Reservation_GivenItWasAccepted() external {
        pass(10 minutes);
        accept(_id);
        _assertState(lens.reservation(_id), State.Payable, START + 70 minutes, false);
    }

    function test_Reservation_GivenPartsWerePaidAndMoreLiesAtTheDepositAddress() external {
        pay(_id, address(usd), 5e6, payer);
        pay(_id, address(usd), 1e6, customer);
        pay(_id, NATIVE, 7, payer);
        address deposit = lens.reservation(_id).deposit;
        usd.mint(deposit, 3e6);
        vm.deal(deposit, 9);
        ReservationView memory v = lens.reservation(_id);
        _assertMoney(v.needs[0], 6e6, USD_BOTH - 6e6, 3e6);
        _assertMoney(v.needs[1], 0, EUR_BOTH, 0);
        _assertMoney(v.needs[2], 7, NATIVE_BOTH - 7, 9);
    }

    function test_Reservation_GivenItsQuoteWasReachedBeforeTheFarmAnswered() external {
        pay(_id, address(eur), EUR_BOTH, payer);
        ReservationView memory v = lens.reservation(_id);
        for (uint256 i; i < 3; ++i) {
            vm.assertEq(uint256(v.needs[i].verdict), uint256(Verdict.QuoteReached), "verdict");
            vm.assertEq(v.needs[i].due, 0, "due");
        }
        vm.assertEq(v.needs[1].paid, EUR_BOTH, "paid");
    }

    function test_Reservation_GivenItsDeadlineIsThisSecond() external {
        pass(1 hours);
        vm.assertFalse(lens.reservation(_id).dead, "dead");
    }

    function test_Reservation_GivenItsDeadlineHasPassed() external {
        pass(1 hours + 1);
        _assertDead(State.Requested, Verdict.DeadlinePassed);
    }

    function test_Reservation_GivenTheFarmRejectedIt() external {
        reject(_id);
        _assertDead(State.Rejected, Verdict.NotPayable);
    }

    function test_Reservation_GivenTheCustomerCancelledIt() external {
        cancel(_id);
        _assertDead(State.Cancelled, Verdict.NotPayable);
    }

    function test_Reservation_GivenItIsForARefill() external {
        uint256 poolId = openPool();
        _id = reserveRefill(poolId, MONTH, 0);
        ReservationView memory v = lens.reservation(_id);
        _assertState(v, State.Payable, START + 1 hours, false);
        vm.assertEq(v.target, poolId, "the pool");
        vm.assertEq(v.cuCap + v.suCap, 0, "no caps of its own");
        vm.assertEq(v.deposit, doors.depositAddress(_id, termsHashOf(_id)), "deposit address");
        _assertNeed(v.needs[0], address(usd), Verdict.Due, USD_CU, 0);
        _assertNeed(v.needs[1], address(eur), Verdict.CurrencyNotTaken, EUR_CU, 0);
    }

    function test_Reservation_GivenTheRefillWasCredited() external {
        uint256 poolId = openPool();
        _id = reserveRefill(poolId, MONTH, 0);
        pay(_id, address(usd), USD_CU, payer);
        pass(2 hours);
        ReservationView memory v = lens.reservation(_id);
        _assertState(v, State.Refilled, START + 1 hours, false);
        vm.assertEq(v.target, poolId, "the pool");
        vm.assertEq(uint256(v.needs[0].verdict), uint256(Verdict.NotPayable), "verdict");
    }

    function test_Reservation_GivenTheListHasChangedSince() external {
        setPrice(address(usd), 2 * USD_CU, 2 * USD_SU);
        delist(address(eur));
        ReservationView memory v = lens.reservation(_id);
        vm.assertEq(v.needs.length, 2, "the tokens of now");
        _assertNeed(v.needs[0], address(usd), Verdict.Due, USD_CU, USD_SU);
        _assertNeed(v.needs[1], NATIVE, Verdict.Due, NATIVE_CU, NATIVE_SU);
    }

    function test_Reservation_GivenATokenThatDoesNotTellBalances() external {
        Mute mute = new Mute();
        setPrice(address(mute), 1, 1);
        ReservationView memory v = lens.reservation(_id);
        vm.assertEq(v.needs.length, 4, "all four");
        _assertMoney(v.needs[3], 0, 0, 0);
        _assertMoney(v.needs[0], 0, USD_BOTH, 0);
        // More than a word is no balance either.
        mute.setAnswer(abi.encode(1, 2));
        vm.assertEq(lens.reservation(_id).needs[3].unswept, 0, "unswept");
    }

    function testFuzz_Reservation_GivenAnyPaymentsWhenWhatIsDueIsPaid(uint256 first, uint256 second) external {
        pay(_id, address(usd), bound(first, 1, USD_BOTH / 2), payer);
        accept(_id);
        pay(_id, address(usd), bound(second, 1, USD_BOTH / 2 - 1), customer);
        uint256 due = lens.reservation(_id).needs[0].due;
        if (due > 1) {
            vm.assertEq(pay(_id, address(usd), due - 1, payer), due - 1, "taken");
            assertState(_id, State.Payable);
            vm.assertEq(lens.reservation(_id).needs[0].due, 1, "one unit less");
        }
        pay(_id, address(usd), 1, payer);
        assertState(_id, State.Active);
    }

    function testFuzz_Reservation_GivenAnyDepositWhenItIsSwept(uint256 amount) external {
        ReservationView memory v = lens.reservation(_id);
        usd.mint(v.deposit, bound(amount, 1, 2 * USD_BOTH));
        uint256 unswept = lens.reservation(_id).needs[0].unswept;
        Terms memory terms = someTerms();
        uint256 counted = doors.sweep(_id, tid, terms, address(usd));
        vm.assertEq(unswept, counted + doors.owedOf(address(usd), customer), "brought");
        vm.assertEq(lens.reservation(_id).needs[0].unswept, 0, "nothing left there");
        vm.assertEq(lens.reservation(_id).needs[0].paid, counted, "paid");
    }

    function test_Needs_GivenATokenThatWasTakenOffTheList() external {
        delist(address(usd));
        Need[] memory needs = lens.needs(_id, _one(address(usd)));
        _assertNeed(needs[0], address(usd), Verdict.Due, USD_CU, USD_SU);
    }

    function test_Needs_GivenTokensThatNobodyTakes() external {
        address[] memory tokens = new address[](2);
        (tokens[0], tokens[1]) = (address(new Mute()), stranger);
        Need[] memory needs = lens.needs(_id, tokens);
        _assertNeed(needs[0], tokens[0], Verdict.CurrencyNotTaken, 0, 0);
        _assertNeed(needs[1], stranger, Verdict.CurrencyNotTaken, 0, 0);
        _assertMoney(needs[1], 0, 0, 0);
    }

    function test_Needs_GivenNoSuchId() external view {
        _assertNeed(lens.needs(99, _one(NATIVE))[0], NATIVE, Verdict.NoSuchReservation, 0, 0);
    }

    function test_Needs_GivenNoTokens() external view {
        vm.assertEq(lens.needs(_id, new address[](0)).length, 0, "nothing");
    }

    // ──

    function _one(address token) private pure returns (address[] memory tokens) {
        tokens = new address[](1);
        tokens[0] = token;
    }

    function _assertState(ReservationView memory v, State state, uint256 deadline, bool dead) private pure {
        vm.assertEq(uint256(v.state), uint256(state), "state");
        vm.assertEq(v.deadline, deadline, "deadline");
        vm.assertEq(v.dead, dead, "dead");
    }

    function _assertDead(State state, Verdict verdict) private view {
        ReservationView memory v = lens.reservation(_id);
        vm.assertEq(uint256(v.state), uint256(state), "state");
        vm.assertTrue(v.dead, "dead");
        vm.assertEq(uint256(v.needs[0].verdict), uint256(verdict), "verdict");
        vm.assertEq(v.needs[0].due, 0, "due");
    }

    function _assertNeed(Need memory n, address token, Verdict verdict, uint256 cuCost, uint256 suCost) private pure {
        vm.assertEq(n.token, token, "token");
        vm.assertEq(uint256(n.verdict), uint256(verdict), "verdict");
        vm.assertEq(n.cuCost, cuCost, "CU cost");
        vm.assertEq(n.suCost, suCost, "SU cost");
    }

    function _assertMoney(Need memory n, uint256 paid, uint256 due, uint256 unswept) private pure {
        vm.assertEq(n.paid, paid, "paid");
        vm.assertEq(n.due, due, "due");
        vm.assertEq(n.unswept, unswept, "unswept");
    }
}
