// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @notice EIP-2612: an allowance by signature.
contract Permitting is ERC20Permit {
    constructor() ERC20("PRMT", "PRMT") ERC20Permit("PRMT") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}
