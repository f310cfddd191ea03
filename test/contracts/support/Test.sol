// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {vm} from "./Vm.sol";

/// @notice Base of every Solidity test; runs under Hardhat and under forge.
/// @dev Tests assert through the cheat codes, `vm.assertEq(found, expected, "what")`, which print both sides.
abstract contract Test {
    /// @dev A wallet whose key follows from its name.
    function actor(string memory name) internal returns (address account, uint256 key) {
        key = uint256(keccak256(bytes(name)));
        account = vm.addr(key);
        vm.label(account, name);
    }

    function wallet(string memory name) internal returns (address account) {
        (account, ) = actor(name);
    }

    /// @dev 65 bytes: r, s, v.
    function signature(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    /// @dev This block's second.
    function time() internal view returns (uint256) {
        return vm.getBlockTimestamp();
    }

    /// @dev Lets seconds pass.
    function pass(uint256 duration) internal {
        vm.warp(vm.getBlockTimestamp() + duration);
        vm.roll(vm.getBlockNumber() + 1);
    }

    /// @dev A fuzzed value brought into a range, both ends included. The ends themselves come up often.
    function bound(uint256 value, uint256 min, uint256 max) internal pure returns (uint256) {
        require(min <= max, "bound: an empty range");
        if (value >= min && value <= max) return value;
        uint256 size;
        unchecked {
            size = max - min + 1; // 0 is the whole range, and was answered above
        }
        if (value <= 3 && size > value) return min + value;
        if (value >= type(uint256).max - 3 && size > type(uint256).max - value)
            return max - (type(uint256).max - value);
        return min + (value % size);
    }

    /// @dev Deploys by artifact: a test that names only interfaces compiles in a fraction of the time.
    function deploy(string memory artifact, bytes memory arguments) internal returns (address deployed) {
        bytes memory code = abi.encodePacked(vm.getCode(artifact), arguments);
        assembly ("memory-safe") {
            deployed := create(0, add(code, 0x20), mload(code))
            if iszero(deployed) {
                returndatacopy(0, 0, returndatasize())
                revert(0, returndatasize())
            }
        }
    }
}
