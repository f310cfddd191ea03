// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Errors} from "./Errors.sol";

/// @notice The memo of a payment: the text `p-<id>`, strictly `p-(0|[1-9][0-9]*)`, the id below 2^64.
library Memo {
    /// @dev "p-" and the 20 digits of 2^64 - 1.
    uint256 private constant MAX_LENGTH = 22;

    function parse(bytes calldata memo) internal pure returns (uint256 id) {
        uint256 length = memo.length;
        require(length > 2 && length <= MAX_LENGTH && memo[0] == "p" && memo[1] == "-", Errors.BadMemo(memo));
        require(memo[2] != "0" || length == 3, Errors.BadMemo(memo));
        for (uint256 i = 2; i < length; ++i) {
            unchecked {
                // A character below "0" wraps to a large number; 20 digits stay below 2^67.
                uint256 digit = uint256(uint8(memo[i])) - 48;
                require(digit < 10, Errors.BadMemo(memo));
                id = id * 10 + digit;
            }
        }
        require(id <= type(uint64).max, Errors.BadMemo(memo));
    }
}
