// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRegistry, FarmView, Share} from "../../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../../contracts/libraries/Errors.sol";
import {Fixture} from "../../support/Fixture.sol";
import {vm} from "../../support/Vm.sol";

contract ApplySharesTest is Fixture {
    function test_RevertGivenNothingAnnounced() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NothingAnnounced.selector, farmId));
        registry.applyShares(farmId, _halves());
    }

    function test_RevertGivenNoSuchFarm() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NothingAnnounced.selector, 99));
        registry.applyShares(99, _halves());
    }

    function test_RevertWhenTheSharesAreOthers() external {
        _announce();
        pass(7 days);
        bytes32 announced = keccak256(abi.encode(_halves()));
        bytes32 found = keccak256(abi.encode(wholeTo(payer)));
        vm.expectRevert(abi.encodeWithSelector(Errors.AnnouncementDiffers.selector, farmId, announced, found));
        registry.applyShares(farmId, wholeTo(payer));
    }

    function test_RevertWhenTheDaysAreNotOver() external {
        _announce();
        pass(7 days - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.TooEarly.selector, farmId, START + 7 days, START + 7 days - 1));
        registry.applyShares(farmId, _halves());
    }

    function test_WhenTheDaysAreOver() external {
        _announce();
        pass(7 days);
        vm.expectEmit(address(registry));
        emit IRegistry.SharesApplied(farmId, 1, _halves());
        vm.prank(stranger);
        registry.applyShares(farmId, _halves());

        FarmView memory farm = registry.farm(farmId);
        vm.assertEq(farm.shareTable, 1, "table");
        vm.assertEq(farm.announcedShares, bytes32(0), "nothing announced");
        vm.assertEq(farm.sharesApplicableFrom, 0, "no day for it");
        vm.assertEq(registry.shareOf(farmId, 1, payee), 5_000, "one half");
        vm.assertEq(registry.shareOf(farmId, 1, payer), 5_000, "the other half");
        vm.assertEq(registry.shareOf(farmId, 0, payee), 10_000, "the old table");
        vm.assertEq(registry.shareOf(farmId, 0, payer), 0, "nothing in the old table");
        vm.assertEq(registry.shareOf(otherFarmId, 1, payee), 0, "another farm");
    }

    function test_RevertGivenItWasApplied() external {
        _announce();
        pass(7 days);
        registry.applyShares(farmId, _halves());
        vm.expectRevert(abi.encodeWithSelector(Errors.NothingAnnounced.selector, farmId));
        registry.applyShares(farmId, _halves());
    }

    function _halves() private view returns (Share[] memory shares) {
        shares = new Share[](2);
        shares[0] = Share({payee: payee, bps: 5_000});
        shares[1] = Share({payee: payer, bps: 5_000});
    }

    function _announce() private {
        vm.prank(farmer);
        registry.announceShares(farmId, _halves());
    }
}
