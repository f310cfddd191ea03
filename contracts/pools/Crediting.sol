// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Cost} from "../libraries/Cost.sol";
import {Errors} from "../libraries/Errors.sol";
import {Time} from "../libraries/Time.sol";
import {Clock, ClockLib} from "../types/Clock.sol";
import {Deal} from "../types/Deal.sol";
import {State} from "../types/State.sol";
import {Door} from "../types/Terms.sol";
import {Worth, WorthLib} from "../types/Worth.sol";
import {Settling} from "./Settling.sol";

/// @notice What was bought, what was paid for it, and by whom: the same for every door.
struct Purchase {
    uint256 cus;
    uint256 sus;
    uint256 cuPaid;
    uint256 suPaid;
    address payer;
    Door door;
}

/// @notice What amounts cost in a pool's token at list price.
struct ListCost {
    uint256 cuCost;
    uint256 suCost;
    address token;
    uint256 slot; // place of the token in the farm's list + 1
    uint256 shareTable; // under which the farm books income now
}

/// @notice Turns money that came into units of a pool.
abstract contract Crediting is Settling {
    /// @dev Opens a pool. The caller has the money.
    function _open(uint256 poolId, Deal deal, uint24 tokenIndex, address token, Purchase memory bought) internal {
        (uint256 cu, uint256 su) = _milli(bought);
        Clock clock = ClockLib.open(cu, su, Time.current());
        Worth worth = WorthLib.pack(
            WorthLib.mixedPrice(0, 0, cu, bought.cuPaid),
            WorthLib.mixedPrice(0, 0, su, bought.suPaid)
        );
        uint256 released;
        unchecked {
            // What stands behind the balances is no more than what was paid, which is below 2^120.
            released = bought.cuPaid + bought.suPaid - worth.escrow(clock, deal.upfront());
        }

        Slots storage slots = _pools[poolId];
        slots.clock = clock;
        slots.worth = worth;
        slots.deal = deal.withTokenIndex(tokenIndex).withUntil(0).withState(State.Active);
        _emitCredited(poolId, token, worth, _heldUntil(deal, bought), released, bought);
        _release(deal.farmId(), tokenIndex, released);
    }

    function _heldUntil(Deal deal, Purchase memory bought) private view returns (uint256) {
        return Cost.heldUntil(Time.current(), bought.cus, bought.sus, deal.cuCap(), deal.suCap(), deal.upfront());
    }

    function _emitCredited(
        uint256 poolId,
        address token,
        Worth worth,
        uint256 held,
        uint256 released,
        Purchase memory bought
    ) private {
        emit Credited(
            poolId,
            token,
            bought.payer,
            bought.door,
            bought.cus,
            bought.sus,
            bought.cuPaid,
            bought.suPaid,
            worth,
            held,
            released
        );
    }

    /// @dev Adds to a living pool: balances and escrow, nothing else. The caller has the money.
    /// @return released to the farm, for the caller to book
    function _refill(
        uint256 poolId,
        Deal pool,
        uint256 reservationId,
        Purchase memory bought
    ) internal returns (uint256 released) {
        Slots storage slots = _pools[poolId];
        Clock clock = slots.clock;
        Worth worth = slots.worth;
        uint256 upfront = pool.upfront();
        uint256 escrowBefore = worth.escrow(clock, upfront);
        (clock, worth) = _added(poolId, clock.touch(Time.current()), worth, bought);
        unchecked {
            // The escrow never exceeds what was there plus what came.
            released = escrowBefore + bought.cuPaid + bought.suPaid - worth.escrow(clock, upfront);
        }
        slots.clock = clock;
        slots.worth = worth;
        _emitRefilled(poolId, reservationId, bought, worth, clock, released);
    }

    function _emitRefilled(
        uint256 poolId,
        uint256 reservationId,
        Purchase memory bought,
        Worth worth,
        Clock clock,
        uint256 released
    ) private {
        (uint256 emptyAt, uint256 stopAt) = clock.ends();
        emit Refilled(
            poolId,
            reservationId,
            bought.payer,
            bought.door,
            bought.cus,
            bought.sus,
            bought.cuPaid,
            bought.suPaid,
            worth,
            clock,
            emptyAt,
            stopAt,
            released
        );
    }

    /// @dev What amounts cost at the farm's list price now. Units that are free are the owner's to take: a stranger could
    /// fill the pool to its brim with them.
    function _listCost(
        uint256 poolId,
        Deal pool,
        uint256 cus,
        uint256 sus
    ) internal view returns (ListCost memory list) {
        uint256 cuPrice;
        uint256 suPrice;
        (list.token, cuPrice, suPrice, list.slot, list.shareTable) = registry.forRefill(
            pool.farmId(),
            pool.tokenIndex()
        );
        require(list.slot != 0, Errors.TokenNotListed(pool.farmId(), list.token));
        list.cuCost = Cost.price(cus, cuPrice);
        list.suCost = Cost.price(sus, suPrice);
        _requireNotFreeToStrangers(poolId, pool, cus, sus, list.cuCost, list.suCost);
    }

    function _requireNotFreeToStrangers(
        uint256 poolId,
        Deal pool,
        uint256 cus,
        uint256 sus,
        uint256 cuCost,
        uint256 suCost
    ) internal view {
        if ((cus == 0 || cuCost != 0) && (sus == 0 || suCost != 0)) return;
        address owner = registry.ownerOfTid(pool.tid());
        require(owner == msg.sender, Errors.FreeUnitsAreTheOwners(poolId, owner, msg.sender));
    }

    function _added(
        uint256 poolId,
        Clock clock,
        Worth worth,
        Purchase memory bought
    ) private pure returns (Clock, Worth) {
        uint256 cu = clock.cu();
        uint256 su = clock.su();
        (uint256 cuAdded, uint256 suAdded) = _milli(bought);
        unchecked {
            // Balances are below 2^63, what is added below 2^54.
            _requireBalance(poolId, cu + cuAdded);
            _requireBalance(poolId, su + suAdded);
        }
        return (
            clock.add(cuAdded, suAdded),
            WorthLib.pack(
                WorthLib.mixedPrice(cu, worth.cuPrice(), cuAdded, bought.cuPaid),
                WorthLib.mixedPrice(su, worth.suPrice(), suAdded, bought.suPaid)
            )
        );
    }

    function _requireBalance(uint256 poolId, uint256 balance) private pure {
        require(balance < ClockLib.BALANCE_LIMIT, Errors.BalanceTooLarge(poolId, ClockLib.BALANCE_LIMIT - 1, balance));
    }

    /// @dev The amounts in milli-unit-seconds, below 2^54.
    function _milli(Purchase memory bought) private pure returns (uint256 cu, uint256 su) {
        unchecked {
            return (bought.cus * Cost.MILLI, bought.sus * Cost.MILLI);
        }
    }
}
