// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Cost} from "../../../contracts/libraries/Cost.sol";
import {ClockLib} from "../../../contracts/types/Clock.sol";
import {WorthLib} from "../../../contracts/types/Worth.sol";
import {vm} from "../support/Vm.sol";
import {commutes, divides, fits, grows, partsSpread, quotientsSpread} from "./Lemmas.sol";

/// @notice Money behind one unit's balance, for every balance, price and upfront share.
contract WorthProof {
    uint256 private constant ONE = 1 << 64; // one base unit for each milli-unit-second
    uint256 private constant VALUE_LIMIT = 1 << 127;
    uint256 private constant PRICE_LIMIT = 1 << 128;
    uint256 private constant PAID_LIMIT = 1 << 120;
    uint256 private constant ADDED_LIMIT = Cost.AMOUNT_LIMIT * 1024; // above 1000 milli-units for each unit

    function check_value_fallsWithTheBalance(uint256 less, uint256 more, uint256 price) external pure {
        _assumeDrained(less, more, price);
        assert(WorthLib.valueOf(less, price) <= WorthLib.valueOf(more, price));
    }

    /// @dev Law 2: the difference that settling books is never negative, so it adds up with what is left.
    function check_escrow_fallsWithTheBalance(uint256 less, uint256 more, uint256 price, uint256 bps) external pure {
        _assumeDrained(less, more, price);
        _knowEscrow(WorthLib.valueOf(less, price), WorthLib.valueOf(more, price), bps);
        assert(WorthLib.escrowOf(less, price, bps) <= WorthLib.escrowOf(more, price, bps));
    }

    /// @dev Law 9, for what drains.
    function check_released_atMostValueDrained(uint256 less, uint256 more, uint256 price, uint256 bps) external pure {
        _assumeDrained(less, more, price);
        (uint256 left, uint256 had) = (WorthLib.valueOf(less, price), WorthLib.valueOf(more, price));
        _knowEscrow(left, had, bps);
        unchecked {
            uint256 released = WorthLib.escrowOf(more, price, bps) - WorthLib.escrowOf(less, price, bps);
            assert(released <= had - left);
        }
    }

    function check_newPool_isWorthWhatWasPaid(uint256 added, uint256 paid) external pure {
        vm.assume(added != 0 && added < ADDED_LIMIT && paid < PAID_LIMIT);
        assert(WorthLib.valueOf(added, WorthLib.mixedPrice(0, 0, added, paid)) == paid);
    }

    function check_refill_makesNoValue(uint256 left, uint256 price, uint256 added, uint256 paid) external pure {
        (uint256 had, uint256 has) = _refilled(left, price, added, paid);
        unchecked {
            assert(has <= had + paid);
        }
    }

    function check_refill_losesAtMostOneBaseUnit(
        uint256 left,
        uint256 price,
        uint256 added,
        uint256 paid
    ) external pure {
        (uint256 had, uint256 has) = _refilled(left, price, added, paid);
        unchecked {
            assert(has + 1 >= had + paid);
        }
    }

    /// @dev So what a refill releases is never negative. For any two balances at a price of one base unit, whose values are
    /// any two values: a refill changes both balance and price, and the escrow is a function of the value alone.
    function check_refill_escrowGrowsByThePaymentAtMost(
        uint256 before,
        uint256 after_,
        uint256 paid,
        uint256 bps
    ) external pure {
        vm.assume(before < VALUE_LIMIT && after_ < VALUE_LIMIT && paid < PAID_LIMIT);
        uint256 had = WorthLib.valueOf(before, ONE);
        uint256 has = WorthLib.valueOf(after_, ONE);
        unchecked {
            vm.assume(has <= had + paid);
        }
        if (has <= had) _knowEscrow(has, had, bps);
        else _knowEscrow(had, has, bps);
        unchecked {
            assert(WorthLib.escrowOf(after_, ONE, bps) <= WorthLib.escrowOf(before, ONE, bps) + paid);
        }
    }

    function _assumeDrained(uint256 less, uint256 more, uint256 price) private pure {
        vm.assume(less <= more && more < ClockLib.BALANCE_LIMIT && price < PRICE_LIMIT);
        vm.assume(grows(less, more, price));
        vm.assume(fits(more, price));
    }

    function _knowEscrow(uint256 less, uint256 more, uint256 bps) private pure {
        vm.assume(bps <= Cost.BPS);
        _knowShares(0, less, bps);
        _knowShares(less, more, bps);
    }

    function _knowShares(uint256 less, uint256 more, uint256 bps) private pure {
        vm.assume(grows(less, more, bps));
        vm.assume(partsSpread(less, more, bps, Cost.BPS));
        unchecked {
            vm.assume(quotientsSpread(less * bps, more * bps, more - less));
        }
    }

    /// @return had what stood behind the balance before
    /// @return has what stands behind it after
    function _refilled(
        uint256 left,
        uint256 price,
        uint256 added,
        uint256 paid
    ) private pure returns (uint256 had, uint256 has) {
        vm.assume(left < ClockLib.BALANCE_LIMIT && price < PRICE_LIMIT && paid < PAID_LIMIT);
        vm.assume(added != 0 && added < ADDED_LIMIT && left + added < ClockLib.BALANCE_LIMIT);
        vm.assume(fits(left, price));
        uint256 mixed = WorthLib.mixedPrice(left, price, added, paid);
        unchecked {
            vm.assume(divides(left * price + (paid << 64), left + added));
            vm.assume(commutes(left + added, mixed));
            vm.assume(fits(left + added, mixed));
            return (WorthLib.valueOf(left, price), WorthLib.valueOf(left + added, mixed));
        }
    }
}
