// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What a reservation asks for. It lives in the slot that becomes the pool's clock.
/// @dev From the low bits up: cus 44, sus 44, version 32, target 64 (the pool that a refill is for, 0 = a new pool).
type Request is uint256;

using RequestLib for Request global;

library RequestLib {
    function pack(uint256 cus_, uint256 sus_, uint256 version_, uint256 target_) internal pure returns (Request) {
        return Request.wrap(cus_ | (sus_ << 44) | (version_ << 88) | (target_ << 120));
    }

    function cus(Request request) internal pure returns (uint256) {
        return Request.unwrap(request) & ((1 << 44) - 1);
    }

    function sus(Request request) internal pure returns (uint256) {
        return (Request.unwrap(request) >> 44) & ((1 << 44) - 1);
    }

    /// @notice The version of the farm's terms that prices it.
    function version(Request request) internal pure returns (uint32) {
        return uint32(Request.unwrap(request) >> 88);
    }

    function target(Request request) internal pure returns (uint256) {
        return uint64(Request.unwrap(request) >> 120);
    }
}

/// @notice What a reservation was promised. It lives in the slot that becomes the pool's worth.
/// @dev From the low bits up: currencies 32 (bit i = place i of the farm's price list), terms hash 224 (its high bits:
/// a second document with the same ones costs 2^112 hashes to find).
type Pledge is uint256;

using PledgeLib for Pledge global;

library PledgeLib {
    uint256 private constant HASH_MASK = ~uint256(type(uint32).max);

    function pack(bytes32 termsHash, uint256 currencies_) internal pure returns (Pledge) {
        return Pledge.wrap((uint256(termsHash) & HASH_MASK) | currencies_);
    }

    /// @notice Does the customer take the currency at `slot` (place + 1, 0 = not listed) of the farm's price list?
    function takes(Pledge pledge, uint256 slot) internal pure returns (bool) {
        return slot != 0 && Pledge.unwrap(pledge) & (1 << (slot - 1)) != 0;
    }

    function currencies(Pledge pledge) internal pure returns (uint256) {
        return uint32(Pledge.unwrap(pledge));
    }

    function matches(Pledge pledge, bytes32 termsHash) internal pure returns (bool) {
        return (Pledge.unwrap(pledge) ^ uint256(termsHash)) & HASH_MASK == 0;
    }

    function termsHash28(Pledge pledge) internal pure returns (bytes28) {
        return bytes28(bytes32(Pledge.unwrap(pledge) & HASH_MASK));
    }
}
