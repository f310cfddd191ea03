// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IPoolsBase} from "../../../contracts/interfaces/IPoolsBase.sol";
import {IPoolsRare} from "../../../contracts/interfaces/IPoolsRare.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Clock} from "../../../contracts/types/Clock.sol";
import {Deal} from "../../../contracts/types/Deal.sol";
import {State} from "../../../contracts/types/State.sol";
import {Door} from "../../../contracts/types/Terms.sol";
import {Verdict} from "../../../contracts/types/Verdict.sol";
import {Worth} from "../../../contracts/types/Worth.sol";
import {Expecting} from "../support/Expecting.sol";
import {vm, Vm} from "../support/Vm.sol";
import {Wallet} from "../support/Wallet.sol";

contract PayTest is Expecting {
    uint256 private id;
    string private memo;

    function setUp() public override {
        super.setUp();
        id = reserve();
        memo = memoOf(id);
        fund(address(usd), payer, USD_BOTH);
    }

    // ── refused ──

    function test_Refused_RevertWhenTheMemoIsNone() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadMemo.selector, bytes("p-01")));
        pools.pay("p-01", address(usd), 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadMemo.selector, bytes("")));
        pools.pay("", address(usd), 1, 0);
    }

    function test_Refused_RevertWhenItCannotBePaid() external {
        expectNotPayable(99, address(usd), Verdict.NoSuchReservation);
        payFunded(99, address(usd), 1, payer);
        vm.deal(payer, 5);
        expectNotPayable(99, NATIVE, Verdict.NoSuchReservation);
        payFunded(99, NATIVE, 5, payer);
    }

    function test_Refused_RevertWhenOtherTermsWereMeant() external {
        expectNotPayable(id, address(usd), Verdict.TermsDiffer);
        vm.prank(payer);
        pools.pay(memo, address(usd), USD_BOTH, keccak256("other terms"));
        vm.deal(payer, NATIVE_BOTH);
        expectNotPayable(id, NATIVE, Verdict.TermsDiffer);
        vm.prank(payer);
        pools.pay{value: NATIVE_BOTH}(memo, NATIVE, NATIVE_BOTH, keccak256("other terms"));
    }

    function test_Refused_RevertWhenNothingComesOfWhatIsDue() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NothingPaid.selector, id));
        payFunded(id, address(usd), 0, payer);
        vm.expectRevert(abi.encodeWithSelector(Errors.NothingPaid.selector, id));
        payFunded(id, NATIVE, 0, payer);
    }

    function test_Refused_RevertWhenATokenComesWithCoins() external {
        vm.deal(payer, 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongValue.selector, 0, 1));
        vm.prank(payer);
        pools.pay{value: 1}(memo, address(usd), 1);
    }

    function test_Refused_RevertWhenTheCoinsAreNotTheAmount() external {
        vm.deal(payer, 10);
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongValue.selector, 6, 5));
        vm.prank(payer);
        pools.pay{value: 5}(memo, NATIVE, 6);
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongValue.selector, 4, 5));
        vm.prank(payer);
        pools.pay{value: 5}(memo, NATIVE, 4, 0);
    }

    function test_Refused_RevertWhenThePayerHasNotAllowedIt() external {
        usd.mint(stranger, 5);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(pools), 0, 5));
        payFunded(id, address(usd), 5, stranger);
    }

    function test_Refused_RevertGivenARefillAboveWhatAPoolCanHold() external {
        uint256 pool = openPool();
        uint256 refill = reserveRefill(pool, 1, 0);
        uint256 full = (1 << 63) - 1000;
        bytes32 slot = _slotOfClock(pool);
        vm.store(address(pools), slot, bytes32(full | (uint256(START) << 192)));
        vm.expectRevert(abi.encodeWithSelector(Errors.BalanceTooLarge.selector, pool, (1 << 63) - 1, 1 << 63));
        payFunded(refill, address(usd), 10, payer);
        vm.store(address(pools), slot, bytes32((full - 1) | (uint256(START) << 192)));
        payFunded(refill, address(usd), 10, payer);
        vm.assertEq(clockOf(pool).cu(), (1 << 63) - 1, "full to the brim");
    }

    // ── before the acceptance ──

    function test_BeforeTheAcceptance_WhenAPartIsPaid() external {
        expectPaid(id, payer, address(usd), 5, 5, Door.Pay);
        vm.assertEq(payFunded(id, address(usd), 5, payer), 5, "taken");
        assertParts(id, address(usd), payer, 5, 5);
        assertState(id, State.Requested);
        vm.assertEq(dealOf(id).tokenIndex(), 0, "no currency yet");
        vm.assertTrue(dealOf(id).hasParts(), "in parts");
        vm.assertEq(usd.balanceOf(address(pools)), 5, "money");
    }

    function test_BeforeTheAcceptance_WhenTheQuoteIsReached() external {
        expectPaid(id, payer, address(usd), USD_BOTH, USD_BOTH, Door.Pay);
        payFunded(id, address(usd), USD_BOTH, payer);
        assertParts(id, address(usd), payer, USD_BOTH, USD_BOTH);
        assertState(id, State.Requested);
        vm.assertEq(dealOf(id).tokenIndex(), 1, "the dollar");
        vm.assertEq(dealOf(id).until(), START + ANSWER_TIME, "deadline");
        vm.assertEq(credit(address(usd)), 0, "nothing for the farm");
    }

    function test_BeforeTheAcceptance_WhenMoreIsPaidThanIsDue() external {
        pay(id, address(eur), 1, stranger);
        vm.deal(payer, NATIVE_BOTH * 2);
        expectPaid(id, payer, NATIVE, NATIVE_BOTH, NATIVE_BOTH, Door.Pay);
        vm.assertEq(payFunded(id, NATIVE, NATIVE_BOTH * 2, payer), NATIVE_BOTH, "taken");
        vm.assertEq(payer.balance, NATIVE_BOTH, "given back");
        assertParts(id, NATIVE, payer, NATIVE_BOTH, NATIVE_BOTH);
        assertParts(id, address(eur), stranger, 1, 1);
    }

    function test_BeforeTheAcceptance_GivenAQuoteOfNothing() external {
        setPrice(address(usd), 0, 0);
        id = reserve();
        expectPaid(id, payer, address(usd), 0, 0, Door.Pay);
        payFunded(id, address(usd), 0, payer);
        vm.assertEq(dealOf(id).tokenIndex(), 1, "reached");
        accept(id);
        assertState(id, State.Active);
    }

    // ── after the acceptance ──

    function test_AfterTheAcceptance_WhenAPartIsPaid() external {
        accept(id);
        expectPaid(id, payer, address(usd), 5, 5, Door.Pay);
        vm.assertEq(payFunded(id, address(usd), 5, payer), 5, "taken");
        assertParts(id, address(usd), payer, 5, 5);
        assertState(id, State.Payable);
        vm.assertEq(dealOf(id).tokenIndex(), 0, "no currency yet");
    }

    function test_AfterTheAcceptance_WhenTheSamePayerPaysTwoParts() external {
        accept(id);
        payFunded(id, address(usd), 5, payer);
        expectPaid(id, payer, address(usd), 7, 12, Door.Pay);
        payFunded(id, address(usd), 7, payer);
        assertParts(id, address(usd), payer, 12, 12);
    }

    function test_AfterTheAcceptance_WhenTheRestIsPaid() external {
        accept(id);
        payFunded(id, address(usd), 5, payer);
        fund(address(usd), stranger, USD_BOTH - 5);
        expectCredited(id, address(usd), stranger, Door.Pay);
        vm.assertEq(payFunded(id, address(usd), USD_BOTH - 5, stranger), USD_BOTH - 5, "taken");
        assertNewPool(id, address(usd));
        assertParts(id, address(usd), payer, 5, 5);
    }

    function test_AfterTheAcceptance_WhenItIsPaidInOne() external {
        accept(id);
        expectCredited(id, address(usd), payer, Door.Pay);
        vm.assertEq(payFunded(id, address(usd), USD_BOTH, payer), USD_BOTH, "taken");
        assertNewPool(id, address(usd));
        assertParts(id, address(usd), payer, 0, 0);
        vm.assertFalse(dealOf(id).hasParts(), "no parts");
        vm.assertEq(dealOf(id).cuCap(), CU_CAP, "CU cap");
        vm.assertEq(dealOf(id).upfront(), UPFRONT, "upfront");
        vm.assertEq(dealOf(id).notice(), NOTICE_DAYS, "notice");
    }

    function test_AfterTheAcceptance_WhenItIsPaidInItsLastSecond() external {
        pass(30 minutes);
        accept(id);
        vm.warp(START + 30 minutes + PAY_TIME);
        expectCredited(id, address(usd), payer, Door.Pay);
        payFunded(id, address(usd), USD_BOTH, payer);
        assertNewPool(id, address(usd));
    }

    function test_AfterTheAcceptance_WhenItNamesTheTerms() external {
        accept(id);
        bytes32 termsHash = hashOf(someTerms());
        expectCredited(id, address(usd), payer, Door.Pay);
        vm.prank(payer);
        pools.pay(memo, address(usd), USD_BOTH, termsHash);
        assertNewPool(id, address(usd));
    }

    function test_AfterTheAcceptance_WhenMoreIsPaidThanIsDue() external {
        accept(id);
        fund(address(usd), payer, 7);
        vm.recordLogs();
        vm.assertEq(payFunded(id, address(usd), USD_BOTH + 7, payer), USD_BOTH, "taken");
        vm.assertEq(usd.balanceOf(payer), 7, "given back");
        assertNewPool(id, address(usd));
        Vm.Log[] memory logs = vm.getRecordedLogs();
        vm.assertEq(logs.length, 3, "three events");
        vm.assertEq(logs[0].topics[0], IERC20.Transfer.selector, "it comes");
        vm.assertEq(logs[1].topics[0], IPoolsBase.Credited.selector, "it counts");
        vm.assertEq(logs[2].topics[0], IERC20.Transfer.selector, "the excess goes");
    }

    function test_AfterTheAcceptance_WhenMoreCoinsComeThanAreDue() external {
        accept(id);
        vm.deal(payer, NATIVE_BOTH + 7);
        expectCredited(id, NATIVE, payer, Door.Pay);
        vm.assertEq(payFunded(id, NATIVE, NATIVE_BOTH + 7, payer), NATIVE_BOTH, "taken");
        vm.assertEq(payer.balance, 7, "given back");
        assertNewPool(id, NATIVE);
    }

    function test_AfterTheAcceptance_WhenMoreCoinsComeAndThePayerTakesNoneBack() external {
        accept(id);
        Wallet poor = new Wallet();
        poor.refuseCoins(true);
        vm.deal(address(poor), NATIVE_BOTH + 7);
        expectCredited(id, NATIVE, address(poor), Door.Pay);
        vm.expectEmit(address(pools));
        emit IPoolsBase.Owed(address(poor), NATIVE, 7);
        payFunded(id, NATIVE, NATIVE_BOTH + 7, address(poor));
        vm.assertEq(pools.owedOf(NATIVE, address(poor)), 7, "owed");
        vm.assertEq(address(pools).balance, NATIVE_BOTH + 7, "money");
        poor.run(address(pools), 0, abi.encodeCall(IPoolsRare.withdrawOwed, (NATIVE, stranger)));
        vm.assertEq(stranger.balance, 7, "taken elsewhere");
    }

    function test_AfterTheAcceptance_GivenAQuoteOfNothing() external {
        setPrice(address(usd), 0, 0);
        id = reserve();
        accept(id);
        expectCredited(id, address(usd), stranger, Door.Pay, 0, 0);
        payFunded(id, address(usd), 0, stranger);
        assertState(id, State.Active);
    }

    // ── a refill ──

    function test_ForARefill_WhenAPartIsPaid() external {
        uint256 pool = openPool();
        (Clock clock, Worth worth, Deal deal) = pools.slotsOf(pool);
        uint256 refill = reserveRefill(pool, MONTH, MONTH);
        expectPaid(refill, payer, address(usd), 5, 5, Door.Pay);
        payFunded(refill, address(usd), 5, payer);
        assertParts(refill, address(usd), payer, 5, 5);
        assertState(refill, State.Payable);
        vm.assertEq(Clock.unwrap(clockOf(pool)), Clock.unwrap(clock), "the pool's clock");
        vm.assertEq(Worth.unwrap(worthOf(pool)), Worth.unwrap(worth), "the pool's worth");
        vm.assertEq(Deal.unwrap(dealOf(pool)), Deal.unwrap(deal), "the pool's deal");
    }

    function test_ForARefill_WhenTheRestIsPaid() external {
        uint256 pool = openPool();
        report(pool, 1_000, 2_000);
        pass(1 days);
        setPrice(address(usd), 5e6, 6e6); // not what the pool began with
        uint256 deal = Deal.unwrap(dealOf(pool));
        uint256 refill = reserveRefill(pool, MONTH, 2 * MONTH);
        payFunded(refill, address(usd), 5e6, payer);
        uint256 creditBefore = credit(address(usd));
        fund(address(usd), stranger, 12e6);

        // A day of the old price is consumed; of what is bought a fifth is released at once.
        uint256 cu = uint256(MONTH) * 1000 - 1 days * 1000;
        uint256 su = uint256(MONTH) * 1000 - 1 days * 2000;
        Worth worth = _mixed(cu, su);
        vm.recordLogs();
        vm.assertEq(payFunded(refill, address(usd), 12e6, stranger), 12e6, "taken");
        Vm.Log[] memory logs = vm.getRecordedLogs();
        _assertRefilled(logs, pool, refill, worth, cu + uint256(MONTH) * 1000, su + uint256(MONTH) * 2000);

        assertState(refill, State.Refilled);
        vm.assertEq(Deal.unwrap(dealOf(pool)), deal, "the pool's deal");
        vm.assertEq(Worth.unwrap(worthOf(pool)), Worth.unwrap(worth), "the pool's worth");
        vm.assertEq(credit(address(usd)) - creditBefore, _released(worth), "released");
        vm.assertEq(usd.balanceOf(address(pools)), USD_BOTH + 17e6, "money");
    }

    /// @dev Where Pools keeps it: the first word of a mapping among its first few slots.
    function _slotOfClock(uint256 pool) private view returns (bytes32 slot) {
        bytes32 clock = bytes32(Clock.unwrap(clockOf(pool)));
        for (uint256 i; i < 16; ++i) {
            slot = keccak256(abi.encode(pool, i));
            if (vm.load(address(pools), slot) == clock) return slot;
        }
        revert("no such slot");
    }

    /// @dev Prices after the refill of `test_ForARefill_WhenTheRestIsPaid`.
    function _mixed(uint256 cu, uint256 su) private pure returns (Worth) {
        uint256 cuPrice = (cu * priceOf(USD_CU, MONTH) + (uint256(5e6) << 64)) / (cu + uint256(MONTH) * 1000);
        uint256 suPrice = (su * priceOf(USD_SU, MONTH) + (uint256(12e6) << 64)) / (su + uint256(MONTH) * 2000);
        return Worth.wrap(cuPrice | (suPrice << 128));
    }

    /// @dev Escrow before, and what came, less the escrow after.
    function _released(Worth worth) private pure returns (uint256) {
        uint256 cu = uint256(MONTH) * 2000 - 1 days * 1000;
        uint256 su = uint256(MONTH) * 3000 - 1 days * 2000;
        uint256 cuValue = (cu * uint128(Worth.unwrap(worth)) + type(uint64).max) >> 64;
        uint256 suValue = (su * (Worth.unwrap(worth) >> 128) + type(uint64).max) >> 64;
        uint256 escrow = cuValue - upfrontOf(cuValue) + suValue - upfrontOf(suValue);
        return USD_BOTH - upfrontOf(USD_CU) - upfrontOf(USD_SU) + 17e6 - escrow;
    }

    /// @dev One word for each argument: too many to emit them for comparison.
    function _assertRefilled(
        Vm.Log[] memory logs,
        uint256 pool,
        uint256 refill,
        Worth worth,
        uint256 cu,
        uint256 su
    ) private view {
        uint256[10] memory words;
        (words[0], words[1], words[2]) = (uint256(Door.Pay), MONTH, 2 * MONTH);
        (words[3], words[4], words[5]) = (5e6, 12e6, Worth.unwrap(worth));
        words[6] = cu | (su << 64) | (uint256(1_000) << 128) | (uint256(2_000) << 160);
        words[6] |= (time() << 192) | (uint256(START) << 224);
        (words[7], words[8], words[9]) = (time() + su / 2_000, START + 1 days, _released(worth));
        vm.assertEq(logs.length, 2, "a transfer and a refill");
        Vm.Log memory log = logs[1];
        vm.assertEq(log.topics[0], IPoolsBase.Refilled.selector, "refilled");
        vm.assertEq(uint256(log.topics[1]), pool, "pool");
        vm.assertEq(uint256(log.topics[2]), refill, "reservation");
        vm.assertEq(address(uint160(uint256(log.topics[3]))), stranger, "payer");
        vm.assertEq(log.data, abi.encode(words), "the rest of the event");
    }
}
