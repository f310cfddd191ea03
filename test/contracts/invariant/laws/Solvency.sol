// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Share} from "../../../../contracts/interfaces/IRegistry.sol";
import {Clock} from "../../../../contracts/types/Clock.sol";
import {Deal} from "../../../../contracts/types/Deal.sol";
import {State} from "../../../../contracts/types/State.sol";
import {Worth} from "../../../../contracts/types/Worth.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {vm} from "../../support/Vm.sol";
import {Money} from "../ghosts/Money.sol";
import {Claim, Earning, Page} from "../ghosts/Page.sol";
import {Performing} from "../handlers/Performing.sol";

/// @notice 1: in every token the contracts hold what they owe, and not a base unit more that nobody gave.
abstract contract Solvency is Performing {
    function requireSolvency() internal view {
        uint256[] memory needed = new uint256[](tokens.length);
        uint256[] memory neededByDoors = new uint256[](tokens.length);
        _addEscrows(needed);
        _addContributions(needed);
        _addIncomes(needed);
        for (uint256 i; i < debts.length; ++i) {
            Claim memory debt = debts[i];
            needed[placeOf[debt.token]] += pools.owedOf(debt.token, debt.account);
            neededByDoors[placeOf[debt.token]] += doors.owedOf(debt.token, debt.account);
        }
        for (uint256 i; i < moved.length; ++i) {
            address token = moved[i];
            uint256 place = placeOf[token];
            string memory name = Strings.toHexString(token);
            vm.assertEq(balance(token, address(pools)), needed[place] + donated[token], name);
            vm.assertEq(balance(token, address(doors)), neededByDoors[place] + donatedToDoors[token], name);
            vm.assertEq(balance(token, address(orders)), 0, name);
        }
    }

    function _addEscrows(uint256[] memory needed) private view {
        uint256 last = pools.lastId();
        for (uint256 id = 1; id <= last; ++id) {
            Page storage page = pages[id];
            if (page.deal.state() != State.Active) continue;
            needed[placeOf[page.token]] += escrowOf(page.clock, page.worth, page.deal);
        }
    }

    function _addContributions(uint256[] memory needed) private view {
        for (uint256 i; i < contributions.length; ++i) {
            Claim memory claim = contributions[i];
            bool spent = pages[claim.id].credits != 0 && pages[claim.id].token == claim.token;
            if (spent) continue;
            needed[placeOf[claim.token]] += pools.contributionOf(claim.id, claim.token, claim.account);
        }
    }

    /// @dev What was credited under each table and not withdrawn. A part of it is dust, less than a base unit for each
    /// payee, that no payee can take: the sum is in the balance all the same.
    function _addIncomes(uint256[] memory needed) private view {
        for (uint256 i; i < earnings.length; ++i) {
            Earning memory e = earnings[i];
            uint256 credit = pools.creditOf(e.farmId, e.table, e.token);
            if (credit != 0) needed[placeOf[e.token]] += credit - _withdrawn(e, credit);
        }
    }

    function _withdrawn(Earning memory e, uint256 credit) private view returns (uint256 withdrawn) {
        Share[] storage shares = payees[e.farmId][e.table];
        uint256 entitled;
        for (uint256 i; i < shares.length; ++i) {
            Share memory share = shares[i];
            uint256 most = (credit * share.bps) / 10_000;
            uint256 taken = pools.withdrawnOf(e.farmId, e.table, e.token, share.payee);
            vm.assertLe(taken, most, "a payee took more than his part");
            (entitled, withdrawn) = (entitled + most, withdrawn + taken);
        }
        vm.assertLt(credit - entitled, shares.length, "dust");
    }

    function escrowOf(Clock clock, Worth worth, Deal deal) internal pure returns (uint256) {
        return
            Money.escrow(clock.cu(), worth.cuPrice(), deal.upfront()) +
            Money.escrow(clock.su(), worth.suPrice(), deal.upfront());
    }
}
