// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Withdrawable} from "../../../contracts/interfaces/ILens.sol";
import {Share} from "../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Terms} from "../../../contracts/types/Terms.sol";
import {vm} from "../support/Vm.sol";
import {Seeing} from "./Seeing.sol";

contract IncomeTest is Seeing {
    function test_Withdrawable_GivenWhoHasNoPart() external {
        openPool();
        (uint256 total, Withdrawable[] memory tables) = lens.withdrawable(farmId, stranger, address(usd));
        vm.assertEq(total, 0, "total");
        vm.assertEq(tables.length, 0, "tables");
    }

    function test_Withdrawable_GivenNoFarm() external view {
        (uint256 total, Withdrawable[] memory tables) = lens.withdrawable(99, payee, address(usd));
        vm.assertEq(total, 0, "total");
        vm.assertEq(tables.length, 0, "tables");
    }

    function test_Withdrawable_GivenANewTableWasApplied() external {
        openPool();
        uint256 earned = credit(address(usd));
        _share(payee, 2_500, farmer);
        openPool();
        _share(farmer, 10_000, address(0));
        _share(payee, 4_000, farmer);
        (uint256 total, Withdrawable[] memory tables) = lens.withdrawable(farmId, payee, address(usd));
        vm.assertEq(tables.length, 3, "not the one in which he has no part");
        _assertTable(tables[0], 0, 10_000, earned);
        _assertTable(tables[1], 1, 2_500, earned / 4);
        _assertTable(tables[2], 3, 4_000, 0);
        vm.assertEq(total, earned + earned / 4, "total");
        uint16[] memory both = new uint16[](2);
        both[1] = 1;
        vm.prank(payee);
        vm.assertEq(pools.withdrawMany(farmId, address(usd), both, payee), total, "paid");
    }

    function test_Withdrawable_GivenHeTookAll() external {
        openPool();
        _withdraw(payee);
        (uint256 total, Withdrawable[] memory tables) = lens.withdrawable(farmId, payee, address(usd));
        vm.assertEq(total, 0, "total");
        vm.assertEq(tables.length, 1, "tables");
        _assertTable(tables[0], 0, 10_000, 0);
    }

    function testFuzz_Withdrawable_GivenAnyIncomeWhenHeWithdraws(uint256 seed, uint16 bps) external {
        bps = uint16(bound(bps, 1, 9_999));
        _share(payee, bps, farmer);
        for (uint256 i; i < 3; ++i) {
            closePool(anyPool(uint256(keccak256(abi.encode(seed, i)))));
            _withdrawsWhatIsShown(payee);
            if (i == 1) _withdrawsWhatIsShown(farmer);
        }
        _withdrawsWhatIsShown(farmer);
    }

    function test_Quote_RevertWhenNothingIsAskedFor() external {
        vm.expectRevert(Errors.NothingBought.selector);
        lens.quote(farmId, address(usd), 0, 0);
    }

    function test_Quote_RevertWhenMoreIsAskedForThanOnePurchaseCanHold() external {
        uint64 most = (1 << 44) - 1;
        vm.expectRevert(abi.encodeWithSelector(Errors.AmountTooLarge.selector, most, most + 1));
        lens.quote(farmId, address(usd), most + 1, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.AmountTooLarge.selector, most, most + 1));
        lens.quote(farmId, address(usd), most, most + 1);
    }

    function test_Quote_RevertGivenNoSuchFarm() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NoSuchFarm.selector, 99));
        lens.quote(99, address(usd), 1, 1);
    }

    function test_Quote_RevertGivenATokenThatIsNotOnTheList() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.TokenNotListed.selector, farmId, stranger));
        lens.quote(farmId, stranger, 1, 1);
    }

    function test_Quote_RevertGivenATokenThatLeftTheList() external {
        delist(address(usd));
        vm.expectRevert(abi.encodeWithSelector(Errors.TokenNotListed.selector, farmId, address(usd)));
        lens.quote(farmId, address(usd), 1, 1);
    }

    function testFuzz_Quote_GivenAnyPriceWhenThePoolIsRefilled(
        uint256 cuPrice,
        uint256 suPrice,
        uint256 cus,
        uint256 sus
    ) external {
        uint256 id = openPool();
        _setPrice(cuPrice, suPrice);
        (uint64 cu, uint64 su) = (uint64(bound(cus, 0, (1 << 44) - 1)), uint64(bound(sus, 1, (1 << 44) - 1)));
        (uint256 cuCost, uint256 suCost, uint32 version) = lens.quote(farmId, address(usd), cu, su);
        vm.assertEq(version, registry.versionOf(farmId), "version");
        fund(address(usd), customer, cuCost + suCost);
        vm.prank(customer);
        vm.assertEq(pools.refill(id, cu, su, cuCost, suCost), cuCost + suCost, "cost");
        if (cuCost == 0) return;
        vm.expectRevert(abi.encodeWithSelector(Errors.CostsMore.selector, id, cuCost - 1, cuCost));
        vm.prank(customer);
        pools.refill(id, cu, su, cuCost - 1, suCost);
    }

    function testFuzz_Quote_GivenAnyPriceWhenItIsReserved(uint256 cuPrice, uint256 suPrice, uint64 cus) external {
        _setPrice(cuPrice, suPrice);
        Terms memory terms = someTerms();
        terms.cus = uint64(bound(cus, 1, (1 << 44) - 1));
        (uint256 cuCost, uint256 suCost, uint32 version) = lens.quote(farmId, address(usd), terms.cus, terms.sus);
        uint256 id = reserve(terms);
        vm.assertEq(version, lens.reservation(id).termsVersion, "version");
        vm.assertEq(cuCost, lens.reservation(id).needs[0].cuCost, "CU cost");
        vm.assertEq(suCost, lens.reservation(id).needs[0].suCost, "SU cost");
    }

    function test_Wiring_GivenItsDoors() external view {
        vm.assertEq(address(lens.doors()), address(doors), "doors");
        vm.assertEq(address(lens.pools()), address(pools), "pools");
        vm.assertEq(address(doors.pools()), address(pools), "the doors' pools");
        vm.assertEq(address(orders.pools()), address(pools), "the orders' pools");
    }

    // ──

    /// @dev A share table of one payee, or of two, in force after its week.
    function _share(address one, uint16 bps, address other) private {
        Share[] memory shares = new Share[](other == address(0) ? 1 : 2);
        shares[0] = Share({payee: one, bps: bps});
        if (other != address(0)) shares[1] = Share({payee: other, bps: 10_000 - bps});
        vm.prank(farmer);
        registry.announceShares(farmId, shares);
        pass(7 days);
        registry.applyShares(farmId, shares);
    }

    function _setPrice(uint256 cuPrice, uint256 suPrice) private {
        setPrice(address(usd), uint96(bound(cuPrice, 0, 1e24)), uint96(bound(suPrice, 0, 1e24)));
    }

    function _withdrawsWhatIsShown(address one) private {
        (uint256 total, ) = lens.withdrawable(farmId, one, address(usd));
        if (total == 0) return;
        uint256 before = usd.balanceOf(one);
        _withdraw(one);
        vm.assertEq(usd.balanceOf(one) - before, total, "paid");
        (total, ) = lens.withdrawable(farmId, one, address(usd));
        vm.assertEq(total, 0, "nothing is left");
    }

    function _withdraw(address one) private {
        uint16 table = registry.farm(farmId).shareTable;
        vm.prank(one);
        pools.withdraw(farmId, address(usd), table, one);
    }

    function _assertTable(Withdrawable memory w, uint16 table, uint256 bps, uint256 amount) private pure {
        vm.assertEq(w.table, table, "table");
        vm.assertEq(w.bps, bps, "bps");
        vm.assertEq(w.amount, amount, "amount");
    }
}
