// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @notice A wallet that is a contract: its keeper's signature is its own, and at times it takes no coins.
contract KeptWallet {
    address private immutable _keeper;
    bool public refuses;

    constructor(address keeper) {
        _keeper = keeper;
    }

    receive() external payable {
        require(!refuses);
    }

    function setRefuses(bool refuses_) external {
        refuses = refuses_;
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4) {
        return ECDSA.recoverCalldata(digest, signature) == _keeper ? this.isValidSignature.selector : bytes4(0);
    }
}
