// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRegistry} from "./interfaces/IRegistry.sol";
import {Declining} from "./pools/Declining.sol";
import {Evicting} from "./pools/Evicting.sol";
import {Ownership} from "./pools/Ownership.sol";
import {PoolsState} from "./pools/PoolsState.sol";
import {Refunding} from "./pools/Refunding.sol";
import {ReservingRefills} from "./pools/ReservingRefills.sol";
import {Signing} from "./pools/Signing.sol";

/// @title The code of the rare acts on pools
/// @notice Pools runs it on its own storage. Called directly it acts on a storage of its own, in which there is nothing.
contract PoolsExtension is ReservingRefills, Declining, Refunding, Signing, Evicting, Ownership {
    constructor(IRegistry registry_) PoolsState(registry_) {}
}
