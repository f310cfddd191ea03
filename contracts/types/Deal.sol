// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Errors} from "../libraries/Errors.sol";
import {State} from "./State.sol";

/// @notice What was agreed about a pool, in one word.
/// @dev From the low bits up:
///   farmId     32
///   tid        40  the threebot it belongs to
///   tokenIndex 24  the pool's token; before the credit: the currency whose quote was reached first, 0 = none
///   upfront    16  basis points released to the farm at payment
///   notice     16  days between the announcement of an eviction and the eviction
///   cuCap      32
///   suCap      32
///   until      32  deadline of a reservation, later the second from which an announced eviction may happen, 0 = none
///   state       8
///   parts       1  partial payments were stored
type Deal is uint256;

using DealLib for Deal global;

library DealLib {
    uint256 private constant PARTS_FLAG = 1 << 232;

    function pack(
        uint256 farmId_,
        uint256 tid_,
        uint256 tokenIndex_,
        uint256 upfront_,
        uint256 notice_,
        uint256 cuCap_,
        uint256 suCap_,
        uint256 until_,
        State state_
    ) internal pure returns (Deal) {
        uint256 word = farmId_ | (tid_ << 32);
        word |= (tokenIndex_ << 72) | (upfront_ << 96);
        word |= (notice_ << 112) | (cuCap_ << 128);
        word |= (suCap_ << 160) | (until_ << 192);
        return Deal.wrap(word | (uint256(state_) << 224));
    }

    function farmId(Deal deal) internal pure returns (uint32) {
        return uint32(Deal.unwrap(deal));
    }

    function tid(Deal deal) internal pure returns (uint40) {
        return uint40(Deal.unwrap(deal) >> 32);
    }

    function tokenIndex(Deal deal) internal pure returns (uint24) {
        return uint24(Deal.unwrap(deal) >> 72);
    }

    function upfront(Deal deal) internal pure returns (uint256) {
        return uint16(Deal.unwrap(deal) >> 96);
    }

    function notice(Deal deal) internal pure returns (uint256) {
        return uint16(Deal.unwrap(deal) >> 112);
    }

    function cuCap(Deal deal) internal pure returns (uint256) {
        return uint32(Deal.unwrap(deal) >> 128);
    }

    function suCap(Deal deal) internal pure returns (uint256) {
        return uint32(Deal.unwrap(deal) >> 160);
    }

    function until(Deal deal) internal pure returns (uint256) {
        return uint32(Deal.unwrap(deal) >> 192);
    }

    function state(Deal deal) internal pure returns (State) {
        return State(uint8(Deal.unwrap(deal) >> 224));
    }

    function hasParts(Deal deal) internal pure returns (bool) {
        return Deal.unwrap(deal) & PARTS_FLAG != 0;
    }

    function withTid(Deal deal, uint256 tid_) internal pure returns (Deal) {
        return Deal.wrap((Deal.unwrap(deal) & ~(uint256(type(uint40).max) << 32)) | (tid_ << 32));
    }

    function withTokenIndex(Deal deal, uint256 index) internal pure returns (Deal) {
        return Deal.wrap((Deal.unwrap(deal) & ~(uint256(type(uint24).max) << 72)) | (index << 72));
    }

    function withCaps(Deal deal, uint256 cuCap_, uint256 suCap_) internal pure returns (Deal) {
        return Deal.wrap((Deal.unwrap(deal) & ~(uint256(type(uint64).max) << 128)) | (cuCap_ << 128) | (suCap_ << 160));
    }

    function withUntil(Deal deal, uint256 until_) internal pure returns (Deal) {
        return Deal.wrap((Deal.unwrap(deal) & ~(uint256(type(uint32).max) << 192)) | (until_ << 192));
    }

    function withState(Deal deal, State state_) internal pure returns (Deal) {
        return Deal.wrap((Deal.unwrap(deal) & ~(uint256(type(uint8).max) << 224)) | (uint256(state_) << 224));
    }

    function withParts(Deal deal) internal pure returns (Deal) {
        return Deal.wrap(Deal.unwrap(deal) | PARTS_FLAG);
    }

    function requireState(Deal deal, uint256 id, State expected) internal pure {
        require(deal.state() == expected, Errors.WrongState(id, expected, deal.state()));
    }
}
