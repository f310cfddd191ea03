// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPoolsBase} from "../../../contracts/interfaces/IPoolsBase.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Door} from "../../../contracts/types/Terms.sol";
import {Verdict} from "../../../contracts/types/Verdict.sol";
import {Expecting} from "../support/Expecting.sol";
import {vm} from "../support/Vm.sol";
import {Wallet} from "../support/Wallet.sol";

/// @notice The native coin with a memo as calldata.
contract FallbackTest is Expecting {
    uint256 private id;

    function setUp() public override {
        super.setUp();
        id = reserve();
        vm.deal(payer, 2 * NATIVE_BOTH);
    }

    function test_RevertWhenCoinsComeWithoutAMemo() external {
        _assertRefused(5, "", abi.encodeWithSelector(Errors.BadMemo.selector, bytes("")));
    }

    function test_RevertWhenTheDataIsNoMemo() external {
        _assertRefused(5, "p-", abi.encodeWithSelector(Errors.BadMemo.selector, bytes("p-")));
        _assertRefused(5, "P-1", abi.encodeWithSelector(Errors.BadMemo.selector, bytes("P-1")));
        bytes memory call = abi.encodeWithSignature("deposit(uint256)", 1);
        _assertRefused(0, call, abi.encodeWithSelector(Errors.BadMemo.selector, call));
    }

    function test_RevertWhenItCannotBePaid() external {
        bytes memory why = abi.encodeWithSelector(Errors.NotPayable.selector, 99, NATIVE, Verdict.NoSuchReservation);
        _assertRefused(5, "p-99", why);
    }

    function test_RevertWhenNoCoinsCome() external {
        _assertRefused(0, bytes(memoOf(id)), abi.encodeWithSelector(Errors.NothingPaid.selector, id));
    }

    function test_WhenAPartComes() external {
        expectPaid(id, payer, NATIVE, 5, 5, Door.Native);
        _send(5, bytes(memoOf(id)));
        assertParts(id, NATIVE, payer, 5, 5);
    }

    function test_WhenTheQuoteIsReached() external {
        accept(id);
        expectCredited(id, NATIVE, payer, Door.Native);
        _send(NATIVE_BOTH, bytes(memoOf(id)));
        assertNewPool(id, NATIVE);
    }

    function test_WhenMoreComesThanIsDue() external {
        accept(id);
        expectCredited(id, NATIVE, payer, Door.Native);
        _send(NATIVE_BOTH + 1, bytes(memoOf(id)));
        assertNewPool(id, NATIVE);
        vm.assertEq(payer.balance, NATIVE_BOTH, "sent back");
    }

    function test_WhenMoreComesAndTheSenderTakesNoneBack() external {
        Wallet poor = new Wallet();
        poor.refuseCoins(true);
        vm.deal(address(poor), NATIVE_BOTH + 1);
        expectPaid(id, address(poor), NATIVE, NATIVE_BOTH, NATIVE_BOTH, Door.Native);
        vm.expectEmit(address(pools));
        emit IPoolsBase.Owed(address(poor), NATIVE, 1);
        poor.run(address(pools), NATIVE_BOTH + 1, bytes(memoOf(id)));
        vm.assertEq(pools.owedOf(NATIVE, address(poor)), 1, "owed");
    }

    function test_WhenTheIdHasAsManyDigitsAsASelectorHasBytes() external {
        bytes[6] memory memos = [bytes("p-10"), "p-99", "p-123", "p-1234", "p-12345678", "p-18446744073709551615"];
        uint64[6] memory ids = [10, 99, 123, 1234, 12345678, type(uint64).max];
        for (uint256 i; i < memos.length; ++i) {
            bytes memory why = abi.encodeWithSelector(
                Errors.NotPayable.selector,
                ids[i],
                NATIVE,
                Verdict.NoSuchReservation
            );
            _assertRefused(5, memos[i], why);
        }
        // And one that is there: the tenth.
        while (pools.lastId() < 10) id = reserve();
        _send(5, "p-10");
        assertParts(10, NATIVE, payer, 5, 5);
    }

    function _send(uint256 value, bytes memory data) private {
        vm.prank(payer);
        (bool sent, ) = address(pools).call{value: value}(data);
        vm.assertTrue(sent, "sent");
    }

    function _assertRefused(uint256 value, bytes memory data, bytes memory expected) private {
        vm.prank(payer);
        (bool sent, bytes memory found) = address(pools).call{value: value}(data);
        vm.assertFalse(sent, "refused");
        vm.assertEq(found, expected, "why");
        vm.assertEq(payer.balance, 2 * NATIVE_BOTH, "he keeps his coins");
    }
}
