// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Whose an act is.
enum Sort {
    None, // nothing to do here now
    Own, // one party's alone: from anybody else it must fail
    Taking, // the same, by one who was offered something
    Open, // anybody's
    Once, // anybody's, but only the first does it
    Odd, // not of the market: a token that changes its ways, money that falls from the sky
    Wrong // must fail
}

/// @dev A name as a text.
function text(bytes32 name) pure returns (string memory) {
    uint256 length;
    while (length < 32 && name[length] != 0) ++length;
    bytes memory letters = new bytes(length);
    for (uint256 i; i < length; ++i) letters[i] = name[i];
    return string(letters);
}

/// @notice One act as plain data: who calls whom with what, and whom it concerns.
struct Act {
    bytes32 name;
    Sort sort;
    address by;
    address target;
    uint256 value;
    bytes data;
    uint256 id; // the reservation or pool, 0 = none
    uint32 farmId; // 0 = none
    address signer; // whose signature it brings, 0 = nobody's
}
