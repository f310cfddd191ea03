// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
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

/// @notice A farm ends a pool, at its own expense.
contract EvictTest is PoolsTest {
    uint256 private id;

    function setUp() public override {
        super.setUp();
        id = buy(someOffer());
        fund(address(usd), farmer, 1000e6);
    }

    function _announceAndWait(uint256 duration) private {
        vm.prank(farmer);
        pools.announceEviction(id);
        pass(duration);
    }

    function _refused(uint256 poolId, address caller, bytes memory refusal) private {
        vm.expectRevert(refusal);
        vm.prank(caller);
        pools.evict(poolId);
    }

    /// @dev Evicts with the money of an ordinary token, and expects all of it.
    function _evicted(uint256 cu, uint256 su, uint256 released, uint256 brought, uint256 returned) private {
        (uint256 credited, uint256 held) = (credit(address(usd)), usd.balanceOf(address(pools)));
        uint256 farmers = usd.balanceOf(farmer);
        Deal deal = dealOf(id);
        vm.expectEmit(address(pools));
        emit IPoolsBase.Evicted(id, customer, cu, su, released, brought);
        expectOwed(customer, address(usd), returned);
        vm.recordLogs();
        vm.prank(farmer);
        pools.evict(id);
        vm.assertEq(countOfEvents(), 2, "events");

        vm.assertEq(credit(address(usd)), credited + released, "the farm's");
        vm.assertEq(usd.balanceOf(farmer), farmers - brought, "the farmer's");
        vm.assertEq(usd.balanceOf(address(pools)), held + brought, "in Pools");
        vm.assertEq(pools.owedOf(address(usd), customer), returned, "owed");
        (Clock clock, Worth worth, Deal after_) = pools.slotsOf(id);
        vm.assertEq(Clock.unwrap(clock), 0, "clock");
        vm.assertEq(Worth.unwrap(worth), 0, "worth");
        vm.assertEq(Deal.unwrap(after_), Deal.unwrap(deal.withState(State.Evicted)), "the deal");
    }

    // ── refusals ──

    function test_RevertGivenNoLivingPool() external {
        _refused(99, farmer, abi.encodeWithSelector(Errors.NotAPool.selector, 99, State.None));
        _announceAndWait(7 * DAY);
        vm.startPrank(farmer);
        pools.evict(id);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAPool.selector, id, State.Evicted));
        pools.evict(id);
        vm.stopPrank();
    }

    function test_RevertWhenTheCallerDoesNotOwnTheFarm() external {
        _announceAndWait(7 * DAY);
        _refused(id, operator, abi.encodeWithSelector(Errors.NotFarmOwner.selector, farmId, farmer, operator));
    }

    function test_RevertWhenNothingWasAnnounced() external {
        _refused(id, farmer, abi.encodeWithSelector(Errors.NothingAnnounced.selector, id));
    }

    function test_RevertWhenTheNoticeHasNotEnded() external {
        _announceAndWait(7 * DAY - 1);
        uint256 from = START + 7 * DAY;
        _refused(id, farmer, abi.encodeWithSelector(Errors.TooEarly.selector, id, from, from - 1));
    }

    function test_RevertWhenTheNoticeHasLapsed() external {
        _announceAndWait(14 * DAY + 1);
        uint256 lapsed = START + 14 * DAY;
        _refused(id, farmer, abi.encodeWithSelector(Errors.NoticeLapsed.selector, id, lapsed, lapsed + 1));
        // One of a year ago is void as well.
        pass(365 * DAY);
        _refused(id, farmer, abi.encodeWithSelector(Errors.NoticeLapsed.selector, id, lapsed, lapsed + 1 + 365 * DAY));
    }

    function test_RevertWhenTheFarmDoesNotBringTheUpfrontShare() external {
        _announceAndWait(7 * DAY);
        vm.prank(farmer);
        usd.approve(address(pools), USD_BOTH / 5 - 1);
        _refused(
            id,
            farmer,
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientAllowance.selector,
                address(pools),
                USD_BOTH / 5 - 1,
                USD_BOTH / 5
            )
        );
        vm.deal(farmer, 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongValue.selector, 0, 1));
        vm.prank(farmer);
        pools.evict{value: 1}(id);
    }

    function test_RevertWhenTooFewCoinsCome() external {
        _buyWithCoins();
        _announceAndWait(7 * DAY);
        uint256 share = NATIVE_BOTH / 5;
        vm.deal(farmer, share);
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongValue.selector, share, share - 1));
        vm.prank(farmer);
        pools.evict{value: share - 1}(id);
    }

    // ── evictions ──

    function test_WhenTheNoticeEndsInThisVerySecond() external {
        _announceAndWait(6 * DAY);
        report(id, 1000, 500);
        pass(DAY);
        uint256 cu = MONTH_MILLI - DAY * 1000;
        uint256 su = MONTH_MILLI - DAY * 500;
        uint256 value = valueOf(cu, priceOf(USD_CU, MONTH)) + valueOf(su, priceOf(USD_SU, MONTH));
        uint256 held = escrowOf(cu, priceOf(USD_CU, MONTH), UPFRONT) + escrowOf(su, priceOf(USD_SU, MONTH), UPFRONT);
        _evicted(cu, su, USD_BOTH - USD_BOTH / 5 - held, value - held, value);
        // The farm keeps exactly what was consumed: what it was paid, less what it had to bring.
        vm.assertEq(credit(address(usd)) - (value - held), USD_BOTH - value, "the farm's, less what it brought");
    }

    function test_WhenItIsTheLastSecondOfItsWindow() external {
        _announceAndWait(14 * DAY);
        _evicted(MONTH_MILLI, MONTH_MILLI, 0, USD_BOTH / 5, USD_BOTH);
    }

    function test_WhenNothingWasPaidUpfront() external {
        Offer memory offer = someOffer();
        offer.upfrontBps = 0;
        id = buyFromOwner(offer);
        _announceAndWait(7 * DAY);
        vm.prank(farmer);
        usd.approve(address(pools), 0);
        _evicted(MONTH_MILLI, MONTH_MILLI, 0, 0, USD_BOTH);
    }

    function test_WhenAllWasPaidUpfront() external {
        Offer memory offer = someOffer();
        offer.upfrontBps = 10_000;
        id = buy(offer);
        _announceAndWait(7 * DAY - 10_000);
        report(id, 1000, 500);
        pass(10_000);
        // 0.038580 and 0.007716 were consumed; what was started counts as unconsumed.
        uint256 value = USD_BOTH - 38_580 - 7_716;
        _evicted(MONTH_MILLI - 1e7, MONTH_MILLI - 5e6, 0, value, value);
    }

    function test_WhenNothingIsLeft() external {
        Offer memory offer = someOffer();
        (offer.sus, offer.suAmount, offer.suCap) = (0, 0, 0);
        id = buy(offer);
        _announceAndWait(0);
        drain(id, CU_CAP, 0, 8 * DAY);
        uint256 left = escrowOf(MONTH_MILLI - 7 * DAY * 4000, priceOf(USD_CU, MONTH), UPFRONT);
        _evicted(0, 0, left, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.NothingToWithdraw.selector, usd, customer));
        vm.prank(customer);
        pools.withdrawOwed(address(usd), customer);
    }

    function test_WhenItIsPaidInCoins() external {
        _buyWithCoins();
        _announceAndWait(7 * DAY);
        vm.deal(farmer, NATIVE_BOTH);
        vm.prank(farmer);
        pools.evict{value: NATIVE_BOTH}(id);
        vm.assertEq(farmer.balance, NATIVE_BOTH - NATIVE_BOTH / 5, "the excess");
        vm.assertEq(pools.owedOf(NATIVE, customer), NATIVE_BOTH, "owed");
        vm.assertEq(address(pools).balance, NATIVE_BOTH + NATIVE_BOTH / 5, "in Pools");
    }

    function test_WhenTheFarmerCannotBeSentCoins() external {
        _buyWithCoins();
        _announceAndWait(7 * DAY);
        Wallet wallet_ = new Wallet();
        uint40 walletTid = register(address(wallet_));
        vm.prank(farmer);
        registry.transferFarm(farmId, address(wallet_));
        vm.prank(address(wallet_));
        registry.acceptFarm(farmId, walletTid, operator);
        wallet_.refuseCoins(true);
        vm.deal(address(wallet_), NATIVE_BOTH);
        vm.prank(address(wallet_));
        pools.evict{value: NATIVE_BOTH}(id);
        vm.assertEq(pools.owedOf(NATIVE, address(wallet_)), NATIVE_BOTH - NATIVE_BOTH / 5, "the excess is owed");
        vm.assertEq(pools.owedOf(NATIVE, customer), NATIVE_BOTH, "owed");
    }

    function test_WhenTheFarmWasTransferredAfterTheAnnouncement() external {
        _announceAndWait(7 * DAY);
        vm.prank(farmer);
        registry.transferFarm(farmId, neighbour);
        vm.prank(neighbour);
        registry.acceptFarm(farmId, otherTid, operator);
        _refused(id, farmer, abi.encodeWithSelector(Errors.NotFarmOwner.selector, farmId, neighbour, farmer));
        fund(address(usd), neighbour, USD_BOTH / 5);
        vm.prank(neighbour);
        pools.evict(id);
        vm.assertEq(pools.owedOf(address(usd), customer), USD_BOTH, "owed");
    }

    function test_WhenTheThreebotWasSoldAfterTheAnnouncement() external {
        _announceAndWait(7 * DAY);
        vm.prank(customer);
        registry.transferTid(tid, stranger);
        vm.prank(stranger);
        registry.acceptTid(tid, keccak256("a new key"), proof);
        vm.prank(farmer);
        pools.evict(id);
        vm.assertEq(pools.owedOf(address(usd), stranger), USD_BOTH, "the buyer's");
        vm.assertEq(pools.owedOf(address(usd), customer), 0, "the seller's");
    }

    function test_WhenAnOwnerIsEvictedFromTwoPools() external {
        uint256 second = buy(someOffer());
        vm.prank(farmer);
        pools.announceEviction(second);
        _announceAndWait(7 * DAY);
        vm.startPrank(farmer);
        pools.evict(id);
        pools.evict(second);
        vm.stopPrank();
        vm.assertEq(pools.owedOf(address(usd), customer), 2 * USD_BOTH, "owed");
    }

    function _buyWithCoins() private {
        Offer memory offer = someOffer();
        (offer.token, offer.cuAmount, offer.suAmount) = (NATIVE, NATIVE_CU, NATIVE_SU);
        id = buy(offer);
    }
}
