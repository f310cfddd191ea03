// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPoolsBase} from "../../../contracts/interfaces/IPoolsBase.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Clock} from "../../../contracts/types/Clock.sol";
import {Deal} from "../../../contracts/types/Deal.sol";
import {State} from "../../../contracts/types/State.sol";
import {Offer} from "../../../contracts/types/Terms.sol";
import {Worth} from "../../../contracts/types/Worth.sol";
import {PoolsTest} from "../support/PoolsTest.sol";
import {vm} from "../support/Vm.sol";
import {Wallet} from "../support/Wallet.sol";

/// @notice The owner leaves.
contract CloseTest is PoolsTest {
    address private constant HEIR = address(0xbeef);

    uint256 private id;

    function setUp() public override {
        super.setUp();
        id = buy(someOffer());
    }

    function _refused(uint256 poolId, address to, address caller, bytes memory refusal) private {
        vm.expectRevert(refusal);
        vm.prank(caller);
        pools.close(poolId, to);
    }

    /// @dev Closes, and expects so much to be left, released by the act and returned by it.
    function _closed(uint256 cu, uint256 su, uint256 released, uint256 returned) private {
        address token = tokenOf(id);
        (uint256 credited, uint256 held) = (credit(token), balance(token, address(pools)));
        Deal deal = dealOf(id);
        vm.expectEmit(address(pools));
        emit IPoolsBase.Closed(id, HEIR, cu, su, released, returned);
        vm.recordLogs();
        vm.prank(customer);
        pools.close(id, HEIR);
        vm.assertEq(countOfEvents(), 1, "events");

        vm.assertEq(credit(token), credited + released, "the farm's");
        vm.assertEq(balance(token, HEIR), returned, "the owner's");
        vm.assertEq(balance(token, address(pools)), held - returned, "in Pools");
        (Clock clock, Worth worth, Deal after_) = pools.slotsOf(id);
        vm.assertEq(Clock.unwrap(clock), 0, "clock");
        vm.assertEq(Worth.unwrap(worth), 0, "worth");
        vm.assertEq(Deal.unwrap(after_), Deal.unwrap(deal.withState(State.Closed)), "the deal");
    }

    // ── refusals ──

    function test_RevertWhenTheMoneyWouldGoToNobodyOrToPools() external {
        _refused(id, address(0), customer, abi.encodeWithSelector(Errors.BadAddress.selector, address(0)));
        _refused(id, address(pools), customer, abi.encodeWithSelector(Errors.BadAddress.selector, pools));
    }

    function test_RevertGivenNoLivingPool() external {
        _refused(99, HEIR, customer, abi.encodeWithSelector(Errors.NotAPool.selector, 99, State.None));
        uint256 reserved = reserve();
        bytes memory refusal = abi.encodeWithSelector(Errors.NotAPool.selector, reserved, State.Requested);
        _refused(reserved, HEIR, customer, refusal);
        accept(reserved);
        refusal = abi.encodeWithSelector(Errors.NotAPool.selector, reserved, State.Payable);
        _refused(reserved, HEIR, customer, refusal);
    }

    function test_RevertWhenTheCallerDoesNotOwnIt() external {
        _refused(id, HEIR, farmer, abi.encodeWithSelector(Errors.NotTidOwner.selector, tid, customer, farmer));
    }

    function test_RevertWhenCoinsCannotBeDelivered() external {
        _buyWithCoins();
        Wallet wallet_ = new Wallet();
        wallet_.refuseCoins(true);
        uint256 escrow = NATIVE_BOTH - NATIVE_BOTH / 5;
        bytes memory refusal = abi.encodeWithSelector(Errors.NativeTransferFailed.selector, wallet_, escrow);
        _refused(id, address(wallet_), customer, refusal);
        _closed(MONTH_MILLI, MONTH_MILLI, 0, escrow);
    }

    // ── closes ──

    function test_WhenThePoolDraws() external {
        report(id, 1000, 500);
        pass(10_000);
        uint256 released = 30_864 + 6_172;
        _closed(MONTH_MILLI - 1e7, MONTH_MILLI - 5e6, released, USD_BOTH - USD_BOTH / 5 - released);
    }

    function test_WhenItWasNeverRead() external {
        pass(10 * DAY);
        _closed(MONTH_MILLI, MONTH_MILLI, 0, USD_BOTH - USD_BOTH / 5);
    }

    function test_WhenItRanDry() external {
        report(id, CU_CAP, 0);
        drain(id, CU_CAP, 0, 8 * DAY);
        // Seven days and a half at 4 CU: all CU are consumed, and no SU.
        uint256 cuLeft = MONTH_MILLI - 7 * DAY * 4000;
        uint256 settled = USD_CU - escrowOf(cuLeft, priceOf(USD_CU, MONTH), UPFRONT) - USD_CU / 5;
        vm.assertEq(credit(address(usd)), USD_BOTH / 5 + settled, "seven days were reported");
        _closed(0, MONTH_MILLI, USD_CU - USD_CU / 5 - settled, USD_SU - USD_SU / 5);
        vm.assertEq(credit(address(usd)), USD_CU + USD_SU / 5, "all CU, and the upfront share of the SU");
    }

    function test_WhenTheClockStoodStillForWantOfAReading() external {
        report(id, 1000, 0);
        pass(3 * DAY);
        uint256 held = escrowOf(MONTH_MILLI - DAY * 1000, priceOf(USD_CU, MONTH), UPFRONT);
        _closed(MONTH_MILLI - DAY * 1000, MONTH_MILLI, USD_CU - USD_CU / 5 - held, held + USD_SU - USD_SU / 5);
    }

    function test_WhenAllWasPaidUpfront() external {
        Offer memory offer = someOffer();
        offer.upfrontBps = 10_000;
        id = buy(offer);
        report(id, 1000, 500);
        pass(10_000);
        _closed(MONTH_MILLI - 1e7, MONTH_MILLI - 5e6, 0, 0);
    }

    function test_WhenEverythingWasFree() external {
        Offer memory offer = someOffer();
        (offer.cuAmount, offer.suAmount) = (0, 0);
        bytes memory sealed_ = signed(offer, farmerKey);
        vm.prank(customer);
        id = pools.buy(offer, tid, new uint32[](0), farmer, sealed_);
        report(id, 1000, 500);
        pass(10_000);
        _closed(MONTH_MILLI - 1e7, MONTH_MILLI - 5e6, 0, 0);
    }

    function test_WhenItIsPaidInCoins() external {
        _buyWithCoins();
        _closed(MONTH_MILLI, MONTH_MILLI, 0, NATIVE_BOTH - NATIVE_BOTH / 5);
    }

    function test_WhenANoticeStands() external {
        vm.prank(farmer);
        pools.announceEviction(id);
        pass(7 * DAY);
        _closed(MONTH_MILLI, MONTH_MILLI, 0, USD_BOTH - USD_BOTH / 5);
    }

    function test_WhenTheThreebotWasSold() external {
        vm.prank(customer);
        registry.transferTid(tid, stranger);
        vm.prank(stranger);
        registry.acceptTid(tid, keccak256("a new key"), proof);
        _refused(id, HEIR, customer, abi.encodeWithSelector(Errors.NotTidOwner.selector, tid, stranger, customer));
        vm.prank(stranger);
        pools.close(id, stranger);
        vm.assertEq(usd.balanceOf(stranger), USD_BOTH - USD_BOTH / 5, "the buyer's");
    }

    function test_RevertWhenItIsClosedTwice() external {
        vm.startPrank(customer);
        pools.close(id, HEIR);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAPool.selector, id, State.Closed));
        pools.close(id, HEIR);
        vm.stopPrank();
    }

    function _buyWithCoins() private {
        Offer memory offer = someOffer();
        (offer.token, offer.cuAmount, offer.suAmount) = (NATIVE, NATIVE_CU, NATIVE_SU);
        id = buy(offer);
    }
}
