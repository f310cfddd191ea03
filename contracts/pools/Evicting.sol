// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPoolsRare} from "../interfaces/IPoolsRare.sol";
import {Errors} from "../libraries/Errors.sol";
import {Time} from "../libraries/Time.sol";
import {Clock} from "../types/Clock.sol";
import {Deal} from "../types/Deal.sol";
import {State} from "../types/State.sol";
import {Worth} from "../types/Worth.sol";
import {Settling} from "./Settling.sol";

/// @notice A farm evicts, after the notice that was agreed and at its own expense.
abstract contract Evicting is IPoolsRare, Settling {
    /// @inheritdoc IPoolsRare
    function announceEviction(uint256 poolId) external nonReentrant {
        Deal pool = _activeDeal(poolId);
        _requireCallerOwnsFarm(pool.farmId());
        _requireNoNotice(poolId, pool);
        uint256 from = Time.current() + pool.notice() * 1 days;
        uint256 lapses = Time.atMostNever(from + EVICTION_WINDOW);
        from = Time.atMostNever(from);
        _pools[poolId].deal = pool.withUntil(from);
        emit EvictionAnnounced(poolId, uint32(from), uint32(lapses));
    }

    /// @inheritdoc IPoolsRare
    function withdrawEviction(uint256 poolId) external nonReentrant {
        Deal pool = _activeDeal(poolId);
        _requireCallerOwnsFarm(pool.farmId());
        require(_isUnderNotice(pool), Errors.NothingAnnounced(poolId));
        _pools[poolId].deal = pool.withUntil(0);
        emit EvictionWithdrawn(poolId);
    }

    /// @inheritdoc IPoolsRare
    function evict(uint256 poolId) external payable nonReentrant {
        Deal pool = _activeDeal(poolId);
        _requireCallerOwnsFarm(pool.farmId());
        uint256 from = pool.until();
        require(from != 0, Errors.NothingAnnounced(poolId));
        require(Time.current() >= from, Errors.TooEarly(poolId, from, Time.current()));
        require(_isUnderNotice(pool), Errors.NoticeLapsed(poolId, from + EVICTION_WINDOW, Time.current()));

        (address owner, address token, uint256 table) = registry.forOwner(pool.farmId(), pool.tid(), pool.tokenIndex());
        (Clock settled, Worth worth, uint256 released) = _end(poolId, pool, State.Evicted);
        uint256 value = worth.value(settled);
        uint256 brought = value - worth.escrow(settled, pool.upfront());
        // Booked before the pull: a token that is called there could put another share table in force.
        _book(pool.farmId(), table, token, released);
        uint256 excess = _pullAll(token, brought);
        emit Evicted(poolId, owner, settled.cu(), settled.su(), released, brought);
        _owe(token, owner, value);
        _giveBack(token, msg.sender, excess);
    }

    /// @inheritdoc IPoolsRare
    function withdrawOwed(address token, address to) external nonReentrant returns (uint256 amount) {
        _requireRecipient(to);
        amount = _owed[token][msg.sender];
        require(amount != 0, Errors.NothingToWithdraw(token, msg.sender));
        _owed[token][msg.sender] = 0;
        emit OwedWithdrawn(msg.sender, token, amount, to);
        _push(token, to, amount);
    }
}
