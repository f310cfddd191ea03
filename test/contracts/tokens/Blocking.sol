// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Token} from "./Token.sol";

/// @notice Neither takes from nor gives to whom it blocks.
contract Blocking is Token("BLCK", 6) {
    error Blocked(address account);

    mapping(address account => bool) public isBlocked;

    function setBlocked(address account, bool blocked) external {
        isBlocked[account] = blocked;
    }

    function _update(address from, address to, uint256 amount) internal override {
        require(!isBlocked[from], Blocked(from));
        require(!isBlocked[to], Blocked(to));
        super._update(from, to, amount);
    }
}
