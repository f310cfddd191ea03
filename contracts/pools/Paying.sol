// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1363Receiver} from "@openzeppelin/contracts/interfaces/IERC1363Receiver.sol";
import {IPools} from "../interfaces/IPools.sol";
import {Errors} from "../libraries/Errors.sol";
import {Memo} from "../libraries/Memo.sol";
import {Time} from "../libraries/Time.sol";
import {Deal} from "../types/Deal.sol";
import {State} from "../types/State.sol";
import {Door} from "../types/Terms.sol";
import {Verdict} from "../types/Verdict.sol";
import {Bill, Billing} from "./Billing.sol";

/// @notice Payments by memo: one path, many doors, each with its payer.
abstract contract Paying is Billing {
    /// @notice The native coin with calldata `p-<id>`: any wallet that can send data can pay.
    fallback() external payable nonReentrant {
        _payWithValue(Memo.parse(msg.data), msg.value, msg.sender, 0, Door.Native);
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
        _settlePayment(Memo.parse(memo), msg.sender, value, from, from, 0, Door.TransferAndCall);
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
            return _payWithValue(id, amount, payer, termsHash, door);
        }
        (Deal deal, Bill memory bill) = _requireDue(id, token, termsHash);
        uint256 missing = bill.cuCost + bill.suCost - bill.paid;
        uint256 received = _pull(token, amount < missing ? amount : missing);
        taken = received < missing ? received : missing;
        _count(id, deal, bill, token, taken, payer, door);
        _push(token, msg.sender, received - taken);
    }

    function _payWithValue(
        uint256 id,
        uint256 value,
        address payer,
        bytes32 termsHash,
        Door door
    ) private returns (uint256 taken) {
        return _settlePayment(id, NATIVE, value, payer, msg.sender, termsHash, door);
    }

    /// @dev Money that is here already: counts what is due, and the excess goes back at once.
    function _settlePayment(
        uint256 id,
        address token,
        uint256 received,
        address payer,
        address excessTo,
        bytes32 termsHash,
        Door door
    ) private returns (uint256 taken) {
        (Deal deal, Bill memory bill) = _requireDue(id, token, termsHash);
        uint256 missing = bill.cuCost + bill.suCost - bill.paid;
        taken = received < missing ? received : missing;
        _count(id, deal, bill, token, taken, payer, door);
        _push(token, excessTo, received - taken);
    }

    function _requireDue(
        uint256 id,
        address token,
        bytes32 termsHash
    ) private view returns (Deal deal, Bill memory bill) {
        deal = _pools[id].deal;
        Verdict verdict;
        (verdict, bill) = _assess(id, deal, token, termsHash);
        require(verdict == Verdict.Due, Errors.NotPayable(id, token, verdict));
    }

    /// @dev Counts a payment; the one that reaches the quote of an accepted reservation credits it.
    function _count(
        uint256 id,
        Deal deal,
        Bill memory bill,
        address token,
        uint256 amount,
        address payer,
        Door door
    ) private {
        uint256 sum = bill.paid + amount;
        bool reached = sum == bill.cuCost + bill.suCost;
        require(amount != 0 || reached, Errors.NothingPaid(id));
        emit Paid(id, payer, token, amount, sum, door);
        if (reached && deal.state() == State.Payable) {
            _creditReservation(id, deal, bill, token, payer, door);
            return;
        }
        _paid[id][token] = sum;
        _contributions[id][token][payer] += amount;
        deal = deal.withParts();
        // The farm has not answered yet: its acceptance will find the quote reached.
        if (reached) deal = deal.withTokenIndex(bill.tokenIndex);
        _pools[id].deal = deal;
    }
}
