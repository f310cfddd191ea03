// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRegistry} from "./interfaces/IRegistry.sol";
import {Buying} from "./pools/Buying.sol";
import {Capping} from "./pools/Capping.sol";
import {Delegating} from "./pools/Delegating.sol";
import {Leaving} from "./pools/Leaving.sol";
import {Paying} from "./pools/Paying.sol";
import {PoolsState} from "./pools/PoolsState.sol";
import {Reporting} from "./pools/Reporting.sol";
import {Reserving} from "./pools/Reserving.sol";
import {Views} from "./pools/Views.sol";
import {Withdrawing} from "./pools/Withdrawing.sol";

/// @title Granary's pools
/// @notice All the money, and the one address to pay. Behaviour lives in `pools/`, one file per concern.
contract Pools is Reserving, Paying, Buying, Reporting, Capping, Withdrawing, Leaving, Delegating, Views {
    constructor(IRegistry registry_, address extension_) PoolsState(registry_) Delegating(registry_, extension_) {}
}
