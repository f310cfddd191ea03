// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

/// @notice Makes many calls in the middle of another, whenever it is run or sent coins, and counts how they went.
contract Callbacks {
    address private _target;
    bytes[] private _calls;

    uint256 public runs;
    uint256 public refused; // by the guard against re-entry
    uint256 public others; // calls that went through, or failed for another reason
    bytes public otherCall;

    receive() external payable {
        run();
    }

    function add(address target, bytes calldata data) external {
        _target = target;
        _calls.push(data);
    }

    function count() external view returns (uint256) {
        return _calls.length;
    }

    /// @dev Makes a call of its own; the revert of the callee is its revert.
    function act(address target, uint256 value, bytes calldata data) external {
        (bool done, bytes memory answer) = target.call{value: value}(data);
        if (!done) {
            assembly ("memory-safe") {
                revert(add(answer, 0x20), mload(answer))
            }
        }
    }

    function run() public {
        ++runs;
        for (uint256 i; i < _calls.length; ++i) {
            (bool done, bytes memory answer) = _target.call(_calls[i]);
            if (!done && bytes4(answer) == ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector) {
                ++refused;
            } else {
                ++others;
                otherCall = _calls[i];
            }
        }
    }
}
