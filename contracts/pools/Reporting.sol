// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPools} from "../interfaces/IPools.sol";
import {Errors} from "../libraries/Errors.sol";
import {Time} from "../libraries/Time.sol";
import {Clock} from "../types/Clock.sol";
import {Deal} from "../types/Deal.sol";
import {Skip} from "../types/Skip.sol";
import {State} from "../types/State.sol";
import {Reading} from "../types/Terms.sol";
import {Settling} from "./Settling.sol";

/// @notice Readings: what the pools of a farm draw.
abstract contract Reporting is IPools, Settling {
    /// @inheritdoc IPools
    function report(uint32 farmId, Reading[] calldata readings) external nonReentrant {
        (address operator, uint256 table) = registry.forOperator(farmId);
        require(operator == msg.sender, Errors.NotOperator(farmId, operator, msg.sender));
        uint256 second = Time.current();
        // Income is booked once for each run of pools with the same token.
        uint24 tokenIndex;
        uint256 income;
        for (uint256 i; i < readings.length; ++i) {
            Reading calldata reading = readings[i];
            Slots storage slots = _pools[reading.poolId];
            Deal pool = slots.deal;
            if (pool.state() != State.Active) {
                _emitSkipped(farmId, reading, Skip.NotActive);
            } else if (pool.farmId() != farmId) {
                _emitSkipped(farmId, reading, Skip.WrongFarm);
            } else {
                uint256 released = _read(slots, pool, reading, second);
                if (pool.tokenIndex() != tokenIndex) {
                    _bookIncome(farmId, table, tokenIndex, income);
                    (tokenIndex, income) = (pool.tokenIndex(), 0);
                }
                income += released;
            }
        }
        _bookIncome(farmId, table, tokenIndex, income);
    }

    /// @return released to the farm by this reading
    function _read(
        Slots storage slots,
        Deal pool,
        Reading calldata reading,
        uint256 second
    ) private returns (uint256 released) {
        Clock before = slots.clock;
        (uint256 cuRate, uint256 suRate, uint256 since) = (reading.cuRate, reading.suRate, reading.since);
        bool fits = cuRate <= pool.cuCap() && suRate <= pool.suCap();
        (Clock settled, bool taken) = fits ? before.read(cuRate, suRate, since, second) : (before.touch(second), false);
        slots.clock = settled;
        released = slots.worth.released(before, settled, pool.upfront());
        if (taken) {
            (uint256 emptyAt, uint256 stopAt) = settled.ends();
            emit ReadingTaken(reading.poolId, settled, since, emptyAt, stopAt, released);
        } else {
            _emitSkipped(pool.farmId(), reading, fits ? Skip.Empty : Skip.AboveCap);
            _emitSettled(reading.poolId, settled, released);
        }
    }

    function _bookIncome(uint32 farmId, uint256 table, uint24 tokenIndex, uint256 income) private {
        if (income != 0) _book(farmId, table, registry.tokenAt(farmId, tokenIndex), income);
    }

    function _emitSkipped(uint32 farmId, Reading calldata reading, Skip reason) private {
        emit ReadingSkipped(reading.poolId, farmId, reason, reading.cuRate, reading.suRate, reading.since);
    }
}
