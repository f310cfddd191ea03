// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @notice A contract that owns things: it calls for its keeper and answers for signatures, in every way there is.
contract Wallet is IERC1271 {
    enum Answer {
        Approved, // the magic value for the digests that were approved
        Reverts,
        Nothing,
        Bare, // the four bytes without their word
        Dirty // the magic value with something behind it
    }

    Answer public answer;
    bool public refusesCoins;
    address private _calledBack;
    bytes private _callBack;
    mapping(bytes32 digest => bool) public approved;

    error Refused();

    receive() external payable {
        require(!refusesCoins, Refused());
    }

    function approve(bytes32 digest) external {
        approved[digest] = true;
    }

    function setAnswer(Answer answer_) external {
        answer = answer_;
    }

    function refuseCoins(bool refuses) external {
        refusesCoins = refuses;
    }

    /// @dev What it calls when it is asked for a signature; it approves if that failed, as it must.
    function callBack(address target, bytes calldata data) external {
        (_calledBack, _callBack) = (target, data);
    }

    /// @dev The revert of the callee is the revert of the wallet.
    function run(address target, uint256 value, bytes calldata data) external returns (bytes memory result) {
        bool done;
        (done, result) = target.call{value: value}(data);
        if (!done) {
            assembly ("memory-safe") {
                revert(add(result, 0x20), mload(result))
            }
        }
    }

    function isValidSignature(bytes32 digest, bytes calldata) external view returns (bytes4) {
        bytes4 magic = IERC1271.isValidSignature.selector;
        if (_calledBack != address(0)) {
            (bool done, ) = _calledBack.staticcall(_callBack);
            return done ? bytes4(0) : magic;
        }
        if (answer == Answer.Reverts) revert Refused();
        if (answer == Answer.Nothing) return _return(0, 0);
        if (answer == Answer.Bare) return _return(bytes32(magic), 4);
        if (answer == Answer.Dirty) return _return(bytes32(magic) | bytes32(uint256(1)), 32);
        return approved[digest] ? magic : bytes4(0xffffffff);
    }

    function _return(bytes32 word, uint256 length) private pure returns (bytes4) {
        assembly ("memory-safe") {
            mstore(0, word)
            return(0, length)
        }
    }
}
