// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Time} from "../../../contracts/libraries/Time.sol";
import {Test} from "../support/Test.sol";
import {vm} from "../support/Vm.sol";

/// @notice Seconds in 32 bits.
contract TimeTest is Test {
    uint256 private constant NEVER = type(uint32).max;

    /// @dev A call of its own: the optimizer may keep the block's second across a warp.
    function current() external view returns (uint256) {
        return Time.current();
    }

    function test_Current_GivenABlockBeforeTheYear2106() external {
        vm.warp(1_800_000_000);
        vm.assertEq(this.current(), 1_800_000_000, "as it is");
        vm.warp(NEVER - 1);
        vm.assertEq(this.current(), NEVER - 1, "the last second there is");
    }

    function test_Current_GivenABlockAtTheEndOf32BitsOrAfterIt() external {
        vm.warp(NEVER);
        vm.assertEq(this.current(), NEVER - 1, "at the end");
        vm.warp(NEVER + 1);
        vm.assertEq(this.current(), NEVER - 1, "after it");
        vm.warp(1 << 40);
        vm.assertEq(this.current(), NEVER - 1, "long after it");
    }

    function test_AtMostNever_GivenASecondThatFits() external pure {
        vm.assertEq(Time.atMostNever(0), 0, "the first");
        vm.assertEq(Time.atMostNever(NEVER - 1), NEVER - 1, "the last");
        vm.assertEq(Time.atMostNever(NEVER), NEVER, "never itself");
    }

    function test_AtMostNever_GivenASecondThatDoesNotFit() external pure {
        vm.assertEq(Time.atMostNever(NEVER + 1), NEVER, "just beyond");
        vm.assertEq(Time.atMostNever(type(uint256).max), NEVER, "far beyond");
    }
}
