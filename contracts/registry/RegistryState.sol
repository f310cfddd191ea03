// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRegistry, FarmView, NodeView, ThreebotView} from "../interfaces/IRegistry.sol";
import {Errors} from "../libraries/Errors.sol";

/// @notice Storage, plain getters and guards of the Registry.
abstract contract RegistryState is IRegistry {
    struct Threebot {
        // slot 0
        address owner;
        // slot 1
        address pendingOwner;
        // slot 2
        bytes32 key;
    }

    struct Farm {
        // slot 0: all that the operator's acts and a payment need
        address operator;
        uint32 version;
        uint16 upfrontBps;
        uint16 minOfferBps;
        uint16 noticeDays;
        uint16 shareTable;
        // slot 1
        address owner;
        uint32 signerEpoch;
        uint40 tid;
        // slot 2
        address pendingOwner;
        uint32 sharesApplicableFrom;
        uint24 tokenCount; // tokens ever listed
        // slot 3
        bytes32 announcedShares; // hash of the table that waits, 0 = none
        // slot 4
        address[] tokens; // places of the price list; a taken-off place may hold another token later
    }

    struct Node {
        // slot 0
        uint32 farmId;
        uint40 contributorTid;
        bool retired;
        // slot 1
        bytes32 key;
    }

    struct ListPrice {
        // slot 0
        uint96 cu;
        uint96 su;
        uint32 since; // version from which it counts
        uint24 tokenIndex;
        uint8 slot; // place in the list + 1, 0 = not listed
    }

    /// @inheritdoc IRegistry
    uint40 public threebotCount;
    /// @inheritdoc IRegistry
    uint32 public farmCount;
    /// @inheritdoc IRegistry
    uint32 public nodeCount;

    mapping(uint256 tid => Threebot) internal _threebots;
    mapping(uint256 farmId => Farm) internal _farms;
    mapping(uint256 nodeId => Node) internal _nodes;

    /// @dev A farm numbers its own tokens: nobody can use up another's numbers. They begin at 1, so that 0 can mean "none".
    mapping(uint256 farmId => mapping(uint256 index => address token)) internal _tokens;
    mapping(uint256 farmId => mapping(address token => ListPrice)) internal _prices;
    /// @dev The prices before the current one, oldest first.
    mapping(uint256 farmId => mapping(address token => ListPrice[])) internal _pastPrices;

    mapping(uint256 farmId => mapping(uint256 table => mapping(address payee => uint16 bps))) internal _shares;

    modifier onlyTidOwner(uint40 tid) {
        _requireTidOwner(tid);
        _;
    }

    modifier onlyFarmOwner(uint32 farmId) {
        _requireFarmOwner(farmId);
        _;
    }

    /// @inheritdoc IRegistry
    function threebot(uint40 tid) external view returns (ThreebotView memory) {
        Threebot storage bot = _threebots[tid];
        return ThreebotView({owner: bot.owner, pendingOwner: bot.pendingOwner, key: bot.key});
    }

    /// @inheritdoc IRegistry
    function farm(uint32 farmId) external view returns (FarmView memory) {
        Farm storage f = _farms[farmId];
        return
            FarmView({
                owner: f.owner,
                pendingOwner: f.pendingOwner,
                tid: f.tid,
                signerEpoch: f.signerEpoch,
                operator: f.operator,
                version: f.version,
                upfrontBps: f.upfrontBps,
                minOfferBps: f.minOfferBps,
                noticeDays: f.noticeDays,
                shareTable: f.shareTable,
                announcedShares: f.announcedShares,
                sharesApplicableFrom: f.sharesApplicableFrom
            });
    }

    /// @inheritdoc IRegistry
    function node(uint32 nodeId) external view returns (NodeView memory) {
        Node storage n = _nodes[nodeId];
        return NodeView({farmId: n.farmId, contributorTid: n.contributorTid, retired: n.retired, key: n.key});
    }

    /// @inheritdoc IRegistry
    function ownerOfTid(uint40 tid) external view returns (address) {
        return _threebots[tid].owner;
    }

    /// @inheritdoc IRegistry
    function versionOf(uint32 farmId) external view returns (uint32) {
        return _farms[farmId].version;
    }

    /// @inheritdoc IRegistry
    function ownerOfFarm(uint32 farmId) external view returns (address) {
        return _farms[farmId].owner;
    }

    /// @inheritdoc IRegistry
    function tokenAt(uint32 farmId, uint24 index) external view returns (address) {
        return _tokens[farmId][index];
    }

    function _requireTidOwner(uint40 tid) internal view {
        address owner = _threebots[tid].owner;
        require(owner != address(0), Errors.NoSuchThreebot(tid));
        require(owner == msg.sender, Errors.NotTidOwner(tid, owner, msg.sender));
    }

    function _requireFarmOwner(uint32 farmId) internal view {
        address owner = _farms[farmId].owner;
        require(owner != address(0), Errors.NoSuchFarm(farmId));
        require(owner == msg.sender, Errors.NotFarmOwner(farmId, owner, msg.sender));
    }

    function _requireText(string memory text, uint256 maxLength) internal pure {
        require(bytes(text).length <= maxLength, Errors.BadText(maxLength, bytes(text).length));
    }

    function _requireKey(bytes32 key, bytes calldata proof) internal pure {
        require(key != 0, Errors.ZeroKey());
        require(proof.length == 64, Errors.BadProofLength(64, proof.length));
    }
}
