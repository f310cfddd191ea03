// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPoolsBase} from "../../../contracts/interfaces/IPoolsBase.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Clock} from "../../../contracts/types/Clock.sol";
import {Deal} from "../../../contracts/types/Deal.sol";
import {State} from "../../../contracts/types/State.sol";
import {Terms} from "../../../contracts/types/Terms.sol";
import {Worth} from "../../../contracts/types/Worth.sol";
import {Expecting} from "../support/Expecting.sol";
import {vm} from "../support/Vm.sol";

contract ReserveTest is Expecting {
    uint64 private constant TOP_AMOUNT = (1 << 44) - 1;
    uint64 private constant EPOCH_STEP = 1 << 32;

    Terms private terms;

    function setUp() public override {
        super.setUp();
        terms = someTerms();
    }

    function test_RevertWhenTheSignatureIsNot64BytesLong() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadProofLength.selector, 64, 63));
        vm.prank(customer);
        pools.reserve(terms, tid, 1, new bytes(63));
    }

    function test_RevertWhenTheCUAmountReaches244() external {
        terms.cus = TOP_AMOUNT + 1;
        _expectRevert(abi.encodeWithSelector(Errors.AmountTooLarge.selector, TOP_AMOUNT, TOP_AMOUNT + 1));
    }

    function test_RevertWhenTheSUAmountReaches244() external {
        terms.sus = type(uint64).max;
        _expectRevert(abi.encodeWithSelector(Errors.AmountTooLarge.selector, TOP_AMOUNT, type(uint64).max));
    }

    function test_RevertWhenNothingIsBought() external {
        (terms.cus, terms.sus) = (0, 0);
        _expectRevert(abi.encodeWithSelector(Errors.NothingBought.selector));
    }

    function test_RevertWhenThereIsNoCapAtAll() external {
        (terms.cuCap, terms.suCap) = (0, 0);
        _expectRevert(abi.encodeWithSelector(Errors.NoCap.selector));
    }

    function test_RevertWhenCUAreBoughtWithoutACap() external {
        terms.cuCap = 0;
        _expectRevert(abi.encodeWithSelector(Errors.NoCap.selector));
    }

    function test_RevertWhenSUAreBoughtWithoutACap() external {
        terms.suCap = 0;
        _expectRevert(abi.encodeWithSelector(Errors.NoCap.selector));
    }

    function test_RevertWhenMoreThan32CurrenciesAreNamed() external {
        terms.currencies = new address[](33);
        _expectRevert(abi.encodeWithSelector(Errors.TooMany.selector, 32, 33));
    }

    function test_RevertWhenRefundsAreToGoToPools() external {
        terms.refundTo = address(pools);
        _expectRevert(abi.encodeWithSelector(Errors.BadAddress.selector, pools));
    }

    function test_RevertWhenAStrangersNodeIsInTheList() external {
        terms.nodeIds[1] = otherNode;
        _expectRevert(abi.encodeWithSelector(Errors.WrongFarm.selector, otherNode, farmId, otherFarmId));
    }

    function test_RevertWhenARetiredNodeIsInTheList() external {
        vm.prank(farmer);
        registry.retireNode(nodeB);
        _expectRevert(abi.encodeWithSelector(Errors.NodeIsRetired.selector, nodeB));
    }

    function test_RevertWhenTheNodesDoNotRiseStrictly() external {
        terms.nodeIds[1] = nodeA;
        _expectRevert(abi.encodeWithSelector(Errors.NotAscending.selector, nodeA, nodeA));
    }

    function test_RevertWhenMoreThan64NodesAreNamed() external {
        terms.nodeIds = new uint32[](65);
        _expectRevert(abi.encodeWithSelector(Errors.TooMany.selector, 64, 65));
    }

    function test_RevertGivenAThreebotOfAnother() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotTidOwner.selector, tid, customer, stranger));
        vm.prank(stranger);
        pools.reserve(terms, tid, 1, proof);
    }

    function test_RevertGivenAThreebotThatWasNeverRegistered() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotTidOwner.selector, 99, address(0), customer));
        vm.prank(customer);
        pools.reserve(terms, 99, 1, proof);
    }

    function test_RevertGivenNoSuchFarm() external {
        terms.farmId = 99;
        terms.nodeIds = new uint32[](0);
        _expectRevert(abi.encodeWithSelector(Errors.NoSuchFarm.selector, 99));
    }

    function test_RevertGivenTermsThatChangedInTheSameBlockBefore() external {
        setPrice(address(usd), USD_CU * 1000, USD_SU);
        _expectRevert(abi.encodeWithSelector(Errors.TermsChanged.selector, farmId, 2, 1));
    }

    function test_RevertGivenAVersionThatIsNotThereYet() external {
        terms.termsVersion = 2;
        _expectRevert(abi.encodeWithSelector(Errors.TermsChanged.selector, farmId, 1, 2));
    }

    function test_RevertGivenNoCommonCurrency() external {
        terms.currencies = new address[](0);
        _expectRevert(abi.encodeWithSelector(Errors.NoCommonCurrency.selector, farmId));
        terms.currencies = new address[](1);
        terms.currencies[0] = stranger;
        _expectRevert(abi.encodeWithSelector(Errors.NoCommonCurrency.selector, farmId));
        // What was taken off the list is common no longer.
        delist(address(eur));
        (terms.currencies[0], terms.termsVersion) = (address(eur), 2);
        _expectRevert(abi.encodeWithSelector(Errors.NoCommonCurrency.selector, farmId));
    }

    function test_RevertWhenTheEpochRisesByMoreThan232() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.EpochTooFar.selector, tid, EPOCH_STEP, EPOCH_STEP + 1));
        _reserve(EPOCH_STEP + 1);
        _reserve(EPOCH_STEP);
        vm.expectRevert(abi.encodeWithSelector(Errors.EpochTooFar.selector, tid, 2 * EPOCH_STEP, type(uint64).max));
        _reserve(type(uint64).max);
    }

    function test_RevertGivenADeadlineThatCouldNeverPass() external {
        uint256 last = type(uint32).max - 2;
        vm.warp(last - ANSWER_TIME + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.TimeIsOver.selector, last, last + 1));
        _reserve(1);
        vm.warp(last - ANSWER_TIME);
        vm.assertEq(dealOf(_reserve(1)).until(), last, "the last deadline");
    }

    function test_RevertWhenTheEpochDoesNotRise() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.EpochNotRising.selector, tid, 0, 0));
        _reserve(0);
        _reserve(7);
        vm.expectRevert(abi.encodeWithSelector(Errors.EpochNotRising.selector, tid, 7, 7));
        _reserve(7);
        vm.expectRevert(abi.encodeWithSelector(Errors.EpochNotRising.selector, tid, 7, 6));
        _reserve(6);
    }

    function test_WhenAllIsInOrder() external {
        setUpfront(5_000); // version 2
        terms.termsVersion = 2;
        (terms.refundTo, terms.signingRequestHash) = (payer, keccak256("a quorum"));
        bytes memory signature = abi.encode("a signature of 64 bytes", 1);
        assembly ("memory-safe") {
            mstore(signature, 64)
        }
        vm.expectEmit(address(pools));
        emit IPoolsBase.Reserved(1, farmId, tid, terms, hashOf(terms), uint32(START + ANSWER_TIME), 42, signature);
        vm.prank(customer);
        uint256 id = pools.reserve(terms, tid, 42, signature);

        vm.assertEq(id, 1, "id");
        vm.assertEq(pools.lastId(), 1, "last id");
        vm.assertEq(pools.epochOf(tid), 42, "epoch");
        vm.assertEq(pools.epochOf(otherTid), 0, "another's epoch");
        _assertWords(id);
    }

    function test_WhenSomeOfTheCurrenciesAreTheFarms() external {
        address[] memory currencies = new address[](32);
        for (uint160 i; i < 32; ++i) currencies[i] = address(0xdead + i);
        (currencies[3], currencies[17], currencies[31]) = (NATIVE, address(usd), NATIVE);
        terms.currencies = currencies;
        uint256 id = _reserve(1);
        (, Worth pledge, ) = pools.slotsOf(id);
        vm.assertEq(uint32(Worth.unwrap(pledge)), 5, "first and third place");
    }

    function test_WhenOneUnitIsBought() external {
        (terms.cus, terms.cuCap) = (0, 0);
        assertState(_reserve(1), State.Requested);
        (terms.cus, terms.cuCap, terms.sus, terms.suCap) = (1, 1, 0, 0);
        assertState(_reserve(2), State.Requested);
    }

    function test_WhenItNamesAllNodes() external {
        terms.nodeIds = new uint32[](0);
        assertState(_reserve(1), State.Requested);
    }

    function test_WhenEverythingStandsAtItsBound() external {
        (terms.cus, terms.sus, terms.cuCap, terms.suCap) = (TOP_AMOUNT, TOP_AMOUNT, type(uint32).max, type(uint32).max);
        uint256 id = _reserve(EPOCH_STEP);
        (Clock request, , Deal deal) = pools.slotsOf(id);
        vm.assertEq(Clock.unwrap(request), TOP_AMOUNT | (uint256(TOP_AMOUNT) << 44) | (1 << 88), "request");
        vm.assertEq(deal.cuCap(), type(uint32).max, "CU cap");
        vm.assertEq(deal.suCap(), type(uint32).max, "SU cap");
    }

    function _reserve(uint64 epoch) private returns (uint256) {
        vm.prank(customer);
        return pools.reserve(terms, tid, epoch, proof);
    }

    function _expectRevert(bytes memory data) private {
        vm.expectRevert(data);
        _reserve(1);
    }

    /// @dev The layout of the three words, bit by bit.
    function _assertWords(uint256 id) private view {
        (Clock request, Worth pledge, Deal deal) = pools.slotsOf(id);
        uint256 agreed = farmId | (uint256(tid) << 32) | (5_000 << 96) | (uint256(NOTICE_DAYS) << 112);
        agreed |= (uint256(CU_CAP) << 128) | (uint256(SU_CAP) << 160) | ((START + ANSWER_TIME) << 192) | (1 << 224);
        vm.assertEq(Deal.unwrap(deal), agreed, "deal");
        vm.assertEq(Clock.unwrap(request), MONTH | (uint256(MONTH) << 44) | (2 << 88), "request");
        vm.assertEq(Worth.unwrap(pledge), (uint256(hashOf(terms)) & ~uint256(type(uint32).max)) | 7, "pledge");
    }
}
