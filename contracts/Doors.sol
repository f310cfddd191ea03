// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Deposit} from "./Deposit.sol";
import {Authorization, IDoors} from "./interfaces/IDoors.sol";
import {IERC3009} from "./interfaces/IERC3009.sol";
import {IPools} from "./interfaces/IPools.sol";
import {Errors} from "./libraries/Errors.sol";
import {Hashes} from "./libraries/Hashes.sol";
import {Memo} from "./libraries/Memo.sol";
import {RefillTerms, Terms} from "./types/Terms.sol";

/// @title Granary's other doors
contract Doors is IDoors, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    address private constant NATIVE = address(0);

    /// @inheritdoc IDoors
    IPools public immutable pools;
    address private immutable _depositCode = address(new Deposit());

    /// @inheritdoc IDoors
    mapping(uint256 id => mapping(address payer => uint256 count)) public paymentsOf;
    /// @inheritdoc IDoors
    mapping(address token => mapping(address account => uint256 amount)) public owedOf;

    constructor(IPools pools_) {
        pools = pools_;
    }

    /// @notice Coins come from deposit addresses only, while they are swept: others would be nobody's.
    receive() external payable {
        require(_reentrancyGuardEntered(), Errors.BadAddress(msg.sender));
    }

    /// @inheritdoc IDoors
    function payWithPermit(
        string calldata memo,
        address token,
        uint256 amount,
        bytes32 termsHash,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external nonReentrant returns (uint256 taken) {
        uint256 id = Memo.parse(bytes(memo));
        require(token.code.length != 0, Errors.BadAddress(token));
        // solhint-disable-next-line no-empty-blocks
        try IERC20Permit(token).permit(msg.sender, address(this), amount, deadline, v, r, s) {} catch {
            // Somebody brought the permit before us: what counts is the allowance, which the pull needs anyway.
        }
        uint256 before = _balance(token);
        IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
        taken = _payOn(id, token, _balance(token) - before, msg.sender, termsHash);
        emit PermitUsed(id, msg.sender, token, taken);
        _push(token, msg.sender, _balance(token) - before);
    }

    /// @inheritdoc IDoors
    function payWithAuthorization(
        uint256 id,
        bytes32 termsHash,
        Authorization calldata authorization
    ) external nonReentrant returns (uint256 taken) {
        (address token, address from) = (authorization.token, authorization.from);
        require(token.code.length != 0, Errors.BadAddress(token));
        bytes32 nonce = authorizationNonce(id, termsHash, from);
        uint256 n = paymentsOf[id][from]++;
        uint256 before = _balance(token);
        _authorizedPull(authorization, nonce);
        taken = _payOn(id, token, _balance(token) - before, from, termsHash);
        emit AuthorizationUsed(id, from, token, n, taken);
        _push(token, from, _balance(token) - before);
    }

    /// @inheritdoc IDoors
    function sweep(
        uint256 id,
        uint40 tid,
        Terms calldata terms,
        address token
    ) external nonReentrant returns (uint256 counted) {
        return _sweep(id, tid, Hashes.ofTerms(tid, terms), terms.refundTo, token);
    }

    /// @inheritdoc IDoors
    function sweepRefill(
        uint256 id,
        uint40 tid,
        RefillTerms calldata terms,
        address token
    ) external nonReentrant returns (uint256 counted) {
        return _sweep(id, tid, Hashes.ofRefill(tid, terms), terms.refundTo, token);
    }

    /// @inheritdoc IDoors
    function withdrawOwed(address token, address to) external nonReentrant returns (uint256 amount) {
        require(to != address(0) && to != address(pools) && to != address(this), Errors.BadAddress(to));
        amount = owedOf[token][msg.sender];
        require(amount != 0, Errors.NothingToWithdraw(token, msg.sender));
        owedOf[token][msg.sender] = 0;
        emit OwedWithdrawn(msg.sender, token, amount, to);
        _push(token, to, amount);
    }

    /// @inheritdoc IDoors
    function depositAddress(uint256 id, bytes32 termsHash) public view returns (address) {
        return Clones.predictDeterministicAddress(_depositCode, _salt(id, termsHash));
    }

    /// @inheritdoc IDoors
    function authorizationNonce(uint256 id, bytes32 termsHash, address payer) public view returns (bytes32) {
        return keccak256(abi.encode(id, termsHash, payer, paymentsOf[id][payer]));
    }

    function _sweep(
        uint256 id,
        uint40 tid,
        bytes32 termsHash,
        address refundTo,
        address token
    ) private returns (uint256 counted) {
        address beneficiary = refundTo != address(0) ? refundTo : pools.registry().ownerOfTid(tid);
        require(beneficiary != address(0), Errors.NoSuchThreebot(tid));
        address deposit = depositAddress(id, termsHash);
        if (deposit.code.length == 0) Clones.cloneDeterministic(_depositCode, _salt(id, termsHash));

        uint256 before = _balance(token);
        Deposit(payable(deposit)).sweep(token);
        uint256 received = _balance(token) - before;
        require(received != 0, Errors.NothingToWithdraw(token, deposit));

        (, uint256 missing, , ) = pools.due(id, token, termsHash);
        if (missing != 0) counted = _payOn(id, token, received, beneficiary, termsHash);
        uint256 left = _balance(token) - before;
        if (left != 0) owedOf[token][beneficiary] += left;
        emit DepositSwept(id, token, beneficiary, deposit, received, counted, left);
    }

    /// @dev A signature of 65 bytes is taken apart, as the EIP has it; any other is a wallet's own.
    function _authorizedPull(Authorization calldata a, bytes32 nonce) private {
        bytes calldata signature = a.signature;
        if (signature.length == 65) {
            IERC3009(a.token).receiveWithAuthorization(
                a.from,
                address(this),
                a.value,
                a.validAfter,
                a.validBefore,
                nonce,
                uint8(signature[64]),
                bytes32(signature),
                bytes32(signature[32:])
            );
        } else {
            IERC3009(a.token).receiveWithAuthorization(
                a.from,
                address(this),
                a.value,
                a.validAfter,
                a.validBefore,
                nonce,
                signature
            );
        }
    }

    /// @dev Pays on to Pools; what is not due comes back here at once. Callers take what is left from the balance: a token
    /// that moves more than it was told to can only fail, not touch what is owed to others.
    function _payOn(
        uint256 id,
        address token,
        uint256 amount,
        address beneficiary,
        bytes32 termsHash
    ) private returns (uint256 taken) {
        if (token == NATIVE) return pools.payFor{value: amount}(id, token, amount, beneficiary, termsHash);
        IERC20(token).forceApprove(address(pools), amount);
        return pools.payFor(id, token, amount, beneficiary, termsHash);
    }

    function _push(address token, address to, uint256 amount) private {
        if (amount == 0) return;
        if (token == NATIVE) Address.sendValue(payable(to), amount);
        else IERC20(token).safeTransfer(to, amount);
    }

    function _balance(address token) private view returns (uint256) {
        return token == NATIVE ? address(this).balance : IERC20(token).balanceOf(address(this));
    }

    /// @dev The hash as Pools keeps it, so that a reservation's deposit address follows from what is on chain.
    function _salt(uint256 id, bytes32 termsHash) private pure returns (bytes32) {
        return keccak256(abi.encode(id, bytes28(termsHash)));
    }
}
