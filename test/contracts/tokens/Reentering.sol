// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Token} from "./Token.sol";

/// @notice Makes a stored call in the middle of a transfer, as an ERC-777 hook would, and remembers how it went.
contract Reentering is Token("RENT", 18) {
    address public target;
    uint256 public value;
    bytes public data;

    uint256 public calls;
    bool public succeeded;
    bytes public answer;

    receive() external payable {}

    /// @param target_ 0 disarms it
    function arm(address target_, uint256 value_, bytes calldata data_) external {
        (target, value, data) = (target_, value_, data_);
        (calls, succeeded, answer) = (0, false, "");
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (from != address(0) && target != address(0)) {
            ++calls;
            (succeeded, answer) = target.call{value: value}(data);
        }
        super._update(from, to, amount);
    }
}
