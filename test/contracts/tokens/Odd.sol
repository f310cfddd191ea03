// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Answers `decimals()` and `symbol()` with any bytes, or reverts.
contract Odd {
    bytes public decimalsAnswer;
    bytes public symbolAnswer;
    bool public decimalsRevert;
    bool public symbolRevert;

    constructor(bytes memory decimals_, bool decimalsRevert_, bytes memory symbol_, bool symbolRevert_) {
        (decimalsAnswer, decimalsRevert) = (decimals_, decimalsRevert_);
        (symbolAnswer, symbolRevert) = (symbol_, symbolRevert_);
    }

    function decimals() external view {
        _answer(decimalsAnswer, decimalsRevert);
    }

    function symbol() external view {
        _answer(symbolAnswer, symbolRevert);
    }

    function _answer(bytes memory data, bool reverts) private pure {
        assembly ("memory-safe") {
            if reverts {
                revert(add(data, 0x20), mload(data))
            }
            return(add(data, 0x20), mload(data))
        }
    }
}
