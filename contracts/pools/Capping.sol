// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPools} from "../interfaces/IPools.sol";
import {Settling} from "./Settling.sol";

/// @notice Caps bound what a dishonest farm can take. The owner alone lowers them.
abstract contract Capping is IPools, Settling {
    /// @inheritdoc IPools
    function cap(uint256 poolId, uint32 cuCap, uint32 suCap) external nonReentrant {
        _lower(poolId, _ownedDeal(poolId), cuCap, suCap);
    }
}
