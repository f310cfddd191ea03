// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RefillTerms, Terms} from "../types/Terms.sol";
import {IPools} from "./IPools.sol";

/// @notice An EIP-3009 authorisation to pull money, without its nonce.
struct Authorization {
    address token;
    address from;
    uint256 value;
    uint256 validAfter;
    uint256 validBefore;
    bytes signature; // 65 bytes r, s, v, or what the payer's ERC-1271 wallet takes
}

/// @title More doors to pay a pool: permit, authorisation, deposit addresses
/// @notice Without any privilege: whatever is paid here goes through the open `Pools.payFor`.
interface IDoors {
    /// @param received what the deposit address held
    /// @param counted what the reservation took of it
    /// @param owed what the sweep added to what is owed to `beneficiary`: the rest, less what a token kept on the way
    event DepositSwept(
        uint256 indexed id,
        address indexed token,
        address indexed beneficiary,
        address deposit,
        uint256 received,
        uint256 counted,
        uint256 owed
    );
    /// @notice A payment brought a permit. Pools tells it as any other that came through `payFor`.
    event PermitUsed(uint256 indexed id, address indexed payer, address indexed token, uint256 taken);
    /// @param n how many payments of this payer for this id went before
    event AuthorizationUsed(uint256 indexed id, address indexed payer, address indexed token, uint256 n, uint256 taken);
    event OwedWithdrawn(address indexed account, address indexed token, uint256 amount, address to);

    /// @notice Pays by memo with an EIP-2612 permit for this contract. A permit that somebody brought first does not
    /// make the payment fail: the allowance is there.
    /// @param termsHash 0 = any
    /// @return taken what counted; what is not due goes back at once
    function payWithPermit(
        string calldata memo,
        address token,
        uint256 amount,
        bytes32 termsHash,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external returns (uint256 taken);

    /// @notice Pays with an EIP-3009 authorisation, brought by anyone. The payer is `from`, and so is what is refundable;
    /// the excess goes back to him at once.
    /// @dev The authorisation's nonce is `authorizationNonce(id, termsHash, from)`: it says what the money is for, and a
    /// retry cannot pay twice.
    function payWithAuthorization(
        uint256 id,
        bytes32 termsHash,
        Authorization calldata authorization
    ) external returns (uint256 taken);

    /// @notice Brings what lies at a reservation's deposit address: it pays what is due, and the rest is owed to the
    /// terms' `refundTo`, or else to the threebot's wallet. Anyone may, in every state and for ever.
    /// @param tid the threebot that reserved
    /// @return counted what the reservation took
    function sweep(uint256 id, uint40 tid, Terms calldata terms, address token) external returns (uint256 counted);

    /// @notice The same for a refill that was reserved.
    function sweepRefill(
        uint256 id,
        uint40 tid,
        RefillTerms calldata terms,
        address token
    ) external returns (uint256 counted);

    /// @notice The caller takes what is owed to him to another address.
    function withdrawOwed(address token, address to) external returns (uint256 amount);

    function pools() external view returns (IPools);

    /// @notice Where a plain transfer pays a reservation: one address for each id, threebot and terms.
    /// @param termsHash as in Reserved or RefillReserved; its last 4 bytes do not count
    function depositAddress(uint256 id, bytes32 termsHash) external view returns (address);

    function authorizationNonce(uint256 id, bytes32 termsHash, address payer) external view returns (bytes32);

    /// @notice How many authorisations of the payer were used for the id.
    function paymentsOf(uint256 id, address payer) external view returns (uint256);

    function owedOf(address token, address account) external view returns (uint256);
}
