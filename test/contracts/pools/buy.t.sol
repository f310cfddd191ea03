// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Price} from "../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Offer} from "../../../contracts/types/Terms.sol";
import {Token} from "../tokens/Token.sol";
import {Digests} from "../support/Digests.sol";
import {Fixture} from "../support/Fixture.sol";
import {vm} from "../support/Vm.sol";

/// @notice What no offer may be, whether it opens a pool or refills one.
contract BuyTest is Fixture {
    uint256 private constant TOP_AMOUNT = (1 << 44) - 1;
    uint256 private constant TOP_COST = (1 << 119) - 1;

    uint32[] private nodes;

    function setUp() public override {
        super.setUp();
        fund(address(usd), customer, 1000e6);
    }

    function _refused(Offer memory offer, bytes memory refusal) private {
        _refused(offer, operator, signed(offer, operatorKey), refusal);
    }

    function _refused(Offer memory offer, address signer, bytes memory sealed_, bytes memory refusal) private {
        vm.expectRevert(refusal);
        vm.prank(customer);
        pools.buy(offer, tid, nodes, signer, sealed_);
    }

    /// @dev Names these nodes, in the offer and beside it.
    function _offerOn(uint32 first, uint32 second) private returns (Offer memory offer) {
        nodes = [first, second];
        offer = someOffer();
        offer.nodeIdsHash = keccak256(abi.encodePacked(nodes));
    }

    function _error(bytes4 selector, uint256 a, uint256 b) private pure returns (bytes memory) {
        return abi.encodeWithSelector(selector, a, b);
    }

    function _error(bytes4 selector, uint256 a, uint256 b, uint256 c) private pure returns (bytes memory) {
        return abi.encodeWithSelector(selector, a, b, c);
    }

    function test_RevertWhenTheOffersDeadlineHasPassed() external {
        Offer memory offer = someOffer();
        pass(2 minutes + 1);
        _refused(offer, _error(Errors.DeadlinePassed.selector, 0, offer.deadline, offer.deadline + 1));
        offer = someRefillOffer(7);
        offer.deadline = 0;
        _refused(offer, _error(Errors.DeadlinePassed.selector, 7, 0, time()));
    }

    function test_RevertWhenTheOfferNamesAnotherCustomer() external {
        Offer memory offer = someOffer();
        offer.customerTid = farmTid;
        _refused(offer, _error(Errors.WrongCustomer.selector, farmTid, tid));
    }

    function test_RevertWhenTheNodesAreNotThoseOfTheOffer() external {
        Offer memory offer = _offerOn(nodeA, nodeB);
        nodes = [nodeA, nodeC];
        _refused(
            offer,
            abi.encodeWithSelector(
                Errors.NodesDiffer.selector,
                offer.nodeIdsHash,
                keccak256(abi.encode(uint256(nodeA), uint256(nodeC)))
            )
        );
        nodes = new uint32[](0);
        _refused(offer, abi.encodeWithSelector(Errors.NodesDiffer.selector, offer.nodeIdsHash, keccak256("")));
    }

    function test_RevertWhenMoreThan64NodesAreNamed() external {
        nodes = new uint32[](65);
        for (uint32 i; i < 65; ++i) nodes[i] = i + 1;
        Offer memory offer = someOffer();
        offer.nodeIdsHash = keccak256(abi.encodePacked(nodes));
        _refused(offer, _error(Errors.TooMany.selector, 64, 65));
    }

    function test_RevertWhenANodeIsNamedTwiceOrOutOfOrder() external {
        _refused(_offerOn(nodeA, nodeA), _error(Errors.NotAscending.selector, nodeA, nodeA));
        _refused(_offerOn(nodeB, nodeA), _error(Errors.NotAscending.selector, nodeB, nodeA));
        _refused(_offerOn(0, nodeA), _error(Errors.NotAscending.selector, 0, 0));
    }

    function test_RevertWhenANodeBelongsToAnotherFarm() external {
        _refused(_offerOn(nodeA, otherNode), _error(Errors.WrongFarm.selector, otherNode, farmId, otherFarmId));
    }

    function test_RevertWhenANodeDoesNotExist() external {
        _refused(_offerOn(nodeA, 99), _error(Errors.WrongFarm.selector, 99, farmId, 0));
    }

    function test_RevertWhenANodeIsRetired() external {
        vm.prank(farmer);
        registry.retireNode(nodeB);
        _refused(_offerOn(nodeA, nodeB), abi.encodeWithSelector(Errors.NodeIsRetired.selector, nodeB));
    }

    function test_RevertWhenAUnitsAmountReachesTheBound() external {
        Offer memory offer = someOffer();
        offer.cus = uint64(TOP_AMOUNT + 1);
        _refused(offer, _error(Errors.AmountTooLarge.selector, TOP_AMOUNT, TOP_AMOUNT + 1));
        (offer.cus, offer.sus) = (MONTH, type(uint64).max);
        _refused(offer, _error(Errors.AmountTooLarge.selector, TOP_AMOUNT, type(uint64).max));
    }

    function test_RevertWhenNothingIsBought() external {
        Offer memory offer = someOffer();
        (offer.cus, offer.sus, offer.cuAmount, offer.suAmount) = (0, 0, 0, 0);
        _refused(offer, abi.encodeWithSelector(Errors.NothingBought.selector));
    }

    function test_RevertWhenCuArePaidAndNoneAreBought() external {
        Offer memory offer = someOffer();
        offer.cus = 0;
        _refused(offer, abi.encodeWithSelector(Errors.PaidForNothing.selector));
    }

    function test_RevertWhenSuArePaidAndNoneAreBought() external {
        Offer memory offer = someOffer();
        (offer.sus, offer.suAmount) = (0, 1);
        _refused(offer, abi.encodeWithSelector(Errors.PaidForNothing.selector));
    }

    function test_RevertWhenAUnitCostsTheBoundOrMore() external {
        Offer memory offer = someOffer();
        offer.cuAmount = uint128(TOP_COST + 1);
        _refused(offer, _error(Errors.CostTooHigh.selector, TOP_COST, TOP_COST + 1));
        (offer.cuAmount, offer.suAmount) = (USD_CU, uint128(TOP_COST + 1));
        _refused(offer, _error(Errors.CostTooHigh.selector, TOP_COST, TOP_COST + 1));
        offer.suAmount = type(uint128).max;
        _refused(offer, _error(Errors.CostTooHigh.selector, TOP_COST, type(uint128).max));
    }

    function test_RevertWhenThereIsNoSuchFarm() external {
        Offer memory offer = someOffer();
        offer.farmId = registry.farmCount() + 1;
        _refused(offer, abi.encodeWithSelector(Errors.NoSuchFarm.selector, offer.farmId));
    }

    function test_RevertWhenTheFarmsSignersChangedSince() external {
        Offer memory offer = someOffer();
        vm.prank(farmer);
        registry.setOperator(farmId, operator);
        _refused(offer, _error(Errors.SignerEpochPassed.selector, farmId, 2, 1));
        // Nor may it name an epoch to come.
        offer.signerEpoch = 3;
        _refused(offer, _error(Errors.SignerEpochPassed.selector, farmId, 2, 3));
    }

    function test_RevertWhenTheSignerIsNeitherOwnerNorOperator() external {
        Offer memory offer = someOffer();
        _refused(
            offer,
            customer,
            signed(offer, customerKey),
            abi.encodeWithSelector(Errors.NotFarmSigner.selector, farmId, customer)
        );
        _refused(
            offer,
            address(0),
            new bytes(65),
            abi.encodeWithSelector(Errors.NotFarmSigner.selector, farmId, address(0))
        );
    }

    function test_RevertWhenTheOperatorSignsForATokenThatIsNotListed() external {
        Offer memory offer = someOffer();
        offer.token = address(new Token("NEW", 18));
        _refused(offer, abi.encodeWithSelector(Errors.TokenNotListed.selector, farmId, offer.token));
        // Nor for one that is no longer.
        delist(address(usd));
        offer.token = address(usd);
        _refused(offer, abi.encodeWithSelector(Errors.TokenNotListed.selector, farmId, address(usd)));
    }

    function test_RevertWhenTheOperatorAsksLessThanHisFloorForCu() external {
        Offer memory offer = someOffer();
        offer.cuAmount = (USD_CU * 8) / 10 - 1;
        // More for the other unit does not make up for it.
        offer.suAmount = 100 * USD_SU;
        _refused(offer, _error(Errors.BelowFloor.selector, farmId, (USD_CU * 8) / 10, offer.cuAmount));
    }

    function test_RevertWhenTheOperatorAsksLessThanHisFloorForSu() external {
        Offer memory offer = someOffer();
        (offer.cuAmount, offer.suAmount) = (100 * USD_CU, 0);
        _refused(offer, _error(Errors.BelowFloor.selector, farmId, (USD_SU * 8) / 10, 0));
        // The floor follows the list price of the block, rounded up: 80 % of 4.000001 is 3.2000008.
        setPrice(address(usd), USD_CU, USD_SU + 1);
        offer.suAmount = 3.2e6;
        _refused(offer, _error(Errors.BelowFloor.selector, farmId, 3.2e6 + 1, 3.2e6));
    }

    function test_RevertWhenTheOwnerSignsForATokenThatTheFarmNeverListed() external {
        Offer memory offer = someOffer();
        offer.token = address(new Token("NEW", 18));
        Price[] memory changes = new Price[](1);
        changes[0] = Price({token: offer.token, cuPrice: 1, suPrice: 1, listed: true});
        // That another farm lists it does not help.
        vm.prank(neighbour);
        registry.setTerms(otherFarmId, UPFRONT, NOTICE_DAYS, changes);
        _refused(
            offer,
            farmer,
            signed(offer, farmerKey),
            abi.encodeWithSelector(Errors.TokenNotListed.selector, farmId, offer.token)
        );
    }

    function test_RevertWhenTheSignatureIsNotTheSigners() external {
        Offer memory offer = someOffer();
        bytes memory refusal = abi.encodeWithSelector(Errors.BadSignature.selector, operator);
        _refused(offer, operator, signed(offer, customerKey), refusal);
        _refused(offer, operator, "", refusal);
        // The owner's signature under the operator's name neither.
        _refused(offer, operator, signed(offer, farmerKey), refusal);
    }

    function test_RevertWhenTheNonceWasUsed() external {
        Offer memory offer = someOffer();
        buy(offer);
        _refused(offer, abi.encodeWithSelector(Errors.NonceUsed.selector, operator, offer.nonce));
        // Another offer with the same nonce neither.
        offer.cus = 2 * MONTH;
        offer.cuAmount = 2 * USD_CU;
        _refused(offer, abi.encodeWithSelector(Errors.NonceUsed.selector, operator, offer.nonce));
    }

    function test_RevertWhenTheNonceWasCancelled() external {
        Offer memory offer = someOffer();
        offer.nonce = 256 + 7;
        vm.prank(operator);
        pools.cancelNonces(1, 1 << 7);
        _refused(offer, abi.encodeWithSelector(Errors.NonceUsed.selector, operator, offer.nonce));
    }

    function test_RevertWhenAFieldWasChangedAfterSigning() external {
        Offer memory offer = someOffer();
        bytes memory sealed_ = signed(offer, operatorKey);
        bytes memory refusal = abi.encodeWithSelector(Errors.BadSignature.selector, operator);
        offer.cus -= 1;
        _refused(offer, operator, sealed_, refusal);
        (offer.cus, offer.cuAmount) = (offer.cus + 1, offer.cuAmount - 1);
        _refused(offer, operator, sealed_, refusal);
        (offer.cuAmount, offer.deadline) = (offer.cuAmount + 1, offer.deadline + 1);
        _refused(offer, operator, sealed_, refusal);
        (offer.deadline, offer.upfrontBps) = (offer.deadline - 1, UPFRONT + 1);
        _refused(offer, operator, sealed_, refusal);
        (offer.upfrontBps, offer.noticeDays) = (UPFRONT, NOTICE_DAYS - 1);
        _refused(offer, operator, sealed_, refusal);
        (offer.noticeDays, offer.customerTid) = (NOTICE_DAYS, 0);
        _refused(offer, operator, sealed_, refusal);
        (offer.customerTid, offer.cuCap) = (tid, CU_CAP + 1);
        _refused(offer, operator, sealed_, refusal);
        // As it was signed, it passes.
        offer.cuCap = CU_CAP;
        vm.prank(customer);
        vm.assertEq(pools.buy(offer, tid, nodes, operator, sealed_), 1, "poolId");
        vm.assertEq(sealed_, signature(operatorKey, Digests.ofOffer(pools.domainSeparator(), offer)), "the signature");
    }
}
