// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPoolsRare} from "../interfaces/IPoolsRare.sol";
import {Cost} from "../libraries/Cost.sol";
import {Hashes} from "../libraries/Hashes.sol";
import {Deal} from "../types/Deal.sol";
import {PledgeLib, RequestLib} from "../types/Request.sol";
import {State} from "../types/State.sol";
import {RefillTerms} from "../types/Terms.sol";
import {Crediting, ListCost} from "./Crediting.sol";

/// @notice Refills that are paid by memo.
abstract contract ReservingRefills is IPoolsRare, Crediting {
    /// @inheritdoc IPoolsRare
    function reserveRefill(uint256 poolId, uint64 cus, uint64 sus) external nonReentrant returns (uint256 id) {
        Cost.requireAmounts(cus, sus);
        Deal pool = _activeDeal(poolId);
        _requireNoNotice(poolId, pool);
        ListCost memory list = _listCost(poolId, pool, cus, sus);

        id = ++lastId;
        // Safe cast: ids are 64 bits wide.
        RefillTerms memory terms = RefillTerms({
            poolId: uint64(poolId),
            cus: cus,
            sus: sus,
            termsVersion: registry.versionOf(pool.farmId()),
            refundTo: msg.sender
        });
        bytes32 termsHash = Hashes.ofRefill(pool.tid(), terms);
        uint256 deadline = _deadline(PAY_TIME);
        _store(
            id,
            RequestLib.pack(cus, sus, terms.termsVersion, poolId),
            PledgeLib.pack(termsHash, 1 << (list.slot - 1)),
            pool.withCaps(0, 0).withUntil(deadline).withState(State.Payable)
        );
        emit RefillReserved(
            id,
            poolId,
            msg.sender,
            cus,
            sus,
            terms.termsVersion,
            list.cuCost,
            list.suCost,
            termsHash,
            uint32(deadline)
        );
    }
}
