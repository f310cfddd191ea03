// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Share} from "../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Expecting} from "../support/Expecting.sol";
import {vm} from "../support/Vm.sol";

/// @notice Payees who withdraw at every base unit, and an owner who changes shares before they do.
contract SharesTest is Expecting {
    uint16 private table;

    function test_GivenHalvesWhenOneWithdrawsAtEachBaseUnit() external {
        _share(5_000);
        setUpfront(0);
        uint256 id = openPool(someTerms(), address(eur));
        uint256 second = START + 7 days;
        // A cent of CU is consumed every 2,880 seconds.
        report(id, 1_000, 0);
        uint256 last;
        for (uint256 i = 1; i <= 30; ++i) {
            vm.warp(second + i * 2_880);
            report(id, 1_000, 0);
            vm.assertEq(credit(address(eur)), i, "a cent more");
            if (_entitled(payee) != last) _withdraw(payee);
            last = _entitled(payee);
        }
        _withdraw(payer);
        vm.assertEq(eur.balanceOf(payee), 15, "half");
        vm.assertEq(eur.balanceOf(payer), 15, "half");
    }

    function test_WhenSharesChangeBeforeAWithdrawal() external {
        openPool();
        uint256 earned = credit(address(usd));
        vm.prank(farmer);
        registry.announceShares(farmId, wholeTo(farmer));
        pass(7 days);
        registry.applyShares(farmId, wholeTo(farmer));
        // The new payee has no part in what was earned before he came.
        vm.expectRevert(abi.encodeWithSelector(Errors.NotPayee.selector, farmId, 0, farmer));
        vm.prank(farmer);
        pools.withdraw(farmId, address(usd), table, farmer);
        _withdraw(payee);
        vm.assertEq(usd.balanceOf(payee), earned, "all of it");

        openPool();
        vm.expectRevert(abi.encodeWithSelector(Errors.NothingToWithdraw.selector, address(usd), payee));
        vm.prank(payee);
        pools.withdraw(farmId, address(usd), table, payee);
        table = 1;
        _withdraw(farmer);
        vm.assertEq(usd.balanceOf(farmer), earned, "the second pool's");
    }

    /// @dev The payee's part of table 1, and the payer's the rest.
    function _share(uint16 bps) private {
        Share[] memory shares = new Share[](2);
        shares[0] = Share({payee: payee, bps: bps});
        shares[1] = Share({payee: payer, bps: 10_000 - bps});
        vm.prank(farmer);
        registry.announceShares(farmId, shares);
        pass(7 days);
        registry.applyShares(farmId, shares);
        table = 1;
    }

    function _entitled(address who) private view returns (uint256) {
        return (pools.creditOf(farmId, 1, address(eur)) * registry.shareOf(farmId, 1, who)) / 10_000;
    }

    function _withdraw(address who) private {
        address token = eur.balanceOf(address(pools)) != 0 ? address(eur) : address(usd);
        vm.prank(who);
        pools.withdraw(farmId, token, table, who);
    }
}
