// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Deal, DealLib} from "../../../contracts/types/Deal.sol";
import {State} from "../../../contracts/types/State.sol";
import {Test} from "../support/Test.sol";
import {vm} from "../support/Vm.sol";

/// @notice The word of what was agreed.
contract DealTest is Test {
    /// @dev All bits but those of the state, which knows few values, and the unused ones above.
    Deal private constant FULL = Deal.wrap((1 << 224) - 1);

    function requireState(Deal deal, uint256 id, State expected) external pure {
        deal.requireState(id, expected);
    }

    function test_Pack_GivenTheLargestValueOfEveryField() external pure {
        Deal deal = DealLib.pack(
            type(uint32).max,
            type(uint40).max,
            type(uint24).max,
            10_000,
            365,
            type(uint32).max,
            type(uint32).max,
            type(uint32).max,
            State.Refilled
        );
        vm.assertEq(deal.farmId(), type(uint32).max, "farmId");
        vm.assertEq(deal.tid(), type(uint40).max, "tid");
        vm.assertEq(deal.tokenIndex(), type(uint24).max, "tokenIndex");
        vm.assertEq(deal.upfront(), 10_000, "upfront");
        vm.assertEq(deal.notice(), 365, "notice");
        vm.assertEq(deal.cuCap(), type(uint32).max, "cuCap");
        vm.assertEq(deal.suCap(), type(uint32).max, "suCap");
        vm.assertEq(deal.until(), type(uint32).max, "until");
        vm.assertTrue(deal.state() == State.Refilled, "state");
        vm.assertFalse(deal.hasParts(), "parts");
    }

    function test_Fields_GivenOneFieldAtATime() external pure {
        _assertWord(DealLib.pack(type(uint32).max, 0, 0, 0, 0, 0, 0, 0, State.None), type(uint32).max, 0);
        _assertWord(DealLib.pack(0, type(uint40).max, 0, 0, 0, 0, 0, 0, State.None), type(uint40).max, 32);
        _assertWord(DealLib.pack(0, 0, type(uint24).max, 0, 0, 0, 0, 0, State.None), type(uint24).max, 72);
        _assertWord(DealLib.pack(0, 0, 0, type(uint16).max, 0, 0, 0, 0, State.None), type(uint16).max, 96);
        _assertWord(DealLib.pack(0, 0, 0, 0, type(uint16).max, 0, 0, 0, State.None), type(uint16).max, 112);
        _assertWord(DealLib.pack(0, 0, 0, 0, 0, type(uint32).max, 0, 0, State.None), type(uint32).max, 128);
        _assertWord(DealLib.pack(0, 0, 0, 0, 0, 0, type(uint32).max, 0, State.None), type(uint32).max, 160);
        _assertWord(DealLib.pack(0, 0, 0, 0, 0, 0, 0, type(uint32).max, State.None), type(uint32).max, 192);
        _assertWord(DealLib.pack(0, 0, 0, 0, 0, 0, 0, 0, State.Refilled), uint256(State.Refilled), 224);
    }

    function test_WithTid_GivenEveryBitOfTheWordSet() external pure {
        _assertCleared(FULL.withTid(0), type(uint40).max, 32);
        _assertWord(Deal.wrap(0).withTid(type(uint40).max), type(uint40).max, 32);
    }

    function test_WithTokenIndex_GivenEveryBitOfTheWordSet() external pure {
        _assertCleared(FULL.withTokenIndex(0), type(uint24).max, 72);
        _assertWord(Deal.wrap(0).withTokenIndex(type(uint24).max), type(uint24).max, 72);
    }

    function test_WithCaps_GivenEveryBitOfTheWordSet() external pure {
        _assertCleared(FULL.withCaps(0, 0), type(uint64).max, 128);
        _assertCleared(FULL.withCaps(0, type(uint32).max), type(uint32).max, 128);
        _assertCleared(FULL.withCaps(type(uint32).max, 0), type(uint32).max, 160);
    }

    function test_WithUntil_GivenEveryBitOfTheWordSet() external pure {
        _assertCleared(FULL.withUntil(0), type(uint32).max, 192);
        _assertWord(Deal.wrap(0).withUntil(type(uint32).max), type(uint32).max, 192);
    }

    function test_WithState_GivenEveryOtherBitOfTheWordSet() external pure {
        Deal deal = FULL.withParts().withState(State.Refilled);
        vm.assertEq(Deal.unwrap(deal.withState(State.None)), Deal.unwrap(FULL.withParts()), "the state alone");
        vm.assertEq(
            Deal.unwrap(deal),
            Deal.unwrap(FULL.withParts()) | (uint256(State.Refilled) << 224),
            "at its place"
        );
    }

    function test_WithParts_GivenNoParts() external pure {
        _assertWord(Deal.wrap(0).withParts(), 1, 232);
        vm.assertTrue(Deal.wrap(0).withParts().hasParts(), "has parts");
        vm.assertFalse(FULL.hasParts(), "no other bit is taken for it");
    }

    function test_RequireState_RevertGivenAnotherState() external {
        Deal deal = Deal.wrap(0).withState(State.Payable);
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongState.selector, 9, State.Active, State.Payable));
        this.requireState(deal, 9, State.Active);
    }

    function test_RequireState_GivenThatState() external pure {
        Deal.wrap(0).withState(State.Payable).requireState(9, State.Payable);
        FULL.withState(State.Refilled).requireState(9, State.Refilled);
    }

    function _assertWord(Deal deal, uint256 value, uint256 place) private pure {
        vm.assertEq(Deal.unwrap(deal), value << place, "that field alone");
    }

    function _assertCleared(Deal deal, uint256 mask, uint256 place) private pure {
        vm.assertEq(Deal.unwrap(deal), Deal.unwrap(FULL) & ~(mask << place), "that field alone");
    }
}
