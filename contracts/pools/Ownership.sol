// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPoolsRare} from "../interfaces/IPoolsRare.sol";
import {Errors} from "../libraries/Errors.sol";
import {Deal} from "../types/Deal.sol";
import {State} from "../types/State.sol";
import {PoolsState} from "./PoolsState.sol";

/// @notice A pool belongs to a threebot, and so to the wallet that owns it now.
abstract contract Ownership is IPoolsRare, PoolsState {
    uint256 private constant MAX_STARS = 5;

    /// @inheritdoc IPoolsRare
    function offerPool(uint256 poolId, uint40 toTid) external nonReentrant {
        Deal pool = _ownedDeal(poolId);
        _poolOffers[poolId] = PoolOffer({toTid: toTid, by: msg.sender});
        emit PoolOffered(poolId, pool.tid(), toTid);
    }

    /// @inheritdoc IPoolsRare
    function acceptPool(uint256 poolId) external nonReentrant {
        Deal pool = _activeDeal(poolId);
        PoolOffer memory offer = _poolOffers[poolId];
        address taker = registry.ownerOfTid(offer.toTid);
        require(offer.toTid != 0 && taker == msg.sender, Errors.NotOfferedTo(poolId, taker, msg.sender));
        // A threebot that was sold since takes its old owner's word with it.
        address owner = registry.ownerOfTid(pool.tid());
        require(owner == offer.by, Errors.NotTidOwner(pool.tid(), owner, offer.by));
        delete _poolOffers[poolId];
        _pools[poolId].deal = pool.withTid(offer.toTid);
        emit PoolTransferred(poolId, pool.tid(), offer.toTid);
    }

    /// @inheritdoc IPoolsRare
    function rate(uint256 poolId, uint8 stars) external {
        Deal pool = _pools[poolId].deal;
        State state = pool.state();
        require(
            state == State.Active || state == State.Closed || state == State.Evicted,
            Errors.NotAPool(poolId, state)
        );
        _requireCallerOwns(pool.tid());
        require(stars != 0 && stars <= MAX_STARS, Errors.BadStars(MAX_STARS, stars));
        emit Rated(poolId, pool.farmId(), pool.tid(), stars);
    }
}
