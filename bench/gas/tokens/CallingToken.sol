// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC1363} from "@openzeppelin/contracts/token/ERC20/extensions/ERC1363.sol";

/// @notice An ordinary token with `transferAndCall`: OpenZeppelin's ERC-1363 and nothing else.
contract CallingToken is ERC20("Calling", "CALL"), ERC1363 {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}
