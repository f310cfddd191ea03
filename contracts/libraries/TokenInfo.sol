// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";

/// @notice Decimals and symbol of a token that may answer anything: no answer makes it revert.
library TokenInfo {
    uint256 private constant MAX_SYMBOL = 64;
    uint256 private constant GAS = 100_000;

    /// @return decimals 0 when unknown
    /// @return symbol empty when unknown
    /// @return known did the token tell its decimals?
    function read(address token) internal view returns (uint8 decimals, string memory symbol, bool known) {
        if (token == address(0)) return (18, "", true);
        (bool answered, bytes memory data) = token.staticcall{gas: GAS}(abi.encodeCall(IERC20Metadata.decimals, ()));
        if (answered && data.length == 32 && uint256(bytes32(data)) <= type(uint8).max) {
            decimals = uint8(uint256(bytes32(data)));
            known = true;
        }
        (answered, data) = token.staticcall{gas: GAS}(abi.encodeCall(IERC20Metadata.symbol, ()));
        if (answered) symbol = _text(data);
    }

    /// @dev The text of a `string` answer, or of a `bytes32` one as early tokens give it.
    function _text(bytes memory data) private pure returns (string memory) {
        if (data.length == 32) return string(_untilZero(data));
        if (data.length < 64) return "";
        uint256 offset;
        uint256 length;
        assembly ("memory-safe") {
            offset := mload(add(data, 0x20))
            length := mload(add(data, 0x40))
        }
        if (offset != 32 || length > MAX_SYMBOL || data.length < 64 + length) return "";
        return abi.decode(data, (string));
    }

    function _untilZero(bytes memory word) private pure returns (bytes memory) {
        uint256 length;
        while (length < 32 && word[length] != 0) ++length;
        assembly ("memory-safe") {
            mstore(word, length)
        }
        return word;
    }
}
