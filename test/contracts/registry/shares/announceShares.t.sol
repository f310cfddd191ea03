// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRegistry, Share} from "../../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../../contracts/libraries/Errors.sol";
import {Fixture} from "../../support/Fixture.sol";
import {vm} from "../../support/Vm.sol";

contract AnnounceSharesTest is Fixture {
    uint256 private constant WAIT = 7 days;

    function test_RevertGivenNoSuchFarm() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NoSuchFarm.selector, 99));
        vm.prank(farmer);
        registry.announceShares(99, wholeTo(payer));
    }

    function test_RevertWhenTheCallerDoesNotOwnTheFarm() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotFarmOwner.selector, farmId, farmer, payee));
        vm.prank(payee);
        registry.announceShares(farmId, wholeTo(payee));
    }

    function test_RevertWhenThereAre17Payees() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.TooMany.selector, 16, 17));
        _announce(_equal(17));
    }

    function test_RevertWhenAPayeeIsNobody() external {
        Share[] memory shares = _equal(2);
        shares[1].payee = address(0);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadAddress.selector, address(0)));
        _announce(shares);
    }

    function test_RevertWhenAShareIsNothing() external {
        Share[] memory shares = _equal(2);
        (shares[0].bps, shares[1].bps) = (10_000, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.ZeroShare.selector, shares[1].payee));
        _announce(shares);
    }

    function test_RevertWhenAPayeeIsNamedTwice() external {
        Share[] memory shares = _equal(4);
        shares[3].payee = shares[1].payee;
        vm.expectRevert(abi.encodeWithSelector(Errors.DuplicatePayee.selector, shares[1].payee));
        _announce(shares);
    }

    function test_RevertWhenTheSharesDoNotSumToTheWhole() external {
        Share[] memory shares = _equal(2);
        shares[1].bps = 4_999;
        vm.expectRevert(abi.encodeWithSelector(Errors.SharesMustSum.selector, 10_000, 9_999));
        _announce(shares);
        (shares[0].bps, shares[1].bps) = (type(uint16).max, type(uint16).max);
        vm.expectRevert(abi.encodeWithSelector(Errors.SharesMustSum.selector, 10_000, 131_070));
        _announce(shares);
    }

    function test_WhenTheSharesAreInOrder() external {
        Share[] memory shares = _equal(4);
        vm.expectEmit(address(registry));
        emit IRegistry.SharesAnnounced(farmId, shares, uint32(START + WAIT));
        _announce(shares);
        _assertAnnounced(keccak256(abi.encode(shares)), START + WAIT);
        vm.assertEq(registry.farm(farmId).shareTable, 0, "table in force");
        vm.assertEq(registry.shareOf(farmId, 0, payee), 10_000, "share in force");
        vm.assertEq(registry.shareOf(farmId, 1, shares[0].payee), 0, "not yet");
    }

    function test_WhenThereAre16Payees() external {
        Share[] memory shares = _equal(16);
        _announce(shares);
        _assertAnnounced(keccak256(abi.encode(shares)), START + WAIT);
    }

    function test_WhenAnotherIsMade() external {
        Share[] memory first = _equal(2);
        _announce(first);
        pass(6 days);
        Share[] memory second = _equal(4);
        _announce(second);
        _assertAnnounced(keccak256(abi.encode(second)), START + 6 days + WAIT);
        pass(WAIT);
        vm.expectRevert(
            abi.encodeWithSelector(
                Errors.AnnouncementDiffers.selector,
                farmId,
                keccak256(abi.encode(second)),
                keccak256(abi.encode(first))
            )
        );
        registry.applyShares(farmId, first);
    }

    function test_WhenAnEmptyOneIsMade() external {
        _announce(_equal(2));
        vm.expectEmit(address(registry));
        emit IRegistry.SharesAnnounced(farmId, new Share[](0), 0);
        _announce(new Share[](0));
        _assertAnnounced(0, 0);
        pass(WAIT);
        vm.expectRevert(abi.encodeWithSelector(Errors.NothingAnnounced.selector, farmId));
        registry.applyShares(farmId, _equal(2));
    }

    function test_RevertWhenNothingIsAnnouncedAgain() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NothingAnnounced.selector, farmId));
        _announce(new Share[](0));
    }

    function test_GivenTheEndOfTime() external {
        Share[] memory shares = _equal(2);
        vm.warp(type(uint32).max - 1 days);
        _announce(shares);
        _assertAnnounced(keccak256(abi.encode(shares)), type(uint32).max);
        vm.warp(uint256(type(uint32).max) + 365 days);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.TooEarly.selector, farmId, type(uint32).max, type(uint32).max - 1)
        );
        registry.applyShares(farmId, shares);
    }

    /// @dev Any odd rest goes to the first.
    function _equal(uint160 count) private pure returns (Share[] memory shares) {
        shares = new Share[](count);
        uint16 each = uint16(10_000 / count);
        for (uint160 i; i < count; ++i) shares[i] = Share({payee: address(0x9000 + i), bps: each});
        shares[0].bps += uint16(10_000 % count);
    }

    function _announce(Share[] memory shares) private {
        vm.prank(farmer);
        registry.announceShares(farmId, shares);
    }

    function _assertAnnounced(bytes32 hash, uint256 from) private view {
        vm.assertEq(registry.farm(farmId).announcedShares, hash, "what is announced");
        vm.assertEq(registry.farm(farmId).sharesApplicableFrom, from, "from when");
    }
}
