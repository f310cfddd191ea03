// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Errors} from "../../../contracts/libraries/Errors.sol";
import {BytesHarness} from "../harness/BytesHarness.sol";
import {Test} from "../support/Test.sol";
import {vm} from "../support/Vm.sol";
import {Wallet} from "../support/Wallet.sol";

/// @notice Who signed: keys, contracts, and accounts that are both.
contract SignaturesTest is Test {
    uint256 private constant CURVE_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
    bytes32 private constant DIGEST = keccak256("digest");

    BytesHarness private bytes_ = new BytesHarness();
    Wallet private contractSigner = new Wallet();
    address private signer;
    uint256 private key;
    uint256 private otherKey;

    function setUp() external {
        (signer, key) = actor("signer");
        (, otherKey) = actor("other");
    }

    function _assertBad(address who, bytes memory sealed_) private {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadSignature.selector, who));
        bytes_.requireValid(who, DIGEST, sealed_);
    }

    // ── a signer without code ──

    function test_RevertWhenAnotherKeySigned() external {
        _assertBad(signer, signature(otherKey, DIGEST));
    }

    function test_RevertWhenAnotherDigestWasSigned() external {
        _assertBad(signer, signature(key, keccak256("another")));
    }

    function test_RevertWhenTheSignatureHas64Or66BytesOrNone() external {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, DIGEST);
        _assertBad(signer, abi.encodePacked(r, v == 28 ? s | bytes32(uint256(1) << 255) : s));
        _assertBad(signer, abi.encodePacked(r, s, v, v));
        _assertBad(signer, "");
    }

    function test_RevertWhenItsSIsInTheUpperHalf() external {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, DIGEST);
        _assertBad(signer, abi.encodePacked(r, CURVE_ORDER - uint256(s), v == 27 ? uint8(28) : uint8(27)));
    }

    function test_RevertWhenItsVIsNeither27Nor28() external {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, DIGEST);
        _assertBad(signer, abi.encodePacked(r, s, v - 27));
    }

    function test_RevertWhenTheSignerIsNobody() external {
        // What the recovery answers for a broken signature must not pass for the address 0.
        _assertBad(address(0), new bytes(65));
        _assertBad(address(0), signature(key, DIGEST));
    }

    function test_WhenHisKeySigned() external view {
        bytes_.requireValid(signer, DIGEST, signature(key, DIGEST));
    }

    // ── a contract ──

    function test_RevertWhenItDoesNotApprove() external {
        _assertBad(address(contractSigner), signature(key, DIGEST));
    }

    function test_RevertWhenItReverts() external {
        contractSigner.approve(DIGEST);
        contractSigner.setAnswer(Wallet.Answer.Reverts);
        _assertBad(address(contractSigner), "");
    }

    function test_RevertWhenItAnswersNothing() external {
        contractSigner.setAnswer(Wallet.Answer.Nothing);
        _assertBad(address(contractSigner), "");
    }

    function test_RevertWhenItAnswersFourBytes() external {
        contractSigner.setAnswer(Wallet.Answer.Bare);
        _assertBad(address(contractSigner), "");
    }

    function test_RevertWhenItAnswersSomethingBehindTheMagicValue() external {
        contractSigner.setAnswer(Wallet.Answer.Dirty);
        _assertBad(address(contractSigner), "");
    }

    function test_RevertWhenItKnowsNoSignatures() external {
        _assertBad(address(bytes_), signature(key, DIGEST));
    }

    function test_WhenItApproves() external {
        contractSigner.approve(DIGEST);
        bytes_.requireValid(address(contractSigner), DIGEST, "");
        bytes_.requireValid(address(contractSigner), DIGEST, new bytes(1000));
        bytes_.requireValid(address(contractSigner), DIGEST, signature(key, DIGEST));
    }

    // ── both ──

    function test_WhenItsKeySignedAndItsCodeRefuses() external {
        vm.etch(signer, address(contractSigner).code);
        Wallet(payable(signer)).setAnswer(Wallet.Answer.Reverts);
        bytes_.requireValid(signer, DIGEST, signature(key, DIGEST));
    }

    function test_WhenItsCodeIsADesignatorOfDelegation() external {
        vm.etch(signer, abi.encodePacked(hex"ef0100", address(contractSigner)));
        bytes_.requireValid(signer, DIGEST, signature(key, DIGEST));
    }

    function test_WhenAnotherKeySignedAndItsCodeApproves() external {
        vm.etch(signer, address(contractSigner).code);
        Wallet(payable(signer)).approve(DIGEST);
        bytes_.requireValid(signer, DIGEST, signature(otherKey, DIGEST));
    }

    function test_RevertWhenNeitherKeyNorCodeApproves() external {
        vm.etch(signer, address(contractSigner).code);
        _assertBad(signer, signature(otherKey, DIGEST));
    }
}
