// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRegistry, NodeInfo} from "../interfaces/IRegistry.sol";
import {Errors} from "../libraries/Errors.sol";
import {RegistryState} from "./RegistryState.sol";

/// @notice Nodes: a number, a farm, an ed25519 key, and who brought it. Resources and place live in events.
abstract contract Nodes is RegistryState {
    uint256 private constant MAX_NAMED = 64;
    uint256 private constant MAX_CITY = 64;
    uint256 private constant MAX_IPV4S = 256;
    uint256 private constant MAX_REPORTED = 1024;

    modifier onlyNodesFarmOwner(uint32 nodeId) {
        require(_nodes[nodeId].farmId != 0, Errors.NoSuchNode(nodeId));
        _requireFarmOwner(_nodes[nodeId].farmId);
        _;
    }

    /// @inheritdoc IRegistry
    function addNode(
        uint32 farmId,
        bytes32 key,
        uint40 contributorTid,
        NodeInfo calldata info,
        bytes calldata proof
    ) external onlyFarmOwner(farmId) returns (uint32 nodeId) {
        _requireKey(key, proof);
        _requireInfo(contributorTid, info);
        nodeId = ++nodeCount;
        _nodes[nodeId] = Node({farmId: farmId, contributorTid: contributorTid, retired: false, key: key});
        emit NodeAdded(nodeId, farmId, key, contributorTid, info, proof);
    }

    /// @inheritdoc IRegistry
    function describeNode(
        uint32 nodeId,
        uint40 contributorTid,
        NodeInfo calldata info
    ) external onlyNodesFarmOwner(nodeId) {
        _requireInfo(contributorTid, info);
        _nodes[nodeId].contributorTid = contributorTid;
        emit NodeDescribed(nodeId, contributorTid, info);
    }

    /// @inheritdoc IRegistry
    function rekeyNode(uint32 nodeId, bytes32 key, bytes calldata proof) external onlyNodesFarmOwner(nodeId) {
        _requireKey(key, proof);
        emit NodeRekeyed(nodeId, key, _nodes[nodeId].key, proof);
        _nodes[nodeId].key = key;
    }

    /// @inheritdoc IRegistry
    function retireNode(uint32 nodeId) external onlyNodesFarmOwner(nodeId) {
        require(!_nodes[nodeId].retired, Errors.NodeIsRetired(nodeId));
        _nodes[nodeId].retired = true;
        emit NodeRetired(nodeId, _nodes[nodeId].farmId);
    }

    /// @inheritdoc IRegistry
    function relistNode(uint32 nodeId) external onlyNodesFarmOwner(nodeId) {
        require(_nodes[nodeId].retired, Errors.NodeIsListed(nodeId));
        _nodes[nodeId].retired = false;
        emit NodeRelisted(nodeId, _nodes[nodeId].farmId);
    }

    /// @inheritdoc IRegistry
    function reportNodes(uint32 farmId, uint32[] calldata down, uint32[] calldata up) external {
        address operator = _farms[farmId].operator;
        require(operator == msg.sender, Errors.NotOperator(farmId, operator, msg.sender));
        uint256 count = down.length + up.length;
        require(count <= MAX_REPORTED, Errors.TooMany(MAX_REPORTED, count));
        for (uint256 i; i < down.length; ++i) _requireNodeOf(farmId, down[i]);
        for (uint256 i; i < up.length; ++i) _requireNodeOf(farmId, up[i]);
        emit NodesReported(farmId, down, up);
    }

    /// @dev The nodes that a new pool may name: of this farm, listed, each once. None = all of them.
    function _requireNodes(uint32 farmId, uint32[] calldata nodeIds) internal view {
        require(nodeIds.length <= MAX_NAMED, Errors.TooMany(MAX_NAMED, nodeIds.length));
        uint256 previous;
        for (uint256 i; i < nodeIds.length; ++i) {
            uint256 nodeId = nodeIds[i];
            require(nodeId > previous, Errors.NotAscending(previous, nodeId));
            Node storage n = _nodes[nodeId];
            (uint32 found, bool retired) = (n.farmId, n.retired);
            require(found == farmId, Errors.WrongFarm(nodeId, farmId, found));
            require(!retired, Errors.NodeIsRetired(nodeId));
            previous = nodeId;
        }
    }

    function _requireNodeOf(uint32 farmId, uint256 nodeId) private view {
        uint256 found = _nodes[nodeId].farmId;
        require(found == farmId, Errors.WrongFarm(nodeId, farmId, found));
    }

    function _requireInfo(uint40 contributorTid, NodeInfo calldata info) private view {
        require(_threebots[contributorTid].owner != address(0), Errors.NoSuchThreebot(contributorTid));
        _requireText(info.city, MAX_CITY);
        require(info.ipv4s.length <= MAX_IPV4S, Errors.TooMany(MAX_IPV4S, info.ipv4s.length));
    }
}
