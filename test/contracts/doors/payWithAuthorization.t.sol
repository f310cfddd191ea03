// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {Authorization, IDoors} from "../../../contracts/interfaces/IDoors.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {State} from "../../../contracts/types/State.sol";
import {Door} from "../../../contracts/types/Terms.sol";
import {Verdict} from "../../../contracts/types/Verdict.sol";
import {Authorizing} from "../tokens/Authorizing.sol";
import {DoorsFixture} from "../support/DoorsFixture.sol";
import {vm} from "../support/Vm.sol";
import {Wallet} from "../support/Wallet.sol";

contract PayWithAuthorizationTest is DoorsFixture {
    uint256 private constant COST = 3e6;

    Authorizing private _token;
    uint256 private _id;
    bytes32 private _termsHash;
    uint256 private _payerKey;

    function setUp() public override {
        super.setUp();
        (, _payerKey) = actor("payer");
        _token = new Authorizing();
        list(address(_token), 1e6);
        _termsHash = hashOf(termsIn(address(_token)));
        _id = reserve(termsIn(address(_token)));
        accept(_id);
        _token.mint(payer, 10 * COST);
    }

    function test_RevertGivenNoSuchReservation() external {
        _id = 99;
        _refuses(Verdict.NoSuchReservation);
    }

    function test_RevertGivenTheHourToPayIsOver() external {
        pass(1 hours + 1);
        _refuses(Verdict.DeadlinePassed);
    }

    function test_RevertWhenTheTermsAreOthers() external {
        _termsHash = keccak256("other terms");
        _refuses(Verdict.TermsDiffer);
    }

    function test_RevertWhenTheTokenIsNoneThatBothTake() external {
        _id = reserve(termsIn(address(usd)));
        _termsHash = hashOf(termsIn(address(usd)));
        _refuses(Verdict.CurrencyNotTaken);
    }

    function test_RevertWhenTheCoinIsToBeAuthorised() external {
        uint256 id = reserve();
        Authorization memory a = _unsigned(COST);
        a.token = NATIVE;
        vm.expectRevert(abi.encodeWithSelector(Errors.BadAddress.selector, NATIVE));
        doors.payWithAuthorization(id, 0, a);
    }

    function test_RevertWhenAnotherSigned() external {
        Authorization memory a = _signedBy(operatorKey, COST);
        vm.expectRevert(Authorizing.AuthorizationInvalid.selector);
        doors.payWithAuthorization(_id, _termsHash, a);
    }

    function test_RevertWhenAWalletContractDidNotApprove() external {
        Authorization memory a = _unsigned(COST);
        a.from = address(new Wallet());
        a.signature = "as the wallet likes it";
        vm.expectRevert(Authorizing.AuthorizationInvalid.selector);
        doors.payWithAuthorization(_id, _termsHash, a);
    }

    function test_RevertWhenItIsNotValidYet() external {
        Authorization memory a = _unsigned(COST);
        a.validAfter = time();
        a.signature = signature(_payerKey, _digest(a));
        vm.expectRevert(Authorizing.AuthorizationNotNow.selector);
        doors.payWithAuthorization(_id, _termsHash, a);
    }

    function test_RevertWhenItHasExpired() external {
        Authorization memory a = _signedBy(_payerKey, COST);
        vm.warp(a.validBefore);
        vm.expectRevert(Authorizing.AuthorizationNotNow.selector);
        doors.payWithAuthorization(_id, _termsHash, a);
    }

    function test_RevertWhenItWasSignedForAnotherId() external {
        uint256 other = reserve(termsIn(address(_token)));
        Authorization memory a = _signedBy(_payerKey, COST);
        vm.expectRevert(Authorizing.AuthorizationInvalid.selector);
        doors.payWithAuthorization(other, _termsHash, a);
    }

    function test_RevertWhenItWasSignedForOtherTerms() external {
        // Who signed for certain terms did not sign for any.
        Authorization memory a = _signedBy(_payerKey, COST);
        vm.expectRevert(Authorizing.AuthorizationInvalid.selector);
        doors.payWithAuthorization(_id, 0, a);
    }

    function test_RevertWhenItWasSignedForAnotherAmount() external {
        Authorization memory a = _signedBy(_payerKey, COST - 1);
        a.value = COST;
        vm.expectRevert(Authorizing.AuthorizationInvalid.selector);
        doors.payWithAuthorization(_id, _termsHash, a);
    }

    function test_RevertWhenItWasSignedForAnotherDoors() external {
        IDoors other = IDoors(deploy("Doors.sol:Doors", abi.encode(pools)));
        Authorization memory a = _signedBy(_payerKey, COST);
        vm.expectRevert(Authorizing.AuthorizationInvalid.selector);
        other.payWithAuthorization(_id, _termsHash, a);
    }

    function test_RevertWhenItWasSignedOnAnotherChain() external {
        Authorization memory a = _signedBy(_payerKey, COST);
        vm.chainId(1);
        vm.expectRevert(Authorizing.AuthorizationInvalid.selector);
        doors.payWithAuthorization(_id, _termsHash, a);
    }

    function test_RevertWhenItIsBroughtTwice() external {
        Authorization memory a = _signedBy(_payerKey, 1e6);
        doors.payWithAuthorization(_id, _termsHash, a);
        vm.expectRevert(Authorizing.AuthorizationInvalid.selector);
        doors.payWithAuthorization(_id, _termsHash, a);
    }

    function test_RevertWhenARetryWasSignedForAPaymentThatHasArrived() external {
        // The first seemed lost, so the payer signed again, with the same count of payments before.
        Authorization memory first = _signedBy(_payerKey, 1e6);
        Authorization memory retry = _signedBy(_payerKey, 1e6 + 1);
        doors.payWithAuthorization(_id, _termsHash, first);
        vm.expectRevert(Authorizing.AuthorizationInvalid.selector);
        doors.payWithAuthorization(_id, _termsHash, retry);
        vm.assertEq(_token.balanceOf(payer), 10 * COST - 1e6, "paid once");
    }

    function test_RevertGivenThePoolIsOpen() external {
        doors.payWithAuthorization(_id, _termsHash, _signedBy(_payerKey, COST));
        _refuses(Verdict.NotPayable);
    }

    function test_WhenThePayerSignedIn65Bytes() external {
        Authorization memory a = _signedBy(_payerKey, COST);
        vm.assertEq(a.signature.length, 65, "bytes");
        expectCredited(_id, address(_token), payer, Door.PayFor, 2e6, 1e6);
        vm.expectEmit(address(doors));
        emit IDoors.AuthorizationUsed(_id, payer, address(_token), 0, COST);
        vm.assertEq(doors.payWithAuthorization(_id, _termsHash, a), COST, "taken");
        _isOpen();
        vm.assertEq(_token.balanceOf(payer), 9 * COST, "paid");
        vm.assertEq(doors.paymentsOf(_id, payer), 1, "counted");
    }

    function test_GivenATokenThatKnowsSignaturesInPartsOnly() external {
        _token.forgetWholeSignatures();
        doors.payWithAuthorization(_id, _termsHash, _signedBy(_payerKey, COST));
        _isOpen();
    }

    function test_WhenAWalletContractApproved() external {
        _paysFromWallet("as the wallet likes it");
    }

    function test_WhenAWalletContractGives65Bytes() external {
        _paysFromWallet(new bytes(65));
    }

    function test_WhenAStrangerBringsIt() external {
        Authorization memory a = _signedBy(_payerKey, 1e6);
        vm.prank(stranger);
        doors.payWithAuthorization(_id, _termsHash, a);
        vm.assertEq(contribution(_id, address(_token), payer), 1e6, "the payer's");
        vm.assertEq(contribution(_id, address(_token), stranger), 0, "not the stranger's");
        vm.prank(customer);
        pools.cancel(_id);
        vm.prank(payer);
        pools.refund(_id, address(_token), payer);
        vm.assertEq(_token.balanceOf(payer), 10 * COST, "refunded");
    }

    function test_WhenTheValueIsLessThanWhatIsDue() external {
        Authorization memory a = _signedBy(_payerKey, 1e6);
        expectPaid(_id, payer, address(_token), 1e6, 1e6, Door.PayFor);
        vm.expectEmit(address(doors));
        emit IDoors.AuthorizationUsed(_id, payer, address(_token), 0, 1e6);
        vm.assertEq(doors.payWithAuthorization(_id, _termsHash, a), 1e6, "taken");
        vm.assertTrue(dealOf(_id).state() == State.Payable, "waits for the rest");
    }

    function test_WhenTheValueIsMoreThanWhatIsDue() external {
        Authorization memory a = _signedBy(_payerKey, COST + 7);
        vm.expectEmit(address(doors));
        emit IDoors.AuthorizationUsed(_id, payer, address(_token), 0, COST);
        vm.prank(stranger);
        vm.assertEq(doors.payWithAuthorization(_id, _termsHash, a), COST, "taken");
        vm.assertEq(_token.balanceOf(payer), 9 * COST, "the rest came back");
        _isOpen();
    }

    function test_GivenMoneyOfOthersLiesInDoors() external {
        _token.mint(address(doors), 50);
        vm.assertEq(doors.payWithAuthorization(_id, _termsHash, _signedBy(_payerKey, COST + 7)), COST, "taken");
        vm.assertEq(_token.balanceOf(payer), 9 * COST, "the rest came back");
        vm.assertEq(_token.balanceOf(address(doors)), 50, "still there");
    }

    function test_WhenThePayerSignsAgain() external {
        doors.payWithAuthorization(_id, _termsHash, _signedBy(_payerKey, 1e6));
        Authorization memory a = _signedBy(_payerKey, 2e6);
        vm.expectEmit(address(doors));
        emit IDoors.AuthorizationUsed(_id, payer, address(_token), 1, 2e6);
        doors.payWithAuthorization(_id, _termsHash, a);
        vm.assertEq(doors.paymentsOf(_id, payer), 2, "counted");
        _isOpen();
    }

    function test_GivenAnotherPayerPaidBefore() external {
        _token.mint(customer, 1e6);
        Authorization memory a = _signedBy(_payerKey, 1e6);
        Authorization memory b = _unsigned(1e6);
        b.from = customer;
        b.signature = signature(customerKey, _digest(b));
        doors.payWithAuthorization(_id, _termsHash, b);
        doors.payWithAuthorization(_id, _termsHash, a);
        vm.assertEq(doors.paymentsOf(_id, payer), 1, "one of the payer");
        vm.assertEq(doors.paymentsOf(_id, customer), 1, "one of the customer");
        vm.assertEq(pools.paidOf(_id, address(_token)), 2e6, "both");
    }

    function test_GivenTheFarmHasNotAnswered() external {
        _id = reserve(termsIn(address(_token)));
        doors.payWithAuthorization(_id, _termsHash, _signedBy(_payerKey, COST));
        vm.assertTrue(dealOf(_id).state() == State.Requested, "waits");
        accept(_id);
        _isOpen();
    }

    // ──

    function _unsigned(uint256 value) private view returns (Authorization memory) {
        return
            Authorization({
                token: address(_token),
                from: payer,
                value: value,
                validAfter: 0,
                validBefore: time() + 2 minutes,
                signature: ""
            });
    }

    function _signedBy(uint256 key, uint256 value) private view returns (Authorization memory a) {
        a = _unsigned(value);
        a.signature = signature(key, _digest(a));
    }

    /// @dev For this reservation, these terms, and the payer's next payment.
    function _digest(Authorization memory a) private view returns (bytes32) {
        uint256 n = doors.paymentsOf(_id, a.from);
        bytes32 nonce = keccak256(abi.encode(_id, _termsHash, a.from, n));
        vm.assertEq(doors.authorizationNonce(_id, _termsHash, a.from), nonce, "nonce");
        bytes32 structHash = keccak256(
            abi.encode(
                _token.RECEIVE_WITH_AUTHORIZATION_TYPEHASH(),
                a.from,
                address(doors),
                a.value,
                a.validAfter,
                a.validBefore,
                nonce
            )
        );
        return MessageHashUtils.toTypedDataHash(_token.DOMAIN_SEPARATOR(), structHash);
    }

    function _refuses(Verdict why) private {
        Authorization memory a = _signedBy(_payerKey, COST);
        expectNotPayable(_id, address(_token), why);
        doors.payWithAuthorization(_id, _termsHash, a);
    }

    function _paysFromWallet(bytes memory sealed_) private {
        Wallet safe = new Wallet();
        _token.mint(address(safe), COST + 7);
        Authorization memory a = _unsigned(COST + 7);
        a.from = address(safe);
        safe.approve(_digest(a));
        a.signature = sealed_;
        vm.prank(stranger);
        vm.assertEq(doors.payWithAuthorization(_id, _termsHash, a), COST, "taken");
        vm.assertEq(_token.balanceOf(address(safe)), 7, "the rest came back");
        _isOpen();
    }

    function _isOpen() private view {
        vm.assertTrue(dealOf(_id).state() == State.Active, "a pool");
        vm.assertEq(clockOf(_id).cu(), uint256(MONTH) * 1000, "cu");
        vm.assertEq(_token.balanceOf(address(pools)), COST, "money");
        vm.assertEq(_token.balanceOf(address(doors)), 0, "nothing stays");
    }
}
