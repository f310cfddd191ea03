// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Act, Sort} from "../ghosts/Act.sol";
import {Dice} from "../ghosts/Dice.sol";
import {Token} from "../../tokens/Token.sol";
import {vm} from "../../support/Vm.sol";
import {Performing} from "./Performing.sol";

/// @notice What is not of the market and happens all the same: tokens change their ways, money falls from the sky.
abstract contract Oddities is Performing {
    function oddity(Dice memory dice) internal {
        uint256 kind = dice.below(12);
        if (kind < 3) _donate(dice);
        else if (kind < 5) taxed.setFee([uint256(0), 0, 0, 1, 100, 10_000][dice.below(6)]);
        else if (kind < 8) _block(dice);
        else if (kind == 8) contractWallet.setRefuses(dice.oneIn(2));
        else disarm();
    }

    /// @dev The token will make this call, in its own name, in the midst of every transfer of its own.
    function arm(Act memory act) internal {
        if (act.sort == Sort.None) return;
        reentering.arm(act.target, act.value, act.data);
        (insideBy, insideSigner) = (address(reentering), act.signer);
        count("armed", true);
    }

    function disarm() internal {
        reentering.arm(address(0), 0, "");
        (insideBy, insideSigner) = (address(0), address(0));
    }

    /// @dev Never one of the contracts: a token that blocks Pools has taken its holders' money itself.
    function _block(Dice memory dice) private {
        address person = someone(dice);
        if (blocking.isBlocked(person)) {
            blocking.setBlocked(person, false);
        } else {
            for (uint256 i; i < people.length; ++i) blocking.setBlocked(people[i], false);
            if (dice.oneIn(2)) blocking.setBlocked(person, true);
        }
    }

    function _donate(Dice memory dice) private {
        address token = tokens[dice.below(tokens.length)];
        bool toPools = dice.oneIn(2);
        address to = toPools ? address(pools) : address(doors);
        uint256 amount = dice.between(1, 1e9);
        uint256 before = balance(token, to);
        if (token == NATIVE) {
            vm.deal(to, before + amount);
        } else {
            // Minted, because a transfer of some tokens would call.
            Token(token).mint(to, amount);
        }
        mapping(address => uint256) storage gifts_ = toPools ? donated : donatedToDoors;
        gifts_[token] += balance(token, to) - before;
        addMoved(token);
        count("donate", true);
    }
}
