// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Sees many things at the same moment.
contract Observer {
    /// @param calls what to ask of each target; an empty one asks for its native coins
    /// @return answers an empty one where the target did not answer
    function look(address[] calldata targets, bytes[] calldata calls) external view returns (bytes[] memory answers) {
        answers = new bytes[](targets.length);
        for (uint256 i; i < targets.length; ++i) {
            if (calls[i].length == 0) {
                answers[i] = abi.encode(targets[i].balance);
            } else {
                (bool answered, bytes memory answer) = targets[i].staticcall(calls[i]);
                if (answered) answers[i] = answer;
            }
        }
    }

    function second() external view returns (uint256) {
        return block.timestamp;
    }
}
