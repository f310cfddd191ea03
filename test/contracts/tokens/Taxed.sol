// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Token} from "./Token.sol";

/// @notice Burns a part of every transfer, rounded up.
contract Taxed is Token("TAX", 18) {
    uint256 public feeBps = 100;

    function setFee(uint256 bps) external {
        feeBps = bps;
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (from == address(0) || to == address(0)) return;
        super._update(to, address(0), (amount * feeBps + 9_999) / 10_000);
    }
}
