// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1363Receiver} from "@openzeppelin/contracts/interfaces/IERC1363Receiver.sol";
import {IPools} from "../interfaces/IPools.sol";
import {Errors} from "../libraries/Errors.sol";
import {Memo} from "../libraries/Memo.sol";
import {Deal} from "../types/Deal.sol";
import {State} from "../types/State.sol";
import {Door} from "../types/Terms.sol";
import {Verdict} from "../types/Verdict.sol";
import {Bill, Billing} from "./Billing.sol";

/// @notice Payments by memo: one path, many doors, each with its payer.
abstract contract Paying is Billing {
    /// @notice The native coin with calldata `p-<id>`: any wallet that can send data can pay.
    fallback() external payable nonReentrant {
        _countHeld(Memo.parse(msg.data), NATIVE, msg.value, msg.sender, msg.sender, 0, Door.Native);
    }

    /// @notice Coins without a memo could be nobody's.
    receive() external payable {
        revert Errors.BadMemo("");
    }

    /// @inheritdoc IPools
    function pay(string calldata memo, address token, uint256 amount) external payable returns (uint256 taken) {
        return _pay(Memo.parse(bytes(memo)), token, amount, msg.sender, 0, Door.Pay);
    }

    /// @inheritdoc IPools
    function pay(
        string calldata memo,
        address token,
        uint256 amount,
        bytes32 termsHash
    ) external payable returns (uint256 taken) {
        return _pay(Memo.parse(bytes(memo)), token, amount, msg.sender, termsHash, Door.Pay);
    }

    /// @inheritdoc IPools
    function payFor(
        uint256 id,
        address token,
        uint256 amount,
        address beneficiary,
        bytes32 termsHash
    ) external payable returns (uint256 taken) {
        _requireRecipient(beneficiary);
        return _pay(id, token, amount, beneficiary, termsHash, Door.PayFor);
    }

    /// @inheritdoc IPools
    /// @dev The token is whoever calls. One that no farm lists is nobody's quote, and so is refused.
    function onTransferReceived(
        address,
        address from,
        uint256 value,
        bytes calldata memo
    ) external nonReentrant returns (bytes4) {
        _countHeld(Memo.parse(memo), msg.sender, value, from, from, 0, Door.TransferAndCall);
        return IERC1363Receiver.onTransferReceived.selector;
    }

    function _pay(
        uint256 id,
        address token,
        uint256 amount,
        address payer,
        bytes32 termsHash,
        Door door
    ) private nonReentrant returns (uint256 taken) {
        if (token == NATIVE) {
            require(msg.value == amount, Errors.WrongValue(amount, msg.value));
            return _countHeld(id, NATIVE, amount, payer, msg.sender, termsHash, door);
        }
        Bill memory bill = _requireDue(id, token, termsHash);
        // All of it, so that with a token that takes a fee the payer can bring enough.
        return _count(bill, _pull(token, amount), payer, msg.sender, door);
    }

    /// @dev Counts money that is here already.
    function _countHeld(
        uint256 id,
        address token,
        uint256 received,
        address payer,
        address excessTo,
        bytes32 termsHash,
        Door door
    ) private returns (uint256 taken) {
        Bill memory bill = _requireDue(id, token, termsHash);
        return _count(bill, received, payer, excessTo, door);
    }

    function _requireDue(uint256 id, address token, bytes32 termsHash) private view returns (Bill memory bill) {
        Verdict verdict;
        (verdict, bill) = _assess(id, token, termsHash);
        require(verdict == Verdict.Due, Errors.NotPayable(id, token, verdict));
    }

    /// @dev Takes what is missing, and gives the excess back at once. A payment that reaches the quote of an accepted
    /// reservation credits it.
    function _count(
        Bill memory bill,
        uint256 received,
        address payer,
        address excessTo,
        Door door
    ) private returns (uint256 taken) {
        uint256 missing = _missing(bill);
        taken = received < missing ? received : missing;
        bool reached = taken == missing;
        require(taken != 0 || reached, Errors.NothingPaid(bill.id));
        if (reached && bill.deal.state() == State.Payable) _creditReservation(bill, payer, door);
        else _countPart(bill, taken, reached, payer, door);
        unchecked {
            // `taken` is at most `received`.
            _giveBack(bill.token, excessTo, received - taken);
        }
    }

    function _countPart(Bill memory bill, uint256 amount, bool reached, address payer, Door door) private {
        uint256 sum = bill.paid + amount;
        _paid[bill.id][bill.token] = sum;
        _contributions[bill.id][bill.token][payer] += amount;
        Deal deal = bill.deal.withParts();
        // Reached before the farm has answered: its acceptance will find it so.
        if (reached) deal = deal.withTokenIndex(bill.tokenIndex);
        _pools[bill.id].deal = deal;
        emit Paid(bill.id, payer, bill.token, amount, sum, door);
    }
}
