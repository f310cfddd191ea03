// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPoolsBase} from "../../../contracts/interfaces/IPoolsBase.sol";
import {Share} from "../../../contracts/interfaces/IRegistry.sol";
import {Skip} from "../../../contracts/types/Skip.sol";
import {Offer, Reading} from "../../../contracts/types/Terms.sol";
import {Dial} from "../support/Clocks.sol";
import {PoolsTest} from "../support/PoolsTest.sol";
import {Vm, vm} from "../support/Vm.sol";

/// @notice Many readings in one transaction.
contract ReportBatchTest is PoolsTest {
    uint256 private constant FIFTH = USD_BOTH / 5;

    function _open(uint256 count, address token) private returns (uint256 first) {
        first = pools.lastId() + 1;
        for (uint256 i; i < count; ++i) {
            Offer memory offer = someOffer();
            offer.token = token;
            // A hundred pools in cents would be rounded a hundred times: the amounts are the same in every token.
            fund(token, customer, USD_BOTH);
            buy(offer);
        }
    }

    function _draw(uint256 first, uint256 count, uint32 cuRate) private {
        Reading[] memory readings = new Reading[](count);
        for (uint256 i; i < count; ++i) readings[i] = readingOf(first + i, cuRate, 0, time());
        report(readings);
    }

    /// @dev What one of these pools has earned for its farm after so many milli-CU-seconds.
    function _earned(uint256 drained) private pure returns (uint256) {
        return USD_CU - escrowOf(MONTH_MILLI - drained, priceOf(USD_CU, MONTH), UPFRONT) + USD_SU / 5;
    }

    function test_WhenThirtyOfAHundredItemsAreBad() external {
        uint256 first = _open(90, address(usd));
        _draw(first, 90, 1000);
        // Ten of the pools run dry in an hour, ten are closed.
        for (uint256 i = 70; i < 80; ++i) {
            vm.prank(customer);
            pools.close(first + i, customer);
        }
        pass(3600);
        uint256 before = credit(address(usd));
        Reading[] memory readings = new Reading[](100);
        for (uint256 i; i < 100; ++i) {
            // 70 to 79 are closed, 80 to 89 asked too much of, 90 to 99 never were.
            readings[i] = readingOf(first + i, i >= 80 ? CU_CAP + 1 : 2000, 0, time());
        }
        // In no order at all.
        for (uint256 i; i < 100; ++i) (readings[i], readings[(i * 37) % 100]) = (readings[(i * 37) % 100], readings[i]);

        vm.recordLogs();
        report(readings);
        (uint256 taken, uint256 settled, uint256[4] memory skips) = _countEvents();
        vm.assertEq(taken, 70, "taken");
        vm.assertEq(skips[uint256(Skip.NotActive)], 20, "closed, or never there");
        vm.assertEq(skips[uint256(Skip.AboveCap)], 10, "above the cap");
        vm.assertEq(settled, 10, "their settling stands");
        for (uint256 i; i < 70; ++i) {
            assertDial(first + i, Dial(MONTH_MILLI - 36e5, MONTH_MILLI, 2000, 0, START + 3600, START + 3600, false));
        }
        for (uint256 i = 80; i < 90; ++i) {
            assertDial(first + i, Dial(MONTH_MILLI - 36e5, MONTH_MILLI, 1000, 0, START + 3600, START, false));
        }
        vm.assertEq(credit(address(usd)) - before, 80 * (_earned(36e5) - FIFTH), "eighty hours of 1 CU");
    }

    function test_WhenPoolsOfTwoTokensAlternate() external {
        uint256 inUsd = _open(4, address(usd));
        uint256 inEur = _open(4, address(eur));
        _draw(inUsd, 8, 1000);
        pass(3600);
        (uint256 usdBefore, uint256 eurBefore) = (credit(address(usd)), credit(address(eur)));
        Reading[] memory readings = new Reading[](8);
        for (uint256 i; i < 4; ++i) {
            readings[2 * i] = readingOf(inUsd + i, uint32(i), 0, time());
            readings[2 * i + 1] = readingOf(inEur + i, uint32(i), 0, time() - 900 * i);
        }
        report(readings);
        vm.assertEq(credit(address(usd)) - usdBefore, 4 * (_earned(36e5) - FIFTH), "dollars");
        uint256 euros;
        for (uint256 i; i < 4; ++i) euros += _earned(36e5 - 900 * i * (1000 - i)) - FIFTH;
        vm.assertEq(credit(address(eur)) - eurBefore, euros, "euros");
    }

    function test_WhenEveryPoolIsBad() external {
        Reading[] memory readings = new Reading[](100);
        for (uint256 i; i < 100; ++i) readings[i] = readingOf(i, 1, 1, i);
        vm.recordLogs();
        report(readings);
        (uint256 taken, uint256 settled, uint256[4] memory skips) = _countEvents();
        vm.assertEq(taken + settled, 0, "nothing else");
        vm.assertEq(skips[uint256(Skip.NotActive)], 100, "skipped");
        vm.assertEq(credit(address(usd)), 0, "the farm's");
    }

    function test_WhenTheShareTableChangedBetweenTwoReports() external {
        uint256 id = _open(1, address(usd));
        _draw(id, 1, 1000);
        pass(3600);
        _draw(id, 1, 1000);
        Share[] memory shares = wholeTo(stranger);
        vm.prank(farmer);
        registry.announceShares(farmId, shares);
        for (uint256 day; day < 7; ++day) {
            pass(DAY);
            _draw(id, 1, 1000);
        }
        uint256 old = pools.creditOf(farmId, 0, address(usd));
        registry.applyShares(farmId, shares);
        pass(DAY);
        _draw(id, 1, 0);
        vm.assertEq(pools.creditOf(farmId, 0, address(usd)), old, "what was released before");
        vm.assertEq(old, _earned(36e5 + 7 * DAY * 1000), "an hour and a week");
        vm.assertEq(pools.creditOf(farmId, 1, address(usd)), _earned(36e5 + 8 * DAY * 1000) - old, "the eighth day");
    }

    function testFuzz_WhenManyPoolsDrain(uint16[5] memory rates, uint16 duration, uint16[5] memory back) external {
        uint256 first = _open(5, address(usd));
        Reading[] memory readings = new Reading[](5);
        for (uint256 i; i < 5; ++i) readings[i] = readingOf(first + i, rates[i] % (CU_CAP + 1), 0, time());
        report(readings);
        pass(duration);
        for (uint256 i; i < 5; ++i)
            readings[i] = readingOf(first + i, rates[4 - i] % (CU_CAP + 1), 0, time() - back[i]);
        uint256 snapshot = vm.snapshotState();
        report(readings);
        uint256 together = credit(address(usd));
        vm.revertToState(snapshot);
        for (uint256 i; i < 5; ++i) report(readings[i]);
        vm.assertEq(credit(address(usd)), together, "released");
    }

    function _countEvents() private returns (uint256 taken, uint256 settled, uint256[4] memory skips) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].topics[0] == IPoolsBase.ReadingTaken.selector) ++taken;
            if (logs[i].topics[0] == IPoolsBase.Settled.selector) ++settled;
            if (logs[i].topics[0] != IPoolsBase.ReadingSkipped.selector) continue;
            (Skip reason, , , ) = abi.decode(logs[i].data, (Skip, uint256, uint256, uint256));
            ++skips[uint256(reason)];
        }
    }
}
