// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TokenInfo} from "../../../contracts/libraries/TokenInfo.sol";

/// @notice Token information from outside.
contract TokenHarness {
    function read(address token) external view returns (uint8 decimals, string memory symbol, bool known) {
        return TokenInfo.read(token);
    }
}
