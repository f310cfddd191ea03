// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Errors} from "../libraries/Errors.sol";
import {Time} from "../libraries/Time.sol";
import {Clock} from "../types/Clock.sol";
import {Deal} from "../types/Deal.sol";
import {State} from "../types/State.sol";
import {Worth} from "../types/Worth.sol";
import {Treasury} from "./Treasury.sol";

/// @notice Acts that settle a pool's clock and change its deal: caps that come down or go up, the end.
abstract contract Settling is Treasury {
    /// @dev For every act that settles and is not a reading.
    function _emitSettled(uint256 poolId, Clock clock, uint256 released) internal {
        (uint256 emptyAt, uint256 stopAt) = clock.ends();
        emit Settled(poolId, clock, emptyAt, stopAt, released);
    }

    /// @dev Lowers caps; rates above them come down at once.
    function _lower(uint256 poolId, Deal pool, uint256 cuCap, uint256 suCap) internal {
        require(cuCap <= pool.cuCap(), Errors.CapMayOnlyLower(poolId, pool.cuCap(), cuCap));
        require(suCap <= pool.suCap(), Errors.CapMayOnlyLower(poolId, pool.suCap(), suCap));
        Slots storage slots = _pools[poolId];
        Clock before = slots.clock;
        Clock settled = before.touch(Time.current());
        uint256 released = slots.worth.released(before, settled, pool.upfront());
        settled = settled.lowerRates(cuCap, suCap);
        slots.clock = settled;
        _setCaps(poolId, pool, cuCap, suCap);
        _emitSettled(poolId, settled, released);
        _release(pool.farmId(), pool.tokenIndex(), released);
    }

    function _setCaps(uint256 poolId, Deal pool, uint256 cuCap, uint256 suCap) internal returns (Deal changed) {
        changed = pool.withCaps(cuCap, suCap);
        _pools[poolId].deal = changed;
        // Safe casts: caps are 32 bits wide.
        emit CapsChanged(poolId, uint32(pool.cuCap()), uint32(pool.suCap()), uint32(cuCap), uint32(suCap));
    }

    /// @dev Settles for the last time and forgets the balances.
    function _end(
        uint256 poolId,
        Deal pool,
        State state
    ) internal returns (Clock settled, Worth worth, uint256 released) {
        Slots storage slots = _pools[poolId];
        Clock before = slots.clock;
        worth = slots.worth;
        settled = before.touch(Time.current());
        released = worth.released(before, settled, pool.upfront());
        slots.clock = Clock.wrap(0);
        slots.worth = Worth.wrap(0);
        slots.deal = pool.withState(state);
    }
}
