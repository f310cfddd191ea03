// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {State} from "../types/State.sol";
import {Verdict} from "../types/Verdict.sol";

/// @notice Every error of the contracts. Arguments come in one order: the id, what was expected, what was found.
/// `docs/errors.md` says for each why it happens and what to do.
library Errors {
    // ── who ──
    error NotTidOwner(uint256 tid, address owner, address caller);
    error NotFarmOwner(uint256 farmId, address owner, address caller);
    error NotOperator(uint256 farmId, address operator, address caller);
    error NotOfferedTo(uint256 id, address to, address caller);
    error NotPayee(uint256 farmId, uint256 table, address caller);
    error BadSignature(address signer);
    error NotFarmSigner(uint256 farmId, address signer);

    // ── what exists ──
    error NoSuchFarm(uint256 farmId);
    error NoSuchNode(uint256 nodeId);
    error NoSuchThreebot(uint256 tid);
    error WrongState(uint256 id, State expected, State found);
    error NotAPool(uint256 id, State found);
    error RefillLapses(uint256 id, uint256 deadline);

    // ── shape of the input ──
    error ZeroKey();
    error SameKey(uint256 tid);
    error BadProofLength(uint256 expected, uint256 found);
    error BadText(uint256 maxLength, uint256 found);
    error BadBps(uint256 max, uint256 found);
    error BadNotice(uint256 min, uint256 max, uint256 found);
    error BadAddress(address found);
    error BadMemo(bytes found);
    error BadStars(uint256 max, uint256 found);
    error TooMany(uint256 max, uint256 found);
    error NotAscending(uint256 previous, uint256 next);
    error SharesMustSum(uint256 expected, uint256 found);
    error DuplicatePayee(address payee);
    error ZeroShare(address payee);
    error AmountTooLarge(uint256 max, uint256 found);
    error PriceTooHigh(uint256 max, uint256 found);
    error CostTooHigh(uint256 max, uint256 found);
    error BalanceTooLarge(uint256 poolId, uint256 max, uint256 found);
    error NothingBought();
    error PaidForNothing();
    error NoCap();

    // ── farms and nodes ──
    error WrongFarm(uint256 id, uint256 expected, uint256 found);
    error NodeIsRetired(uint256 nodeId);
    error NodeIsListed(uint256 nodeId);
    error TokenNotListed(uint256 farmId, address token);
    error NothingAnnounced(uint256 id);
    error TooEarly(uint256 id, uint256 notBefore, uint256 nowAt);
    error AnnouncementDiffers(uint256 farmId, bytes32 announced, bytes32 found);

    // ── reservations and offers ──
    error TermsChanged(uint256 farmId, uint256 current, uint256 found);
    error TermsDiffer(uint256 id, bytes32 found);
    error EpochTooFar(uint256 tid, uint256 max, uint256 found);
    error TimeIsOver(uint256 max, uint256 found);
    error EpochNotRising(uint256 tid, uint256 last, uint256 found);
    error NoCommonCurrency(uint256 farmId);
    error DeadlinePassed(uint256 id, uint256 deadline, uint256 nowAt);
    error NodesDiffer(bytes32 expected, bytes32 found);
    error WrongCustomer(uint256 expected, uint256 found);
    error SignerEpochPassed(uint256 farmId, uint256 current, uint256 found);
    error NonceUsed(address signer, uint256 nonce);
    error BelowFloor(uint256 farmId, uint256 floor, uint256 found);
    error CapMayOnlyLower(uint256 poolId, uint256 cap, uint256 found);

    // ── money ──
    error NotPayable(uint256 id, address token, Verdict why);
    error NothingPaid(uint256 id);
    error WrongToken(uint256 poolId, address expected, address found);
    error CostsMore(uint256 id, uint256 maxCost, uint256 cost);
    error WrongValue(uint256 expected, uint256 found);
    error ReceivedLess(address token, uint256 expected, uint256 received);
    error FreeUnitsAreTheOwners(uint256 poolId, address owner, address caller);
    error NothingToRefund(uint256 id, address token, address payer);
    error NothingToWithdraw(address token, address account);
    error NativeTransferFailed(address to, uint256 amount);
    error UnderNotice(uint256 poolId, uint256 evictableFrom);
    error NoticeLapsed(uint256 poolId, uint256 lapsedAt, uint256 nowAt);
    error NoRefundYet(uint256 id, uint256 deadline, uint256 nowAt);

    // ── standing orders ──
    error NoStandingOrder(uint256 poolId);
    error OrderIsOver(uint256 poolId, uint256 until, uint256 nowAt);
    error OrderMakerLeft(uint256 poolId, address maker, address owner);
    error OrderNotDue(uint256 poolId, uint256 whenSecondsLeft, uint256 secondsLeft);
    error OrderTooSoon(uint256 poolId, uint256 notBefore, uint256 nowAt);
    error OrderLimit(uint256 poolId, uint256 limit, uint256 cost);
    error OrderAmountsDiffer(uint256 poolId, uint256 expected, uint256 found);
    error ClockStandsStill(uint256 poolId, uint256 readingEnded, uint256 nowAt);
}
