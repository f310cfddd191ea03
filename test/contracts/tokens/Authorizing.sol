// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/// @notice EIP-3009 as USDC has it: a transfer by signature, to its receiver's call only.
contract Authorizing is ERC20, EIP712 {
    error AuthorizationUsed(address from, bytes32 nonce);
    error AuthorizationNotNow();
    error AuthorizationInvalid();
    error CallerIsNotThePayee();

    bytes32 public constant RECEIVE_WITH_AUTHORIZATION_TYPEHASH = keccak256(
        "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );

    /// @dev The first form of the EIP, which many tokens kept to.
    bool private _knowsPartsOnly;

    mapping(address authorizer => mapping(bytes32 nonce => bool)) public authorizationState;

    constructor() ERC20("AUTH", "AUTH") EIP712("AUTH", "2") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        _receive(from, to, value, validAfter, validBefore, nonce, abi.encodePacked(r, s, v));
    }

    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external {
        require(!_knowsPartsOnly, AuthorizationInvalid());
        _receive(from, to, value, validAfter, validBefore, nonce, signature);
    }

    function forgetWholeSignatures() external {
        _knowsPartsOnly = true;
    }

    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    function decimals() public pure override returns (uint8) {
        return 6;
    }

    function _receive(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes memory signature
    ) private {
        require(to == msg.sender, CallerIsNotThePayee());
        require(block.timestamp > validAfter && block.timestamp < validBefore, AuthorizationNotNow());
        require(!authorizationState[from][nonce], AuthorizationUsed(from, nonce));
        bytes32 structHash = keccak256(
            abi.encode(RECEIVE_WITH_AUTHORIZATION_TYPEHASH, from, to, value, validAfter, validBefore, nonce)
        );
        require(
            SignatureChecker.isValidSignatureNow(from, _hashTypedDataV4(structHash), signature),
            AuthorizationInvalid()
        );
        authorizationState[from][nonce] = true;
        _transfer(from, to, value);
    }
}
