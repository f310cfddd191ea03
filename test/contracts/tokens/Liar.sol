// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1363Receiver} from "@openzeppelin/contracts/interfaces/IERC1363Receiver.sol";
import {Token} from "./Token.sol";

/// @notice Tells the receiver of a transfer that never happened.
contract Liar is Token("LIAR", 18) {
    function lie(address to, address from, uint256 amount, bytes calldata data) external returns (bytes4) {
        return IERC1363Receiver(to).onTransferReceived(msg.sender, from, amount, data);
    }
}
