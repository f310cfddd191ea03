// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1363Receiver} from "@openzeppelin/contracts/interfaces/IERC1363Receiver.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {IPoolsBase} from "../../../contracts/interfaces/IPoolsBase.sol";
import {Door, Terms} from "../../../contracts/types/Terms.sol";
import {Verdict} from "../../../contracts/types/Verdict.sol";
import {Expecting} from "../support/Expecting.sol";
import {vm, Vm} from "../support/Vm.sol";
import {Callable} from "../tokens/Callable.sol";

contract OnTransferReceivedTest is Expecting {
    Callable private token;
    uint256 private id;

    /// @dev The token takes the place, and the prices, of the dollar.
    function setUp() public override {
        super.setUp();
        token = new Callable();
        delist(address(usd));
        setPrice(address(token), NATIVE_CU, NATIVE_SU);
        Terms memory terms = someTerms();
        terms.currencies[0] = address(token);
        id = reserve(terms);
        token.mint(payer, 2 * NATIVE_BOTH);
    }

    function test_RevertWhenTheMemoIsNone() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadMemo.selector, bytes("5")));
        _send(5, "5");
        vm.expectRevert(abi.encodeWithSelector(Errors.BadMemo.selector, bytes("")));
        _send(5, "");
    }

    function test_RevertWhenItCannotBePaid() external {
        expectNotPayable(99, address(token), Verdict.NoSuchReservation);
        _send(5, "p-99");
        vm.assertEq(token.balanceOf(payer), 2 * NATIVE_BOTH, "he keeps it");
    }

    function test_RevertWhenNothingWasSent() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NothingPaid.selector, id));
        _send(0, memoOf(id));
    }

    function test_RevertWhenTheCallerIsNoTokenOfTheFarms() external {
        bytes memory memo = bytes(memoOf(id));
        expectNotPayable(id, stranger, Verdict.CurrencyNotTaken);
        vm.prank(stranger);
        pools.onTransferReceived(payer, payer, NATIVE_BOTH, memo);
        Callable other = new Callable();
        other.mint(payer, 5);
        expectNotPayable(id, address(other), Verdict.CurrencyNotTaken);
        vm.prank(payer);
        other.transferAndCall(address(pools), 5, memo);
    }

    function test_WhenAPartIsSent() external {
        expectPaid(id, payer, address(token), 5, 5, Door.TransferAndCall);
        _send(5, memoOf(id));
        assertParts(id, address(token), payer, 5, 5);
        vm.assertEq(token.balanceOf(address(pools)), 5, "money");
    }

    function test_WhenAnOperatorSendsItForAnother() external {
        bytes memory memo = bytes(memoOf(id));
        vm.prank(payer);
        token.approve(stranger, NATIVE_BOTH + 3);
        expectPaid(id, payer, address(token), NATIVE_BOTH, NATIVE_BOTH, Door.TransferAndCall);
        vm.prank(stranger);
        token.transferFromAndCall(payer, address(pools), NATIVE_BOTH + 3, memo);
        assertParts(id, address(token), payer, NATIVE_BOTH, NATIVE_BOTH);
        vm.assertEq(token.balanceOf(payer), NATIVE_BOTH, "the excess too");
    }

    function test_WhenTheQuoteIsReached() external {
        accept(id);
        expectCredited(id, address(token), payer, Door.TransferAndCall);
        _send(NATIVE_BOTH, memoOf(id));
        assertNewPool(id, address(token));
    }

    function test_WhenMoreIsSentThanIsDue() external {
        accept(id);
        vm.recordLogs();
        _send(NATIVE_BOTH + 8, memoOf(id));
        assertNewPool(id, address(token));
        vm.assertEq(token.balanceOf(payer), NATIVE_BOTH, "given back");
        Vm.Log[] memory logs = vm.getRecordedLogs();
        vm.assertEq(logs.length, 3, "three events");
        vm.assertEq(logs[0].topics[0], IERC20.Transfer.selector, "it comes");
        vm.assertEq(logs[1].topics[0], IPoolsBase.Credited.selector, "it counts");
        vm.assertEq(logs[2].topics[0], IERC20.Transfer.selector, "the excess goes");
    }

    function test_WhenItIsAskedForItsMagicValue() external {
        bytes memory memo = bytes(memoOf(id));
        vm.prank(address(token));
        bytes4 answer = pools.onTransferReceived(stranger, payer, 5, memo);
        vm.assertEq(bytes32(answer), bytes32(IERC1363Receiver.onTransferReceived.selector), "magic value");
    }

    function _send(uint256 amount, string memory memo) private {
        vm.prank(payer);
        token.transferAndCall(address(pools), amount, bytes(memo));
    }
}
