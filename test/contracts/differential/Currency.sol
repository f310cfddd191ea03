// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC1363Receiver} from "@openzeppelin/contracts/interfaces/IERC1363Receiver.sol";

/// @notice A token as the model knows it: it may keep a fee of each transfer, rounded up, and a transfer can tell its
/// receiver what came.
contract Currency is ERC20 {
    uint256 private immutable _feeBps;
    uint8 private immutable _decimals;

    error NotTaken();

    constructor(uint256 feeBps, uint8 decimals_) ERC20("Currency", "CUR") {
        (_feeBps, _decimals) = (feeBps, decimals_);
    }

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function transferAndCall(address to, uint256 amount, bytes calldata data) external returns (bool) {
        uint256 before = balanceOf(to);
        transfer(to, amount);
        uint256 came = balanceOf(to) - before;
        bytes4 answer = IERC1363Receiver(to).onTransferReceived(msg.sender, msg.sender, came, data);
        require(answer == IERC1363Receiver.onTransferReceived.selector, NotTaken());
        return true;
    }

    function decimals() public view override returns (uint8) {
        return _decimals;
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (from == address(0) || to == address(0)) return;
        super._update(to, address(0), (amount * _feeBps + 9_999) / 10_000);
    }
}
