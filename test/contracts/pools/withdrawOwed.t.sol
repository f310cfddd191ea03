// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPoolsBase} from "../../../contracts/interfaces/IPoolsBase.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Offer} from "../../../contracts/types/Terms.sol";
import {PoolsTest} from "../support/PoolsTest.sol";
import {vm} from "../support/Vm.sol";
import {Wallet} from "../support/Wallet.sol";

/// @notice What evictions left to an owner.
contract WithdrawOwedTest is PoolsTest {
    address private constant HEIR = address(0xbeef);

    function _evictFrom(address token, uint256 share) private {
        Offer memory offer = someOffer();
        offer.token = token;
        uint256 id = buyFromOwner(offer);
        vm.prank(farmer);
        pools.announceEviction(id);
        pass(7 * DAY);
        fund(token, farmer, share);
        vm.prank(farmer);
        pools.evict{value: token == NATIVE ? share : 0}(id);
    }

    function _refused(address token, address to, address caller, bytes memory refusal) private {
        vm.expectRevert(refusal);
        vm.prank(caller);
        pools.withdrawOwed(token, to);
    }

    function test_RevertWhenTheMoneyWouldGoToNobodyOrToPools() external {
        _evictFrom(address(usd), USD_BOTH / 5);
        _refused(address(usd), address(0), customer, abi.encodeWithSelector(Errors.BadAddress.selector, address(0)));
        _refused(address(usd), address(pools), customer, abi.encodeWithSelector(Errors.BadAddress.selector, pools));
    }

    function test_RevertWhenNothingIsOwed() external {
        _evictFrom(address(usd), USD_BOTH / 5);
        _refused(address(usd), HEIR, farmer, abi.encodeWithSelector(Errors.NothingToWithdraw.selector, usd, farmer));
    }

    function test_RevertWhenItIsOwedInAnotherToken() external {
        _evictFrom(address(usd), USD_BOTH / 5);
        bytes memory refusal = abi.encodeWithSelector(Errors.NothingToWithdraw.selector, NATIVE, customer);
        _refused(NATIVE, HEIR, customer, refusal);
    }

    function test_RevertWhenCoinsCannotBeDelivered() external {
        _evictFrom(NATIVE, USD_BOTH / 5);
        Wallet wallet_ = new Wallet();
        wallet_.refuseCoins(true);
        bytes memory refusal = abi.encodeWithSelector(Errors.NativeTransferFailed.selector, wallet_, USD_BOTH);
        _refused(NATIVE, address(wallet_), customer, refusal);
        vm.prank(customer);
        pools.withdrawOwed(NATIVE, HEIR);
        vm.assertEq(HEIR.balance, USD_BOTH, "the owner's");
    }

    function test_WhenTheCallerTakesItToAnotherAddress() external {
        _evictFrom(address(usd), USD_BOTH / 5);
        vm.expectEmit(address(pools));
        emit IPoolsBase.OwedWithdrawn(customer, address(usd), USD_BOTH, HEIR);
        vm.recordLogs();
        vm.prank(customer);
        vm.assertEq(pools.withdrawOwed(address(usd), HEIR), USD_BOTH, "amount");
        vm.assertEq(countOfEvents(), 1, "events");
        vm.assertEq(usd.balanceOf(HEIR), USD_BOTH, "the owner's");
        vm.assertEq(usd.balanceOf(address(pools)), USD_BOTH / 5, "in Pools: what the farm was paid upfront");
        vm.assertEq(pools.owedOf(address(usd), customer), 0, "owed");
        bytes memory refusal = abi.encodeWithSelector(Errors.NothingToWithdraw.selector, usd, customer);
        _refused(address(usd), HEIR, customer, refusal);
    }

    function test_WhenItIsOwedInCoins() external {
        _evictFrom(NATIVE, USD_BOTH / 5);
        uint256 before = customer.balance;
        vm.prank(customer);
        pools.withdrawOwed(NATIVE, customer);
        vm.assertEq(customer.balance, before + USD_BOTH, "the owner's");
    }
}
