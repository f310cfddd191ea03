// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {IDoors} from "../../../contracts/interfaces/IDoors.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {State} from "../../../contracts/types/State.sol";
import {Door} from "../../../contracts/types/Terms.sol";
import {Verdict} from "../../../contracts/types/Verdict.sol";
import {Generous} from "../tokens/Generous.sol";
import {Particular} from "../tokens/Particular.sol";
import {Permitting} from "../tokens/Permitting.sol";
import {Reentering} from "../tokens/Reentering.sol";
import {Taxed} from "../tokens/Taxed.sol";
import {DoorsFixture} from "../support/DoorsFixture.sol";
import {vm} from "../support/Vm.sol";

contract PayWithPermitTest is DoorsFixture {
    bytes32 private constant PERMIT = keccak256(
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
    );
    uint256 private constant COST = 3e18;

    struct Permit {
        uint256 value;
        uint256 deadline;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    Permitting private _token;
    uint256 private _id;
    bytes32 private _termsHash;

    function setUp() public override {
        super.setUp();
        _token = new Permitting();
        list(address(_token), 1e18);
        _termsHash = hashOf(termsIn(address(_token)));
        _id = reserve(termsIn(address(_token)));
        accept(_id);
        _token.mint(customer, 2 * COST);
    }

    function test_RevertWhenTheMemoIsNone() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadMemo.selector, bytes("p-05")));
        doors.payWithPermit("p-05", address(_token), COST, 0, 0, 0, 0, 0);
    }

    function test_RevertGivenNoSuchReservation() external {
        _refuses(99, address(_token), 0, Verdict.NoSuchReservation);
    }

    function test_RevertGivenTheFarmRejected() external {
        uint256 id = reserve(termsIn(address(_token)));
        bytes32 termsHash = termsHashOf(id);
        vm.prank(operator);
        pools.reject(id, termsHash, "full");
        _refuses(id, address(_token), 0, Verdict.NotPayable);
    }

    function test_RevertGivenTheHourToPayIsOver() external {
        pass(1 hours + 1);
        _refuses(_id, address(_token), 0, Verdict.DeadlinePassed);
    }

    function test_RevertGivenTheQuoteWasReachedAndWaitsForTheFarm() external {
        uint256 id = reserve(termsIn(address(_token)));
        pay(id, address(_token), COST, payer);
        _refuses(id, address(_token), 0, Verdict.QuoteReached);
    }

    function test_RevertWhenTheTermsAreOthers() external {
        _refuses(_id, address(_token), keccak256("other terms"), Verdict.TermsDiffer);
    }

    function test_RevertWhenTheTokenIsNoneThatBothTake() external {
        usd.mint(customer, COST);
        _refuses(_id, address(usd), 0, Verdict.CurrencyNotTaken);
    }

    function test_RevertWhenTheCoinIsToBePermitted() external {
        uint256 id = reserve();
        string memory memo = memoOf(id);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadAddress.selector, NATIVE));
        doors.payWithPermit(memo, NATIVE, NATIVE_BOTH, 0, 0, 0, 0, 0);
    }

    function test_RevertWhenThePermitIsAnothers() external {
        Permit memory permit = _permitOf(operatorKey, COST);
        vm.expectRevert(_tooLittleAllowed(COST));
        _pay(COST, 0, permit);
    }

    function test_RevertWhenThePermitIsForAnotherAmount() external {
        Permit memory permit = _permitOf(customerKey, COST - 1);
        permit.value = COST;
        vm.expectRevert(_tooLittleAllowed(COST));
        _pay(COST, 0, permit);
    }

    function test_RevertWhenThePermitHasExpired() external {
        Permit memory permit = _permitOf(customerKey, COST);
        pass(2 minutes + 1);
        vm.expectRevert(_tooLittleAllowed(COST));
        _pay(COST, 0, permit);
    }

    function test_RevertGivenThePayerHasTooLittle() external {
        Permit memory permit = _permitOf(customerKey, COST);
        vm.prank(customer);
        _token.transfer(payer, COST + 1);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, customer, COST - 1, COST)
        );
        _pay(COST, 0, permit);
    }

    function test_WhenThePermitIsGood() external {
        Permit memory permit = _permitOf(customerKey, COST);
        expectCredited(_id, address(_token), customer, Door.PayFor, 2e18, 1e18);
        vm.expectEmit(address(doors));
        emit IDoors.PermitUsed(_id, customer, address(_token), COST);
        vm.assertEq(_pay(COST, 0, permit), COST, "taken");
        _isOpen(COST);
        vm.assertEq(_token.balanceOf(customer), COST, "the rest is his");
    }

    function test_WhenTheTermsAreThese() external {
        vm.assertEq(_pay(COST, _termsHash, _permitOf(customerKey, COST)), COST, "taken");
        _isOpen(COST);
    }

    function test_WhenTheAmountIsLessThanWhatIsDue() external {
        Permit memory permit = _permitOf(customerKey, 1e18);
        expectPaid(_id, customer, address(_token), 1e18, 1e18, Door.PayFor);
        vm.assertEq(_pay(1e18, 0, permit), 1e18, "taken");
        vm.assertEq(contribution(_id, address(_token), customer), 1e18, "his");
    }

    function test_WhenTheAmountIsMoreThanWhatIsDue() external {
        vm.assertEq(_pay(2 * COST, 0, _permitOf(customerKey, 2 * COST)), COST, "taken");
        _isOpen(COST);
        vm.assertEq(_token.balanceOf(customer), COST, "came back");
    }

    function test_GivenMoneyOfOthersLiesInDoors() external {
        _token.mint(address(doors), 50);
        vm.assertEq(_pay(2 * COST, 0, _permitOf(customerKey, 2 * COST)), COST, "taken");
        vm.assertEq(_token.balanceOf(customer), COST, "came back");
        vm.assertEq(_token.balanceOf(address(doors)), 50, "still there");
    }

    function test_WhenSomebodyBroughtThePermitBefore() external {
        Permit memory permit = _permitOf(customerKey, COST);
        vm.prank(stranger);
        _token.permit(customer, address(doors), COST, permit.deadline, permit.v, permit.r, permit.s);
        vm.assertEq(_pay(COST, 0, permit), COST, "taken");
        _isOpen(COST);
    }

    function test_GivenAnAllowanceFromBefore() external {
        vm.prank(customer);
        _token.approve(address(doors), COST);
        Permit memory none;
        vm.assertEq(_pay(COST, 0, none), COST, "taken");
        _isOpen(COST);
    }

    function test_GivenTheReservationWaitsForTheFarm() external {
        _id = reserve(termsIn(address(_token)));
        vm.assertEq(_pay(COST, 0, _permitOf(customerKey, COST)), COST, "taken");
        vm.assertTrue(dealOf(_id).state() == State.Requested, "waits");
        accept(_id);
        _isOpen(COST);
    }

    function test_GivenThatThereIsNothingToPay() external {
        list(address(_token), 0);
        _id = reserve(termsIn(address(_token)));
        accept(_id);
        vm.assertEq(_pay(COST, 0, _permitOf(customerKey, COST)), 0, "taken");
        _isOpen(0);
    }

    function test_GivenATokenThatTakesAPart() external {
        Taxed taxed = new Taxed();
        _reserveIn(address(taxed));
        taxed.mint(customer, 1e18);
        vm.prank(customer);
        taxed.approve(address(doors), 1e18);
        vm.assertEq(_payWithoutPermit(address(taxed), 1e18), 0.9801e18, "taken");
        vm.assertEq(contribution(_id, address(taxed), customer), 0.9801e18, "counted");
        vm.assertEq(taxed.balanceOf(address(doors)), 0, "nothing stays");
    }

    function test_GivenATokenThatRefusesToMoveNothing() external {
        Particular particular = new Particular();
        _reserveIn(address(particular));
        particular.mint(customer, COST);
        vm.prank(customer);
        particular.approve(address(doors), COST);
        vm.assertEq(_payWithoutPermit(address(particular), COST), COST, "taken");
        vm.assertEq(particular.balanceOf(address(pools)), COST, "money");
    }

    function test_GivenATokenThatGivesOnTop() external {
        Generous generous = new Generous();
        _reserveIn(address(generous));
        generous.mint(customer, COST);
        vm.prank(customer);
        generous.approve(address(doors), COST);
        vm.assertEq(_payWithoutPermit(address(generous), COST), COST, "taken");
        // One gift on the way to Doors, one at Pools, one back at Doors, one back at home.
        vm.assertEq(generous.balanceOf(customer), 4 * generous.GIFT(), "his");
        vm.assertEq(generous.balanceOf(address(doors)), 0, "nothing stays");
        _isOpen(0);
    }

    function test_GivenATokenThatCallsBack() external {
        Reentering token = new Reentering();
        _reserveIn(address(token));
        token.mint(customer, COST);
        vm.prank(customer);
        token.approve(address(doors), COST);
        token.arm(
            address(doors),
            0,
            abi.encodeCall(IDoors.payWithPermit, (memoOf(_id), address(token), COST, 0, 0, 0, 0, 0))
        );
        _payWithoutPermit(address(token), COST);
        vm.assertEq(
            token.answer(),
            abi.encodeWithSelector(bytes4(keccak256("ReentrancyGuardReentrantCall()"))),
            "refused"
        );
        _isOpen(0);
    }

    // ──

    function _reserveIn(address token) private {
        list(token, 1e18);
        _id = reserve(termsIn(token));
        accept(_id);
    }

    function _permitOf(uint256 key, uint256 value) private view returns (Permit memory permit) {
        (permit.value, permit.deadline) = (value, time() + 2 minutes);
        bytes32 structHash = keccak256(
            abi.encode(PERMIT, customer, address(doors), value, _token.nonces(customer), permit.deadline)
        );
        bytes32 digest = MessageHashUtils.toTypedDataHash(_token.DOMAIN_SEPARATOR(), structHash);
        (permit.v, permit.r, permit.s) = vm.sign(key, digest);
    }

    function _pay(uint256 amount, bytes32 termsHash, Permit memory permit) private returns (uint256 taken) {
        string memory memo = memoOf(_id);
        vm.prank(customer);
        return
            doors.payWithPermit(
                memo,
                address(_token),
                amount,
                termsHash,
                permit.deadline,
                permit.v,
                permit.r,
                permit.s
            );
    }

    function _payWithoutPermit(address token, uint256 amount) private returns (uint256 taken) {
        string memory memo = memoOf(_id);
        vm.prank(customer);
        return doors.payWithPermit(memo, token, amount, 0, 0, 0, 0, 0);
    }

    function _refuses(uint256 id, address token, bytes32 termsHash, Verdict why) private {
        string memory memo = memoOf(id);
        vm.prank(customer);
        IERC20(token).approve(address(doors), COST);
        expectNotPayable(id, token, why);
        vm.prank(customer);
        doors.payWithPermit(memo, token, COST, termsHash, 0, 0, 0, 0);
    }

    function _tooLittleAllowed(uint256 needed) private view returns (bytes memory) {
        return abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(doors), 0, needed);
    }

    function _isOpen(uint256 paid) private view {
        vm.assertTrue(dealOf(_id).state() == State.Active, "a pool");
        vm.assertEq(clockOf(_id).cu(), uint256(MONTH) * 1000, "cu");
        vm.assertEq(_token.balanceOf(address(pools)), paid, "money");
        vm.assertEq(_token.balanceOf(address(doors)), 0, "nothing stays");
    }
}
