// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Errors} from "./Errors.sol";

/// @notice Did `signer` sign? ECDSA is tried before ERC-1271, whatever code the signer has: an EIP-7702 account has code
/// and signs with its key all the same.
library Signatures {
    function requireValid(address signer, bytes32 digest, bytes calldata signature) internal view {
        (address recovered, ECDSA.RecoverError failure, ) = ECDSA.tryRecoverCalldata(digest, signature);
        if (failure == ECDSA.RecoverError.NoError && recovered == signer) return;
        require(
            signer.code.length != 0 && SignatureChecker.isValidERC1271SignatureNow(signer, digest, signature),
            Errors.BadSignature(signer)
        );
    }
}
