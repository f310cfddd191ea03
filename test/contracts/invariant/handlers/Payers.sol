// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Terms} from "../../../../contracts/types/Terms.sol";
import {Verdict} from "../../../../contracts/types/Verdict.sol";
import {Act, Sort} from "../ghosts/Act.sol";
import {Dice} from "../ghosts/Dice.sol";
import {Money} from "../ghosts/Money.sol";
import {Claim} from "../ghosts/Page.sol";
import {Offering} from "./Offering.sol";

/// @notice Whoever pays, for himself or another, in parts, too much, in any currency, and takes back what was not spent.
abstract contract Payers is Offering {
    function payersAct(Dice memory dice) internal view returns (Act memory) {
        uint256 kind = dice.below(100);
        if (kind < 52) return _pay(dice);
        if (kind < 62) return _refill(dice);
        if (kind < 71) return _reserveRefill(dice);
        if (kind < 75) return buyRefill(dice, false);
        if (kind < 90) return _refund(dice);
        if (kind < 97) return _withdrawOwed(dice);
        return _cancelNonces(dice);
    }

    /// @dev A reservation, a token in which it can be paid now, and what is missing. 0 = there is none.
    function somethingDue(Dice memory dice) internal view returns (uint256 id, address token, uint256 missing) {
        for (uint256 tries = 4; tries != 0; --tries) {
            id = someOpen(dice, dice.oneIn(4) ? REQUESTED : PAYABLE);
            if (id == 0) continue;
            token = _isRefill(id) ? _tokenOf(id) : _currencyOf(dice, id);
            Verdict verdict;
            (verdict, missing, , ) = pools.due(id, token, 0);
            if (verdict == Verdict.Due) return (id, token, missing);
        }
        return (0, NATIVE, 0);
    }

    /// @dev All of it, a part, the smallest part, too much.
    function somePart(Dice memory dice, uint256 missing) internal pure returns (uint256) {
        uint256 kind = dice.below(8);
        if (kind < 4) return missing;
        if (kind == 4) return missing + dice.between(1, 1e6);
        if (kind == 5) return 1;
        return missing < 2 ? missing : dice.between(1, missing - 1);
    }

    // ── by memo ──

    function _pay(Dice memory dice) private view returns (Act memory act) {
        (uint256 id, address token, uint256 missing) = somethingDue(dice);
        if (id == 0) return act;
        act = onId("pay", id);
        (act.by, act.sort) = (someone(dice), Sort.Open);
        uint256 amount = somePart(dice, missing);
        if (token == NATIVE) act.value = amount;
        uint256 door = dice.below(5);
        if (door == 0) {
            act.data = abi.encodeWithSignature("pay(string,address,uint256)", memoOf(id), token, amount);
        } else if (door == 1) {
            act.data = abi.encodeWithSignature(
                "pay(string,address,uint256,bytes32)",
                memoOf(id),
                token,
                amount,
                termsHashOf(id)
            );
        } else if (door == 2 || (token != NATIVE && token != address(callable))) {
            act.name = "payFor";
            act.data = abi.encodeCall(pools.payFor, (id, token, amount, someone(dice), 0));
        } else if (token == NATIVE) {
            (act.name, act.data) = ("native", bytes(memoOf(id)));
        } else {
            (act.name, act.target) = ("transferAndCall", token);
            act.data = abi.encodeWithSignature(
                "transferAndCall(address,uint256,bytes)",
                address(pools),
                amount,
                bytes(memoOf(id))
            );
        }
    }

    function _reserveRefill(Dice memory dice) private view returns (Act memory act) {
        uint256 id = _refillable(dice);
        if (id == 0) return act;
        act = onId("reserveRefill", id);
        (uint64 cus, uint64 sus, address by) = _listed(dice, id);
        (act.by, act.sort) = (by, Sort.Open);
        act.data = abi.encodeCall(pools.reserveRefill, (id, cus, sus));
    }

    // ── at list price ──

    function _refill(Dice memory dice) private view returns (Act memory act) {
        uint256 id = _refillable(dice);
        if (id == 0) return act;
        act = onId("refill", id);
        (uint64 cus, uint64 sus, address by) = _listed(dice, id);
        (act.by, act.sort) = (by, Sort.Open);
        (uint256 cuPrice, uint256 suPrice) = listPrice(id);
        (uint256 cuCost, uint256 suCost) = (Money.cost(cus, cuPrice), Money.cost(sus, suPrice));
        if (pages[id].token == NATIVE) act.value = cuCost + suCost + dice.below(2);
        if (dice.oneIn(2)) (cuCost, suCost) = (type(uint256).max, type(uint256).max);
        act.data = abi.encodeCall(pools.refill, (id, cus, sus, cuCost, suCost));
    }

    function _refillable(Dice memory dice) private view returns (uint256 id) {
        id = somePool(dice);
        return id == 0 || isUnderNotice(id) ? 0 : id;
    }

    /// @dev Amounts that anyone may pay; if one is free, the owner.
    function _listed(Dice memory dice, uint256 id) private view returns (uint64 cus, uint64 sus, address by) {
        (uint256 cuPrice, uint256 suPrice) = listPrice(id);
        (cus, sus) = (someAmount(dice), someAmount(dice));
        if (cus | sus == 0) cus = 1;
        by = someone(dice);
        bool free = (cus != 0 && cuPrice == 0) || (sus != 0 && suPrice == 0);
        if (free) by = ownerOf(id);
    }

    // ── money back ──

    function _refund(Dice memory dice) private view returns (Act memory act) {
        uint256 count = contributions.length;
        uint256 from = count == 0 ? 0 : dice.below(count);
        for (uint256 i; i < count; ++i) {
            Claim memory claim = contributions[(from + i) % count];
            if (!_isRefundable(claim)) continue;
            act = onId("refund", claim.id);
            (act.sort, act.by) = (Sort.Open, claim.account);
            act.data = abi.encodeCall(pools.refund, (claim.id, claim.token, someone(dice)));
            return act;
        }
    }

    function _isRefundable(Claim memory claim) private view returns (bool) {
        if (pools.contributionOf(claim.id, claim.token, claim.account) == 0) return false;
        if (pages[claim.id].credits != 0) return pages[claim.id].token != claim.token;
        uint256 state = 1 << uint8(pages[claim.id].deal.state());
        return state & ALIVE == 0 || today > pages[claim.id].deal.until();
    }

    function _withdrawOwed(Dice memory dice) private view returns (Act memory act) {
        if (debts.length == 0) return act;
        Claim memory claim = debts[dice.below(debts.length)];
        if (pools.owedOf(claim.token, claim.account) == 0) return act;
        act = onId("withdrawOwed", 0);
        (act.by, act.sort) = (claim.account, Sort.Open);
        act.data = abi.encodeCall(pools.withdrawOwed, (claim.token, someone(dice)));
    }

    function _cancelNonces(Dice memory dice) private view returns (Act memory act) {
        act = onId("cancelNonces", 0);
        (act.by, act.sort) = (someone(dice), Sort.Open);
        act.data = abi.encodeCall(pools.cancelNonces, (dice.below(4), dice.roll()));
    }

    // ── in which currency ──

    function _tokenOf(uint256 id) private view returns (address) {
        return registry.tokenAt(pages[id].deal.farmId(), pages[id].deal.tokenIndex());
    }

    function _currencyOf(Dice memory dice, uint256 id) private view returns (address) {
        return dice.pick(abi.decode(pages[id].terms, (Terms)).currencies);
    }
}
