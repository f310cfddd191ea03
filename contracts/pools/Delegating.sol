// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPools} from "../interfaces/IPools.sol";
import {IPoolsRare} from "../interfaces/IPoolsRare.sol";
import {IRegistry} from "../interfaces/IRegistry.sol";
import {Errors} from "../libraries/Errors.sol";
import {Cap} from "../types/Terms.sol";
import {PoolsState} from "./PoolsState.sol";

/// @notice The rare acts: their code stands in the extension and runs here, on this storage and this money.
/// @dev This is no proxy: the extension's address is fixed at deployment, like that of a linked library.
abstract contract Delegating is IPools, PoolsState {
    address public immutable extension;

    constructor(IRegistry registry_, address extension_) {
        require(
            address(PoolsState(payable(extension_)).registry()) == address(registry_),
            Errors.BadAddress(extension_)
        );
        extension = extension_;
    }

    /// @inheritdoc IPoolsRare
    function reserveRefill(uint256, uint64, uint64) external returns (uint256) {
        _delegate();
    }

    /// @inheritdoc IPoolsRare
    function reject(uint256, bytes32, string calldata) external {
        _delegate();
    }

    /// @inheritdoc IPoolsRare
    function cancel(uint256) external {
        _delegate();
    }

    /// @inheritdoc IPoolsRare
    function refund(uint256, address, address) external {
        _delegate();
    }

    /// @inheritdoc IPoolsRare
    function capBySignature(Cap calldata, bytes calldata) external {
        _delegate();
    }

    /// @inheritdoc IPoolsRare
    function cancelNonces(uint256, uint256) external {
        _delegate();
    }

    /// @inheritdoc IPoolsRare
    function announceEviction(uint256) external {
        _delegate();
    }

    /// @inheritdoc IPoolsRare
    function withdrawEviction(uint256) external {
        _delegate();
    }

    /// @inheritdoc IPoolsRare
    function evict(uint256) external payable {
        _delegate();
    }

    /// @inheritdoc IPoolsRare
    function withdrawOwed(address, address) external returns (uint256) {
        _delegate();
    }

    /// @inheritdoc IPoolsRare
    function offerPool(uint256, uint40) external {
        _delegate();
    }

    /// @inheritdoc IPoolsRare
    function acceptPool(uint256) external {
        _delegate();
    }

    /// @inheritdoc IPoolsRare
    function rate(uint256, uint8) external {
        _delegate();
    }

    /// @dev Hands the whole call on, and its answer back.
    function _delegate() private {
        address code = extension;
        assembly ("memory-safe") {
            let start := mload(0x40)
            calldatacopy(start, 0, calldatasize())
            let done := delegatecall(gas(), code, start, calldatasize(), 0, 0)
            returndatacopy(start, 0, returndatasize())
            switch done
            case 0 {
                revert(start, returndatasize())
            }
            default {
                return(start, returndatasize())
            }
        }
    }
}
