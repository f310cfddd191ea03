// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRegistry, FarmView} from "../../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../../contracts/libraries/Errors.sol";
import {Fixture} from "../../support/Fixture.sol";
import {vm} from "../../support/Vm.sol";

contract AcceptFarmTest is Fixture {
    function test_RevertGivenAThreebotThatWasNeverRegistered() external {
        _offer();
        vm.expectRevert(abi.encodeWithSelector(Errors.NoSuchThreebot.selector, 99));
        _accept(99, neighbour);
    }

    function test_RevertGivenAThreebotOfAnother() external {
        _offer();
        vm.expectRevert(abi.encodeWithSelector(Errors.NotTidOwner.selector, farmTid, farmer, neighbour));
        _accept(farmTid, neighbour);
    }

    function test_RevertGivenAFarmThatIsNotOffered() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOfferedTo.selector, farmId, address(0), neighbour));
        _accept(otherTid, neighbour);
    }

    function test_RevertWhenTheCallerIsNotTheTaker() external {
        _offer();
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOfferedTo.selector, farmId, neighbour, customer));
        _accept(tid, customer);
    }

    function test_WhenTheTakerBringsHisThreebotAndOperator() external {
        vm.prank(farmer);
        registry.setMinOffer(farmId, 0);
        vm.prank(farmer);
        registry.announceShares(farmId, wholeTo(farmer));
        _offer();
        vm.expectEmit(address(registry));
        emit IRegistry.FarmTransferred(farmId, farmer, neighbour, farmTid, otherTid, stranger, 2);
        _accept(otherTid, neighbour);

        FarmView memory taken = registry.farm(farmId);
        vm.assertEq(taken.owner, neighbour, "owner");
        vm.assertEq(taken.pendingOwner, address(0), "no longer offered");
        vm.assertEq(taken.tid, otherTid, "threebot");
        vm.assertEq(taken.operator, stranger, "operator");
        vm.assertEq(taken.signerEpoch, 2, "epoch");
        vm.assertEq(taken.minOfferBps, 10_000, "nothing below list price");
        vm.assertEq(taken.announcedShares, bytes32(0), "no table waits");
        vm.assertEq(taken.sharesApplicableFrom, 0, "nor a day for it");
        vm.assertEq(taken.version, 1, "version");
        vm.assertEq(registry.shareOf(farmId, 0, payee), 10_000, "the payee's share");
    }

    function _offer() private {
        vm.prank(farmer);
        registry.transferFarm(farmId, neighbour);
    }

    function _accept(uint40 withTid, address taker) private {
        vm.prank(taker);
        registry.acceptFarm(farmId, withTid, stranger);
    }
}
