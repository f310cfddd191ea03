// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPoolsBase} from "../../../contracts/interfaces/IPoolsBase.sol";
import {Share} from "../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Offer} from "../../../contracts/types/Terms.sol";
import {PoolsTest} from "../support/PoolsTest.sol";
import {vm} from "../support/Vm.sol";
import {Wallet} from "../support/Wallet.sol";

/// @notice Payees take their part of a farm's income.
contract WithdrawTest is PoolsTest {
    address private constant HEIR = address(0xbeef);

    uint16 private table;

    function setUp() public override {
        super.setUp();
        vm.prank(farmer);
        registry.setMinOffer(farmId, 0);
    }

    /// @dev The farm earns exactly this: a pool paid for good.
    function _earn(address token, uint256 amount) private {
        Offer memory offer = someOffer();
        offer.upfrontBps = 10_000;
        (offer.token, offer.cuAmount, offer.suAmount) = (token, uint128(amount), 0);
        buy(offer);
    }

    function _withdraw(address who) private returns (uint256) {
        vm.prank(who);
        return pools.withdraw(farmId, address(usd), table, who);
    }

    function _refused(address token, address to, address who, bytes memory refusal) private {
        vm.expectRevert(refusal);
        vm.prank(who);
        pools.withdraw(farmId, token, table, to);
    }

    function _nothing(address token, address who) private pure returns (bytes memory) {
        return abi.encodeWithSelector(Errors.NothingToWithdraw.selector, token, who);
    }

    function _payeeAt(uint256 i) private pure returns (address) {
        return address(uint160(0x1000 + i));
    }

    /// @dev Puts a table in force, after its seven days.
    function _setShares(uint256[] memory bps) private {
        Share[] memory shares = new Share[](bps.length);
        for (uint256 i; i < bps.length; ++i) shares[i] = Share(_payeeAt(i), uint16(bps[i]));
        vm.prank(farmer);
        registry.announceShares(farmId, shares);
        pass(7 * DAY);
        registry.applyShares(farmId, shares);
        table = registry.farm(farmId).shareTable;
    }

    function _two(uint256 a, uint256 b) private pure returns (uint256[] memory bps) {
        bps = new uint256[](2);
        (bps[0], bps[1]) = (a, b);
    }

    // ── refusals ──

    function test_RevertWhenTheMoneyWouldGoToNobodyOrToPools() external {
        _earn(address(usd), 100);
        _refused(address(usd), address(0), payee, abi.encodeWithSelector(Errors.BadAddress.selector, address(0)));
        _refused(address(usd), address(pools), payee, abi.encodeWithSelector(Errors.BadAddress.selector, pools));
    }

    function test_RevertWhenTheCallerIsNoPayeeOfTheTable() external {
        _earn(address(usd), 100);
        bytes memory refusal = abi.encodeWithSelector(Errors.NotPayee.selector, farmId, 0, farmer);
        _refused(address(usd), farmer, farmer, refusal);
        table = 1;
        _refused(address(usd), payee, payee, abi.encodeWithSelector(Errors.NotPayee.selector, farmId, 1, payee));
    }

    function test_RevertWhenNothingWasEarnedInThatToken() external {
        _earn(address(usd), 100);
        _refused(address(eur), payee, payee, _nothing(address(eur), payee));
        _refused(NATIVE, payee, payee, _nothing(NATIVE, payee));
    }

    function test_RevertWhenHeTookAllOfHisPartBefore() external {
        _earn(address(usd), 100);
        _withdraw(payee);
        _refused(address(usd), payee, payee, _nothing(address(usd), payee));
    }

    function test_RevertWhenHisPartIsLessThanABaseUnit() external {
        _setShares(_two(1, 9_999));
        _earn(address(usd), 9_999);
        _refused(address(usd), _payeeAt(0), _payeeAt(0), _nothing(address(usd), _payeeAt(0)));
        _earn(address(usd), 1);
        vm.assertEq(_withdraw(_payeeAt(0)), 1, "of the ten thousandth");
    }

    function test_RevertWhenCoinsCannotBeDelivered() external {
        _earn(NATIVE, 100);
        Wallet wallet_ = new Wallet();
        wallet_.refuseCoins(true);
        bytes memory refusal = abi.encodeWithSelector(Errors.NativeTransferFailed.selector, wallet_, 100);
        _refused(NATIVE, address(wallet_), payee, refusal);
        vm.prank(payee);
        vm.assertEq(pools.withdraw(farmId, NATIVE, table, HEIR), 100, "to another");
    }

    // ── one payee ──

    function test_WhenHeWithdraws() external {
        _earn(address(usd), 100);
        uint256 id = buy(someOffer());
        report(id, 1000, 500);
        pass(10_000);
        report(id, 0, 0);
        uint256 amount = 100 + USD_BOTH / 5 + 30_864 + 6_172;
        uint256 held = usd.balanceOf(address(pools));
        vm.expectEmit(address(pools));
        emit IPoolsBase.Withdrawn(farmId, payee, address(usd), 0, amount, HEIR);
        vm.recordLogs();
        vm.prank(payee);
        vm.assertEq(pools.withdraw(farmId, address(usd), table, HEIR), amount, "amount");
        vm.assertEq(countOfEvents(), 1, "events");
        vm.assertEq(usd.balanceOf(HEIR), amount, "the payee's");
        vm.assertEq(usd.balanceOf(address(pools)), held - amount, "in Pools");
        vm.assertEq(pools.withdrawnOf(farmId, 0, address(usd), payee), amount, "withdrawn");
        vm.assertEq(pools.creditOf(farmId, 0, address(usd)), amount, "the credit only grows");
    }

    // ── several payees ──

    function test_WhenBothWithdrawAtEveryBaseUnit() external {
        _setShares(_two(5_000, 5_000));
        for (uint256 released = 1; released <= 40; ++released) {
            _earn(address(usd), 1);
            for (uint256 i; i < 2; ++i) {
                address who = _payeeAt((i + released) % 2);
                if (released % 2 == 0) vm.assertEq(_withdraw(who), 1, "his half of two");
                else _refused(address(usd), who, who, _nothing(address(usd), who));
                vm.assertEq(usd.balanceOf(who), released / 2, "half, rounded down");
            }
        }
        vm.assertEq(usd.balanceOf(address(pools)), 0, "nothing stays behind");
    }

    function test_WhenAllWithdraw() external {
        uint256[] memory bps = new uint256[](16);
        for (uint256 i; i < 15; ++i) bps[i] = 625 + i;
        bps[15] = 625 - 105;
        _setShares(bps);
        _earn(address(usd), 1_234_567);
        uint256 sum;
        for (uint256 i; i < 16; ++i) {
            uint256 amount = _withdraw(_payeeAt(i));
            vm.assertEq(amount, (1_234_567 * bps[i]) / 10_000, "his part");
            sum += amount;
        }
        vm.assertLt(1_234_567 - sum, 16, "less than a base unit each stays");
    }

    function test_RevertWhenTheyAreAnnounced() external {
        Share[] memory shares = new Share[](17);
        for (uint256 i; i < 17; ++i) shares[i] = Share(_payeeAt(i), i < 16 ? 588 : 592);
        vm.expectRevert(abi.encodeWithSelector(Errors.TooMany.selector, 16, 17));
        vm.prank(farmer);
        registry.announceShares(farmId, shares);
    }

    // ── shares changed ──

    function test_WhenAnOldPayeeComesLate() external {
        _earn(address(usd), 1000);
        _setShares(_two(5_000, 5_000));
        _earn(address(usd), 500);
        table = 0;
        vm.assertEq(_withdraw(payee), 1000, "all of the old table, none of the new");
        _earn(address(usd), 500);
        _refused(address(usd), payee, payee, _nothing(address(usd), payee));
    }

    function test_RevertWhenANewPayeeNamesTheOldTable() external {
        _earn(address(usd), 1000);
        _setShares(_two(5_000, 5_000));
        table = 0;
        address who = _payeeAt(0);
        _refused(address(usd), who, who, abi.encodeWithSelector(Errors.NotPayee.selector, farmId, 0, who));
    }

    function test_WhenTheChangeIsAnnouncedButNotApplied() external {
        Share[] memory shares = wholeTo(stranger);
        vm.prank(farmer);
        registry.announceShares(farmId, shares);
        pass(30 * DAY);
        _earn(address(usd), 1000);
        vm.assertEq(_withdraw(payee), 1000, "the old table's");
    }

    function test_WhenTheOldPayeeComes() external {
        _earn(address(usd), 1000);
        vm.prank(farmer);
        registry.transferFarm(farmId, neighbour);
        vm.prank(neighbour);
        registry.acceptFarm(farmId, otherTid, operator);
        vm.assertEq(_withdraw(payee), 1000, "the payee's");
    }

    function test_WhenAPayeeWithdraws() external {
        _earn(NATIVE, 1000);
        vm.prank(payee);
        pools.withdraw(farmId, NATIVE, table, HEIR);
        vm.assertEq(HEIR.balance, 1000, "the payee's");
        vm.assertEq(address(pools).balance, 0, "in Pools");
    }

    function testFuzz_WhenPayeesComeInAnyOrderAtAnyTime(
        uint256[3] memory weights,
        uint32[6] memory releases,
        uint8[6] memory comers
    ) external {
        uint256[] memory bps = new uint256[](4);
        uint256 rest = 10_000;
        for (uint256 i; i < 3; ++i) {
            bps[i] = bound(weights[i], 1, rest - (3 - i));
            rest -= bps[i];
        }
        bps[3] = rest;
        _setShares(bps);
        uint256 sum;
        for (uint256 i; i < 6; ++i) {
            sum += releases[i];
            _earn(address(usd), releases[i]);
            for (uint256 j; j < 4; ++j) {
                if ((comers[i] >> j) & 1 == 0) continue;
                vm.prank(_payeeAt(j));
                try pools.withdraw(farmId, address(usd), table, _payeeAt(j)) {} catch {}
                vm.assertEq(usd.balanceOf(_payeeAt(j)), (sum * bps[j]) / 10_000, "his part so far");
            }
        }
        uint256 paid;
        for (uint256 j; j < 4; ++j) paid += usd.balanceOf(_payeeAt(j));
        vm.assertEq(usd.balanceOf(address(pools)), sum - paid, "in Pools");
    }
}
