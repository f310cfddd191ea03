// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDoors} from "../../../contracts/interfaces/IDoors.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Terms} from "../../../contracts/types/Terms.sol";
import {DoorsFixture} from "../support/DoorsFixture.sol";
import {vm} from "../support/Vm.sol";
import {Wallet} from "../support/Wallet.sol";

contract OwedTest is DoorsFixture {
    function test_WithdrawOwed_RevertWhenItIsToGoToNobody() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadAddress.selector, address(0)));
        doors.withdrawOwed(address(usd), address(0));
    }

    function test_WithdrawOwed_RevertWhenItIsToGoToPools() external {
        _owe(address(usd), 5e6, payer);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadAddress.selector, address(pools)));
        vm.prank(payer);
        doors.withdrawOwed(address(usd), address(pools));
    }

    function test_WithdrawOwed_RevertWhenItIsToGoToDoors() external {
        _owe(address(usd), 5e6, payer);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadAddress.selector, address(doors)));
        vm.prank(payer);
        doors.withdrawOwed(address(usd), address(doors));
    }

    function test_WithdrawOwed_RevertWhenNothingIsOwedToTheCaller() external {
        _owe(address(usd), 5e6, payer);
        vm.expectRevert(abi.encodeWithSelector(Errors.NothingToWithdraw.selector, address(usd), stranger));
        vm.prank(stranger);
        doors.withdrawOwed(address(usd), stranger);
    }

    function test_WithdrawOwed_RevertWhenTheReceiverTakesNoCoins() external {
        Wallet safe = new Wallet();
        safe.refuseCoins(true);
        _owe(NATIVE, 1 ether, payer);
        vm.expectRevert(Wallet.Refused.selector);
        vm.prank(payer);
        doors.withdrawOwed(NATIVE, address(safe));
        vm.assertEq(doors.owedOf(NATIVE, payer), 1 ether, "still owed");
    }

    function test_WithdrawOwed_WhenTokensAreOwed() external {
        _owe(address(usd), 5e6, payer);
        _owe(address(usd), 6e6, customer);
        vm.expectEmit(address(doors));
        emit IDoors.OwedWithdrawn(payer, address(usd), 5e6, stranger);
        vm.prank(payer);
        vm.assertEq(doors.withdrawOwed(address(usd), stranger), 5e6, "amount");
        vm.assertEq(usd.balanceOf(stranger), 5e6, "sent");
        vm.assertEq(doors.owedOf(address(usd), payer), 0, "no longer owed");
        vm.assertEq(doors.owedOf(address(usd), customer), 6e6, "another's stays");
        vm.assertEq(usd.balanceOf(address(doors)), 6e6, "and is there");
    }

    function test_WithdrawOwed_WhenCoinsAreOwed() external {
        _owe(NATIVE, 1 ether, payer);
        vm.expectEmit(address(doors));
        emit IDoors.OwedWithdrawn(payer, NATIVE, 1 ether, stranger);
        vm.prank(payer);
        doors.withdrawOwed(NATIVE, stranger);
        vm.assertEq(stranger.balance, 1 ether, "sent");
        vm.assertEq(doors.owedOf(NATIVE, payer), 0, "no longer owed");
    }

    function test_Receive_RevertWhenAnybodySendsCoins() external {
        _refusesCoins(stranger, 1 ether);
    }

    function test_Receive_RevertWhenPoolsOrADepositSendNothing() external {
        _refusesCoins(address(pools), 0);
        _refusesCoins(doors.depositAddress(1, 0), 0);
    }

    /// @dev Sent to the deposit address of a reservation that never was.
    function _owe(address token, uint256 amount, address to) private {
        Terms memory terms = someTerms();
        terms.refundTo = to;
        send(token, doors.depositAddress(99, hashOf(terms)), amount);
        doors.sweep(99, tid, terms, token);
    }

    function _refusesCoins(address from, uint256 amount) private {
        vm.deal(from, amount);
        vm.prank(from);
        (bool done, bytes memory answer) = address(doors).call{value: amount}("");
        vm.assertFalse(done, "refused");
        vm.assertEq(answer, abi.encodeWithSelector(Errors.BadAddress.selector, from), "answer");
    }
}
