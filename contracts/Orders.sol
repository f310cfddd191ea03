// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IOrders, StandingOrder} from "./interfaces/IOrders.sol";
import {IPools} from "./interfaces/IPools.sol";
import {IRegistry} from "./interfaces/IRegistry.sol";
import {Cost} from "./libraries/Cost.sol";
import {Errors} from "./libraries/Errors.sol";
import {Time} from "./libraries/Time.sol";
import {Clock} from "./types/Clock.sol";
import {Deal} from "./types/Deal.sol";
import {State} from "./types/State.sol";
import {Offer} from "./types/Terms.sol";

/// @title Granary's standing orders
contract Orders is IOrders, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @inheritdoc IOrders
    IPools public immutable pools;
    IRegistry private immutable _registry;

    mapping(uint256 poolId => StandingOrder) private _orders;

    constructor(IPools pools_) {
        pools = pools_;
        _registry = pools_.registry();
    }

    /// @inheritdoc IOrders
    function standingOrder(
        uint256 poolId,
        uint64 cus,
        uint64 sus,
        uint128 maxCuCost,
        uint128 maxSuCost,
        uint32 whenSecondsLeft,
        uint32 minInterval,
        uint128 maxTotal,
        uint32 until
    ) external {
        Cost.requireAmounts(cus, sus);
        (, Deal pool) = _livingPool(poolId);
        (address owner, address token, ) = _registry.forOwner(pool.farmId(), pool.tid(), pool.tokenIndex());
        require(owner == msg.sender, Errors.NotTidOwner(pool.tid(), owner, msg.sender));
        require(token != address(0), Errors.BadAddress(token));
        require(Time.current() <= until, Errors.OrderIsOver(poolId, until, Time.current()));
        _orders[poolId] = StandingOrder({
            maker: msg.sender,
            whenSecondsLeft: whenSecondsLeft,
            until: until,
            lastRun: 0,
            cus: cus,
            sus: sus,
            minInterval: minInterval,
            maxCuCost: maxCuCost,
            maxSuCost: maxSuCost,
            maxTotal: maxTotal,
            spent: 0
        });
        emit OrderSet(
            poolId,
            msg.sender,
            cus,
            sus,
            maxCuCost,
            maxSuCost,
            whenSecondsLeft,
            minInterval,
            maxTotal,
            until
        );
    }

    /// @inheritdoc IOrders
    function cancelOrder(uint256 poolId) external {
        address maker = _orders[poolId].maker;
        require(maker != address(0), Errors.NoStandingOrder(poolId));
        if (maker != msg.sender) {
            (, , Deal pool) = pools.slotsOf(poolId);
            address owner = _registry.ownerOfTid(pool.tid());
            require(owner == msg.sender, Errors.NotTidOwner(pool.tid(), owner, msg.sender));
        }
        delete _orders[poolId];
        emit OrderCancelled(poolId, maker);
    }

    /// @inheritdoc IOrders
    function execute(uint256 poolId) external nonReentrant returns (uint256 cost) {
        (StandingOrder memory order, Deal pool) = _dueOrder(poolId);
        (address token, uint256 cuPrice, uint256 suPrice, , ) = _registry.forRefill(pool.farmId(), pool.tokenIndex());
        (uint256 cuCost, uint256 suCost) = (Cost.price(order.cus, cuPrice), Cost.price(order.sus, suPrice));
        cost = _spend(poolId, order, token, cuCost, suCost);
        pools.refill(poolId, order.cus, order.sus, cuCost, suCost);
    }

    /// @inheritdoc IOrders
    function executeWithOffer(
        Offer calldata offer,
        address signer,
        bytes calldata signature
    ) external nonReentrant returns (uint256 cost) {
        uint256 poolId = offer.poolId;
        (StandingOrder memory order, Deal pool) = _dueOrder(poolId);
        require(offer.cus == order.cus, Errors.OrderAmountsDiffer(poolId, order.cus, offer.cus));
        require(offer.sus == order.sus, Errors.OrderAmountsDiffer(poolId, order.sus, offer.sus));
        address token = _registry.tokenAt(pool.farmId(), pool.tokenIndex());
        require(offer.token == token, Errors.WrongToken(poolId, token, offer.token));
        cost = _spend(poolId, order, token, offer.cuAmount, offer.suAmount);
        pools.buy(offer, pool.tid(), new uint32[](0), signer, signature);
    }

    /// @inheritdoc IOrders
    function orderOf(uint256 poolId) external view returns (StandingOrder memory) {
        return _orders[poolId];
    }

    /// @inheritdoc IOrders
    function secondsLeft(uint256 poolId) external view returns (uint256) {
        (Clock clock, Deal pool) = _livingPool(poolId);
        return _secondsLeft(_orders[poolId], clock, pool);
    }

    /// @dev Every limit but the money's. A notice to evict is refused by Pools.
    function _dueOrder(uint256 poolId) private view returns (StandingOrder memory order, Deal pool) {
        order = _orders[poolId];
        require(order.maker != address(0), Errors.NoStandingOrder(poolId));
        uint256 nowAt = Time.current();
        require(nowAt <= order.until, Errors.OrderIsOver(poolId, order.until, nowAt));
        if (order.lastRun != 0) {
            uint256 notBefore = uint256(order.lastRun) + order.minInterval;
            require(nowAt >= notBefore, Errors.OrderTooSoon(poolId, notBefore, nowAt));
        }
        Clock clock;
        (clock, pool) = _livingPool(poolId);
        // The threebot was sold: the old wallet's allowance is not the new owner's to spend.
        address owner = _registry.ownerOfTid(pool.tid());
        require(owner == order.maker, Errors.OrderMakerLeft(poolId, order.maker, owner));
        _requireDue(poolId, order, clock, pool);
    }

    function _requireDue(uint256 poolId, StandingOrder memory order, Clock clock, Deal pool) private view {
        uint256 left = _secondsLeft(order, clock, pool);
        require(
            left != Time.NEVER && left <= order.whenSecondsLeft,
            Errors.OrderNotDue(poolId, order.whenSecondsLeft, left)
        );
        if (clock.isEmpty()) {
            // Once for each time it runs dry: the mark stands until the farm reads again, and a farm that does not
            // must not empty the owner's allowance.
            uint256 ranDryAt = clock.settledAt();
            require(order.lastRun < ranDryAt, Errors.ClockStandsStill(poolId, ranDryAt, Time.current()));
        } else {
            uint256 unread = clock.readingEnd();
            require(Time.current() <= unread, Errors.ClockStandsStill(poolId, unread, Time.current()));
        }
    }

    /// @dev Books the cost within the money's limits and brings it, approved for Pools.
    function _spend(
        uint256 poolId,
        StandingOrder memory order,
        address token,
        uint256 cuCost,
        uint256 suCost
    ) private returns (uint256 cost) {
        require(cuCost <= order.maxCuCost, Errors.OrderLimit(poolId, order.maxCuCost, cuCost));
        require(suCost <= order.maxSuCost, Errors.OrderLimit(poolId, order.maxSuCost, suCost));
        cost = cuCost + suCost;
        uint256 left = order.maxTotal - order.spent;
        require(cost <= left, Errors.OrderLimit(poolId, left, cost));
        // Safe casts: `cost` is at most what is left of 128 bits, and time is 32 bits wide.
        uint128 spent = order.spent + uint128(cost);
        _orders[poolId].spent = spent;
        _orders[poolId].lastRun = uint32(Time.current());
        emit OrderExecuted(poolId, order.maker, cost, spent);
        // slither-disable-next-line arbitrary-send-erc20
        IERC20(token).safeTransferFrom(order.maker, address(this), cost);
        IERC20(token).forceApprove(address(pools), cost);
    }

    /// @dev The pool's clock at now.
    function _livingPool(uint256 poolId) private view returns (Clock clock, Deal pool) {
        (clock, , pool) = pools.slotsOf(poolId);
        require(pool.state() == State.Active, Errors.NotAPool(poolId, pool.state()));
        clock = clock.settle(Time.current());
    }

    /// @dev Of the units that the order buys: for want of another it would be spent in vain, again and again, by a farm
    /// that reports a grain of it. Of a pool marked empty, whose draw is not known, as if it drew its caps: it ran dry if
    /// it is still dry, and what its owner brought meanwhile counts.
    function _secondsLeft(StandingOrder memory order, Clock settled, Deal pool) private pure returns (uint256 left) {
        bool isEmpty = settled.isEmpty();
        bool isAnyUnit = order.maker == address(0);
        left = Time.NEVER;
        if (isAnyUnit || order.cus != 0) left = _lasts(settled.cu(), isEmpty ? pool.cuCap() : settled.cuRate());
        if (isAnyUnit || order.sus != 0) {
            uint256 suLasts = _lasts(settled.su(), isEmpty ? pool.suCap() : settled.suRate());
            if (suLasts < left) left = suLasts;
        }
    }

    function _lasts(uint256 balance, uint256 rate) private pure returns (uint256) {
        return rate == 0 ? Time.NEVER : Time.atMostNever(balance / rate);
    }
}
