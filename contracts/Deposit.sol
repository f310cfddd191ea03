// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {Errors} from "./libraries/Errors.sol";

/// @title What stands at a deposit address once it is swept
/// @notice Takes anything, gives it to Doors alone. Deployed once; each address is a minimal clone.
contract Deposit {
    using SafeERC20 for IERC20;

    address private immutable _doors = msg.sender;

    receive() external payable {}

    function sweep(address token) external {
        require(msg.sender == _doors, Errors.BadAddress(msg.sender));
        if (token == address(0)) Address.sendValue(payable(_doors), address(this).balance);
        else IERC20(token).safeTransfer(_doors, IERC20(token).balanceOf(address(this)));
    }
}
