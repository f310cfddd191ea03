// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Token} from "./Token.sol";

/// @notice Refuses to move nothing.
contract Particular is Token("PRTC", 18) {
    error NothingToMove();

    function _update(address from, address to, uint256 amount) internal override {
        require(amount != 0, NothingToMove());
        super._update(from, to, amount);
    }
}
