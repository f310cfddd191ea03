// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IPoolsBase} from "../interfaces/IPoolsBase.sol";
import {IRegistry} from "../interfaces/IRegistry.sol";
import {Errors} from "../libraries/Errors.sol";
import {Time} from "../libraries/Time.sol";
import {Clock} from "../types/Clock.sol";
import {Deal} from "../types/Deal.sol";
import {Pledge, Request} from "../types/Request.sol";
import {State} from "../types/State.sol";
import {Worth} from "../types/Worth.sol";

/// @notice Storage and guards, the same for Pools and its extension.
abstract contract PoolsState is IPoolsBase, EIP712, ReentrancyGuardTransient {
    struct Slots {
        // slot 0: of a reservation the Request
        Clock clock;
        // slot 1: of a reservation the Pledge
        Worth worth;
        // slot 2
        Deal deal;
    }

    /// @dev What a farm earned in a token under one share table.
    struct Income {
        // slot 0: all that was ever released
        uint256 released;
        // slot 1
        mapping(address payee => uint256 amount) withdrawn;
    }

    struct PoolOffer {
        uint40 toTid;
        address by;
    }

    address internal constant NATIVE = address(0);

    /// @dev How long an accepted reservation can be paid.
    uint256 internal constant PAY_TIME = 1 hours;
    /// @dev How long after its notice an eviction may happen.
    uint256 internal constant EVICTION_WINDOW = 7 days;

    /// @inheritdoc IPoolsBase
    IRegistry public immutable registry;
    /// @inheritdoc IPoolsBase
    uint64 public lastId;

    mapping(uint256 id => Slots) internal _pools;
    mapping(uint256 id => mapping(address token => uint256 amount)) internal _paid;
    mapping(uint256 id => mapping(address token => mapping(address payer => uint256 amount))) internal _contributions;
    mapping(uint256 farmId => mapping(uint256 table => mapping(address token => Income))) internal _incomes;
    mapping(address token => mapping(address account => uint256 amount)) internal _owed;
    mapping(uint256 tid => uint64 epoch) internal _epochs;
    mapping(address signer => mapping(uint256 word => uint256 used)) internal _nonces;
    mapping(uint256 poolId => PoolOffer) internal _poolOffers;

    constructor(IRegistry registry_) EIP712("Granary", "1") {
        require(address(registry_).code.length != 0, Errors.BadAddress(address(registry_)));
        registry = registry_;
    }

    /// @dev The deal of a pool that lives.
    function _activeDeal(uint256 poolId) internal view returns (Deal deal) {
        deal = _pools[poolId].deal;
        require(deal.state() == State.Active, Errors.NotAPool(poolId, deal.state()));
    }

    /// @dev The deal of a living pool that the caller owns: the wallet that owns its threebot now.
    function _ownedDeal(uint256 poolId) internal view returns (Deal deal) {
        deal = _activeDeal(poolId);
        _requireCallerOwns(deal.tid());
    }

    function _requireCallerOwns(uint40 tid) internal view {
        address owner = registry.ownerOfTid(tid);
        require(owner == msg.sender, Errors.NotTidOwner(tid, owner, msg.sender));
    }

    function _requireCallerOwnsFarm(uint32 farmId) internal view {
        address owner = registry.ownerOfFarm(farmId);
        require(owner == msg.sender, Errors.NotFarmOwner(farmId, owner, msg.sender));
    }

    /// @dev Money never goes to nobody, and never to Pools itself.
    function _requireRecipient(address to) internal view {
        require(to != address(0) && to != address(this), Errors.BadAddress(to));
    }

    function _isUnderNotice(Deal deal) internal view returns (bool) {
        uint256 from = deal.until();
        return from != 0 && Time.current() <= from + EVICTION_WINDOW;
    }

    function _requireNoNotice(uint256 poolId, Deal deal) internal view {
        require(!_isUnderNotice(deal), Errors.UnderNotice(poolId, deal.until()));
    }

    /// @dev The deal of a reservation that the calling operator may still answer.
    function _answerableDeal(uint256 id, bytes32 termsHash) internal view returns (Deal deal) {
        deal = _pools[id].deal;
        require(deal.state() == State.Requested, Errors.WrongState(id, State.Requested, deal.state()));
        (address operator, ) = registry.forOperator(deal.farmId());
        require(operator == msg.sender, Errors.NotOperator(deal.farmId(), operator, msg.sender));
        require(Time.current() <= deal.until(), Errors.DeadlinePassed(id, deal.until(), Time.current()));
        require(_pledge(id).matches(termsHash), Errors.TermsDiffer(id, termsHash));
    }

    function _request(uint256 id) internal view returns (Request) {
        return Request.wrap(Clock.unwrap(_pools[id].clock));
    }

    function _pledge(uint256 id) internal view returns (Pledge) {
        return Pledge.wrap(Worth.unwrap(_pools[id].worth));
    }

    /// @dev A deadline that could never pass would lock what was paid in parts.
    function _deadline(uint256 wait) internal view returns (uint256 deadline) {
        deadline = Time.current() + wait;
        require(deadline < Time.NEVER - 1, Errors.TimeIsOver(Time.NEVER - 2, deadline));
    }

    /// @dev Writes a reservation into the words that become the pool's.
    function _store(uint256 id, Request request, Pledge pledge, Deal deal) internal {
        Slots storage slots = _pools[id];
        slots.clock = Clock.wrap(Request.unwrap(request));
        slots.worth = Worth.wrap(Pledge.unwrap(pledge));
        slots.deal = deal;
    }
}
