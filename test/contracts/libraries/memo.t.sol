// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {BytesHarness} from "../harness/BytesHarness.sol";
import {Test} from "../support/Test.sol";
import {vm} from "../support/Vm.sol";

/// @notice The memo's strict form, the same as in `test/cases/memo.json`.
contract MemoTest is Test {
    BytesHarness private memos = new BytesHarness();

    function test_RevertWhenItHasLessThanThreeCharacters() external {
        _assertNone("");
        _assertNone("p");
        _assertNone("p-");
        _assertNone("5");
        _assertNone("55");
    }

    function test_RevertWhenItDoesNotBeginWithPAndADash() external {
        _assertNone("P-5");
        _assertNone("p_5");
        _assertNone("p5-");
        _assertNone("p:5");
        _assertNone("-p5");
        _assertNone("q-5");
        _assertNone("555");
        _assertNone("0x5");
        _assertNone(unicode"p–5");
        _assertNone(unicode"р-5"); // Cyrillic
    }

    function test_RevertWhenTheNumberHasALeadingZero() external {
        _assertNone("p-05");
        _assertNone("p-00");
        _assertNone("p-000000000000000000000");
    }

    function test_RevertWhenACharacterIsNoDigit() external {
        _assertNone("p--5");
        _assertNone("p-+5");
        _assertNone("p-5a");
        _assertNone("p-a5");
        _assertNone("p-0x5");
        _assertNone("p-5.0");
        _assertNone("p-1e3");
        _assertNone("p-1/2");
        _assertNone("p-1:2"); // the characters next to the digits
        _assertNone(unicode"p-٥");
    }

    function test_RevertWhenThereIsAnythingBeforeOrAfter() external {
        _assertNone("p- 5");
        _assertNone("p-5 ");
        _assertNone(" p-5");
        _assertNone("p-5\n");
        _assertNone("p-5\x00");
        _assertNone("p-5,p-6");
    }

    function test_RevertWhenItIsBinary() external {
        _assertNone(hex"702d00");
        _assertNone(hex"702dff");
        _assertNone(hex"702d05");
        _assertNone(hex"702d2f");
        _assertNone(hex"702d3a");
        _assertNone(hex"00702d35");
        _assertNone(abi.encode("p-5"));
        _assertNone(abi.encode(uint256(5)));
    }

    function test_RevertWhenTheNumberIs264OrMore() external {
        _assertNone("p-18446744073709551616");
        _assertNone("p-18446744073709551617");
        _assertNone("p-36893488147419103232"); // 2^65
        _assertNone("p-99999999999999999999");
    }

    function test_RevertWhenItHasMoreThan20Digits() external {
        _assertNone("p-184467440737095516150");
        _assertNone("p-123456789012345678901234567890");
        // 2^256 + 5, and so many digits that any number overflows
        _assertNone("p-115792089237316195423570985008687907853269984665640564039457584007913129639941");
        _assertNone(abi.encodePacked("p-1", new bytes(100)));
    }

    function test_WhenTheNumberIsZero() external view {
        vm.assertEq(memos.parseMemo("p-0"), 0, "zero");
    }

    function test_WhenTheNumberIsTheLargest() external view {
        vm.assertEq(memos.parseMemo("p-18446744073709551615"), type(uint64).max, "largest");
        vm.assertEq(memos.parseMemo("p-9999999999999999999"), 9_999_999_999_999_999_999, "19 digits");
        vm.assertEq(memos.parseMemo("p-10000000000000000000"), 10_000_000_000_000_000_000, "20 digits");
    }

    function testFuzz_WhenItIsTheTextOfAnyNumber(uint64 id) external view {
        vm.assertEq(memos.parseMemo(bytes(string.concat("p-", Strings.toString(id)))), id, "number");
    }

    /// @dev One text for each number: whatever is parsed must be written that way.
    function testFuzz_RevertWhenItIsAnyOtherText(bytes calldata tail, bool prefixed) external view {
        bytes memory memo = prefixed ? abi.encodePacked("p-", tail) : bytes(tail);
        try memos.parseMemo(memo) returns (uint256 id) {
            vm.assertEq(memo, bytes(string.concat("p-", Strings.toString(id))), "the only way to write it");
        } catch (bytes memory why) {
            vm.assertEq(why, abi.encodeWithSelector(Errors.BadMemo.selector, memo), "why");
        }
    }

    function _assertNone(bytes memory memo) private {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadMemo.selector, memo));
        memos.parseMemo(memo);
    }
}
