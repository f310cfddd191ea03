// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {OfferFacts, Price} from "../../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../../contracts/libraries/Errors.sol";
import {Fixture} from "../../support/Fixture.sol";
import {Token} from "../../tokens/Token.sol";
import {vm} from "../../support/Vm.sol";

contract ForOfferTest is Fixture {
    function test_RevertWhenANodeCannotBeNamed() external {
        uint32[] memory nodeIds = new uint32[](1);
        nodeIds[0] = otherNode;
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongFarm.selector, otherNode, farmId, otherFarmId));
        registry.forOffer(farmId, tid, address(usd), nodeIds);
    }

    function test_GivenATokenOnTheFarmsList() external view {
        OfferFacts memory facts = _read(farmId, tid, address(eur));
        vm.assertEq(facts.tidOwner, customer, "the threebot's wallet");
        vm.assertEq(facts.farmOwner, farmer, "owner");
        vm.assertEq(facts.operator, operator, "operator");
        vm.assertEq(facts.signerEpoch, 1, "epoch");
        vm.assertEq(facts.version, 1, "version");
        vm.assertEq(facts.noticeDays, NOTICE_DAYS, "notice");
        vm.assertEq(facts.upfrontBps, UPFRONT, "upfront");
        vm.assertEq(facts.minOfferBps, MIN_OFFER, "floor");
        vm.assertTrue(facts.listed, "listed");
        _assertPrice(facts, 2, EUR_CU, EUR_SU);
    }

    function test_GivenATokenThatTheFarmTookOffItsList() external {
        delist(address(eur));
        OfferFacts memory facts = _read(farmId, tid, address(eur));
        vm.assertFalse(facts.listed, "off the list");
        _assertPrice(facts, 2, 0, 0);
    }

    function test_GivenATokenThatOnlyAnotherFarmLists() external {
        address token = address(new Token("NEW", 18));
        Price[] memory changes = new Price[](1);
        changes[0] = Price({token: token, cuPrice: 7, suPrice: 8, listed: true});
        vm.prank(neighbour);
        registry.setTerms(otherFarmId, 0, 1, changes);
        OfferFacts memory facts = _read(farmId, tid, token);
        vm.assertFalse(facts.listed, "not listed here");
        _assertPrice(facts, 0, 0, 0);
    }

    function test_GivenATokenThatNobodyEverListed() external {
        OfferFacts memory facts = _read(farmId, tid, address(new Token("NEW", 18)));
        vm.assertFalse(facts.listed, "not listed");
        _assertPrice(facts, 0, 0, 0);
    }

    function test_GivenNeitherThreebotNorFarm() external view {
        OfferFacts memory facts = _read(99, 99, address(usd));
        vm.assertEq(facts.tidOwner, address(0), "no wallet");
        vm.assertEq(facts.farmOwner, address(0), "no owner");
        vm.assertEq(facts.operator, address(0), "no operator");
        vm.assertEq(facts.signerEpoch, 0, "no epoch");
        vm.assertEq(facts.version, 0, "no version");
        vm.assertFalse(facts.listed, "no list");
        _assertPrice(facts, 0, 0, 0);
    }

    function _read(uint32 ofFarm, uint40 ofTid, address token) private view returns (OfferFacts memory) {
        return registry.forOffer(ofFarm, ofTid, token, new uint32[](0));
    }

    function _assertPrice(OfferFacts memory facts, uint256 index, uint256 cuPrice, uint256 suPrice) private pure {
        vm.assertEq(facts.tokenIndex, index, "the token's number");
        vm.assertEq(facts.cuPrice, cuPrice, "CU");
        vm.assertEq(facts.suPrice, suPrice, "SU");
    }
}
