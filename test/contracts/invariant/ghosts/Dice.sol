// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice As many random numbers as an act needs, out of one.
struct Dice {
    uint256 seed;
}

using DiceLib for Dice global;

library DiceLib {
    function roll(Dice memory dice) internal pure returns (uint256) {
        dice.seed = uint256(keccak256(abi.encode(dice.seed)));
        return dice.seed;
    }

    /// @dev From 0 to `size - 1`.
    function below(Dice memory dice, uint256 size) internal pure returns (uint256) {
        return roll(dice) % size;
    }

    function between(Dice memory dice, uint256 min, uint256 max) internal pure returns (uint256) {
        return min + below(dice, max - min + 1);
    }

    function oneIn(Dice memory dice, uint256 size) internal pure returns (bool) {
        return below(dice, size) == 0;
    }

    function pick(Dice memory dice, address[] memory list) internal pure returns (address) {
        return list[below(dice, list.length)];
    }
}
