// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {Authorization} from "../../../../contracts/interfaces/IDoors.sol";
import {RefillTerms, Terms} from "../../../../contracts/types/Terms.sol";
import {Verdict} from "../../../../contracts/types/Verdict.sol";
import {Act, Sort} from "../ghosts/Act.sol";
import {Dice} from "../ghosts/Dice.sol";
import {Claim} from "../ghosts/Page.sol";
import {Payers} from "./Payers.sol";

/// @notice Payments through Doors: permits, authorisations, deposit addresses and what they leave behind.
abstract contract Doorkeepers is Payers {
    bytes32 private constant PERMIT = keccak256(
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
    );

    function doorsAct(Dice memory dice) internal view returns (Act memory) {
        uint256 kind = dice.below(100);
        if (kind < 20) return _payWithPermit(dice);
        if (kind < 44) return _payWithAuthorization(dice);
        if (kind < 66) return _deposit(dice);
        if (kind < 88) return _sweep(dice);
        return _takeOwed(dice);
    }

    // ── permits and authorisations ──

    function _payWithPermit(Dice memory dice) private view returns (Act memory act) {
        (uint256 id, address token, uint256 missing) = somethingDue(dice);
        if (id == 0 || token == NATIVE) return act;
        act = _door("payWithPermit", id, someone(dice));
        uint256 amount = somePart(dice, missing);
        (uint8 v, bytes32 r, bytes32 s) = (27, bytes32(0), bytes32(0));
        // A token without permits, or a wallet that cannot sign: what counts is the allowance.
        if (token == address(permitting) && act.by.code.length == 0) (v, r, s) = _permit(act.by, amount);
        bytes32 termsHash = dice.oneIn(2) ? bytes32(0) : termsHashOf(id);
        act.data = abi.encodeCall(
            doors.payWithPermit,
            (memoOf(id), token, amount, termsHash, today + 1 hours, v, r, s)
        );
    }

    function _permit(address by, uint256 amount) private view returns (uint8 v, bytes32 r, bytes32 s) {
        IERC20Permit token = IERC20Permit(address(permitting));
        bytes32 message = keccak256(abi.encode(PERMIT, by, address(doors), amount, token.nonces(by), today + 1 hours));
        return _split(signature(keyOf[by], _typed(token.DOMAIN_SEPARATOR(), message)));
    }

    function _payWithAuthorization(Dice memory dice) private view returns (Act memory act) {
        address token = address(authorizing);
        uint256 id;
        uint256 missing;
        Verdict verdict = Verdict.CurrencyNotTaken;
        for (uint256 tries = 4; tries != 0 && verdict != Verdict.Due; --tries) {
            id = someOpen(dice, ALIVE);
            (verdict, missing, , ) = pools.due(id, token, 0);
        }
        address from = someone(dice);
        if (verdict != Verdict.Due || keyOf[from] == 0) return _payWithPermit(dice);
        act = _door("payWithAuthorization", id, someone(dice));
        act.signer = from;
        uint256 amount = somePart(dice, missing);
        bytes32 termsHash = dice.oneIn(2) ? bytes32(0) : termsHashOf(id);
        bytes32 nonce = doors.authorizationNonce(id, termsHash, from);
        bytes32 message = keccak256(
            abi.encode(
                authorizing.RECEIVE_WITH_AUTHORIZATION_TYPEHASH(),
                from,
                address(doors),
                amount,
                0,
                today + 1 hours,
                nonce
            )
        );
        bytes memory sealed_ = signature(keyOf[from], _typed(authorizing.DOMAIN_SEPARATOR(), message));
        act.data = abi.encodeCall(
            doors.payWithAuthorization,
            (id, termsHash, Authorization(token, from, amount, 0, today + 1 hours, sealed_))
        );
    }

    // ── deposit addresses ──

    /// @dev Plain money to the address of any reservation, dead ones too.
    function _deposit(Dice memory dice) private view returns (Act memory act) {
        (uint256 id, address token, uint256 amount) = somethingDue(dice);
        if (id == 0 || dice.oneIn(5)) (id, amount) = (someId(dice, type(uint256).max), dice.below(1 ether));
        if (id == 0 || pages[id].terms.length == 0) return act;
        act = _door("deposit", id, someone(dice));
        amount = somePart(dice, amount);
        address to = doors.depositAddress(id, pages[id].termsHash);
        if (token == NATIVE) {
            (act.target, act.value) = (to, amount);
        } else {
            act.target = token;
            act.data = abi.encodeCall(IERC20.transfer, (to, amount));
        }
    }

    function _sweep(Dice memory dice) private view returns (Act memory act) {
        uint256 last = pools.lastId();
        for (uint256 id = dice.below(last + 1); id <= last; ++id) {
            bytes memory terms = pages[id].terms;
            if (terms.length == 0) continue;
            uint40 asker = pages[id].asker;
            address place = doors.depositAddress(id, pages[id].termsHash);
            for (uint256 i; i < tokens.length; ++i) {
                if (balance(tokens[i], place) == 0) continue;
                act = _door(_isRefill(id) ? bytes32("sweepRefill") : bytes32("sweep"), id, someone(dice));
                act.sort = Sort.Once;
                act.data =
                    _isRefill(id)
                        ? abi.encodeCall(doors.sweepRefill, (id, asker, abi.decode(terms, (RefillTerms)), tokens[i]))
                        : abi.encodeCall(doors.sweep, (id, asker, abi.decode(terms, (Terms)), tokens[i]));
                return act;
            }
        }
        return _deposit(dice);
    }

    function _takeOwed(Dice memory dice) private view returns (Act memory act) {
        uint256 count = debts.length;
        uint256 from = count == 0 ? 0 : dice.below(count);
        for (uint256 i; i < count; ++i) {
            Claim memory claim = debts[(from + i) % count];
            if (doors.owedOf(claim.token, claim.account) == 0) continue;
            act = _door("doors.withdrawOwed", 0, claim.account);
            act.data = abi.encodeCall(doors.withdrawOwed, (claim.token, someone(dice)));
            return act;
        }
        return _sweep(dice);
    }

    function _door(bytes32 name, uint256 id, address by) private view returns (Act memory act) {
        act = onId(name, id);
        (act.sort, act.target, act.by) = (Sort.Open, address(doors), by);
    }

    function _typed(bytes32 domain, bytes32 message) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", domain, message));
    }

    function _split(bytes memory sealed_) private pure returns (uint8 v, bytes32 r, bytes32 s) {
        assembly ("memory-safe") {
            r := mload(add(sealed_, 0x20))
            s := mload(add(sealed_, 0x40))
            v := byte(0, mload(add(sealed_, 0x60)))
        }
    }
}
