// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TokenHarness} from "../harness/TokenHarness.sol";
import {Test} from "../support/Test.sol";
import {vm} from "../support/Vm.sol";
import {Odd} from "../tokens/Odd.sol";
import {Token} from "../tokens/Token.sol";

/// @notice No answer of a token makes its listing fail.
contract TokenInfoTest is Test {
    TokenHarness private info = new TokenHarness();

    function test_GivenTheNativeCoin() external view {
        _assertInfo(address(0), 18, "", true);
    }

    function test_GivenAnOrdinaryToken() external {
        _assertInfo(address(new Token("USDC", 6)), 6, "USDC", true);
    }

    function test_GivenAnAccountWithoutCode() external view {
        _assertInfo(address(0x1234), 0, "", false);
    }

    // ── decimals ──

    function test_Decimals_WhenItReverts() external {
        _assertInfo(address(new Odd(abi.encode(18), true, abi.encode("ODD"), false)), 0, "ODD", false);
    }

    function test_Decimals_WhenItBurnsAllGas() external {
        address token = address(0x9999);
        vm.etch(token, hex"5b5f56"); // jumps to its own beginning, for ever
        uint256 before = gasleft();
        _assertInfo(token, 0, "", false);
        vm.assertLt(before - gasleft(), 300_000, "gas");
    }

    function test_Decimals_WhenTheAnswerIsNotOneWord() external {
        _assertDecimals("", 0, false);
        _assertDecimals(hex"12", 0, false);
        _assertDecimals(new bytes(31), 0, false);
        _assertDecimals(abi.encode(18, 18), 0, false);
    }

    function test_Decimals_WhenTheAnswerExceeds255() external {
        _assertDecimals(abi.encode(256), 0, false);
        _assertDecimals(abi.encode(type(uint256).max), 0, false);
        _assertDecimals(bytes.concat(bytes32("18")), 0, false);
    }

    function test_Decimals_WhenTheAnswerIsAtItsBounds() external {
        _assertDecimals(abi.encode(0), 0, true);
        _assertDecimals(abi.encode(255), 255, true);
    }

    // ── symbol ──

    function test_Symbol_WhenItReverts() external {
        _assertInfo(address(new Odd(abi.encode(6), false, abi.encode("ODD"), true)), 6, "", true);
    }

    function test_Symbol_WhenItAnswersNothing() external {
        _assertSymbol("", "");
    }

    function test_Symbol_WhenItAnswersOneWord() external {
        _assertSymbol(bytes.concat(bytes32("MKR")), "MKR");
        _assertSymbol(bytes.concat(bytes32(0)), "");
        _assertSymbol(bytes.concat(bytes32("A symbol of all 32 bytes of it !")), "A symbol of all 32 bytes of it !");
        _assertSymbol(bytes.concat(bytes32("MKR\x00MKR")), "MKR");
    }

    function test_Symbol_WhenItAnswersAString() external {
        string memory longest = "sixty-four bytes of symbol, and not one more, is what is taken..";
        vm.assertEq(bytes(longest).length, 64, "longest");
        _assertSymbol(abi.encode(""), "");
        _assertSymbol(abi.encode("USDT"), "USDT");
        _assertSymbol(abi.encode(longest), longest);
        _assertSymbol(bytes.concat(abi.encode(32, 4), "USDT"), "USDT");
        _assertSymbol(bytes.concat(abi.encode("USDT"), "and more that nobody reads"), "USDT");
    }

    function test_Symbol_WhenTheStringIsLongerThan64Bytes() external {
        _assertSymbol(abi.encode(string(new bytes(65))), "");
    }

    function test_Symbol_WhenTheStringSaysThatItIsLongerThanTheAnswer() external {
        _assertSymbol(abi.encode(32, 1), "");
        _assertSymbol(abi.encode(32, 33, bytes32("USDT")), "");
        _assertSymbol(abi.encode(32, type(uint256).max, bytes32("USDT")), "");
    }

    function test_Symbol_WhenTheStringLiesElsewhere() external {
        _assertSymbol(abi.encode(64, 0, 4, bytes32("USDT")), "");
        _assertSymbol(abi.encode(0, 4, bytes32("USDT")), "");
        _assertSymbol(abi.encode(type(uint256).max, 4, bytes32("USDT")), "");
    }

    function test_Symbol_WhenTheAnswerIsTooShortForAString() external {
        _assertSymbol(new bytes(33), "");
        _assertSymbol(new bytes(63), "");
        _assertSymbol(hex"55", "");
    }

    function test_Symbol_WhenTheAnswerIsHuge() external {
        address token = address(0x9999);
        vm.etch(token, hex"611f405ff3"); // 8,000 zero bytes, whatever is asked
        uint256 before = gasleft();
        _assertInfo(token, 0, "", false);
        vm.assertLt(before - gasleft(), 300_000, "gas");
    }

    function _assertDecimals(bytes memory answer, uint8 decimals, bool known) private {
        _assertInfo(address(new Odd(answer, false, abi.encode("ODD"), false)), decimals, "ODD", known);
    }

    function _assertSymbol(bytes memory answer, string memory expected) private {
        _assertInfo(address(new Odd(abi.encode(6), false, answer, false)), 6, expected, true);
    }

    function _assertInfo(address token, uint8 decimals, string memory symbol, bool known) private view {
        (uint8 foundDecimals, string memory foundSymbol, bool foundKnown) = info.read(token);
        vm.assertEq(foundDecimals, decimals, "decimals");
        vm.assertEq(foundSymbol, symbol, "symbol");
        vm.assertEq(foundKnown, known, "known");
    }
}
