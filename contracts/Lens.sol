// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IDoors} from "./interfaces/IDoors.sol";
import {ILens, Need, PoolView, ReservationView, Withdrawable} from "./interfaces/ILens.sol";
import {IPools} from "./interfaces/IPools.sol";
import {FarmView, IRegistry, PriceView} from "./interfaces/IRegistry.sol";
import {Cost} from "./libraries/Cost.sol";
import {Errors} from "./libraries/Errors.sol";
import {Time} from "./libraries/Time.sol";
import {Clock} from "./types/Clock.sol";
import {Deal} from "./types/Deal.sol";
import {Pledge, Request} from "./types/Request.sol";
import {State} from "./types/State.sol";
import {Worth} from "./types/Worth.sol";

/// @title Granary's lens
contract Lens is ILens {
    uint256 private constant EVICTION_WINDOW = 7 days;

    /// @inheritdoc ILens
    IPools public immutable pools;
    /// @inheritdoc ILens
    IDoors public immutable doors;
    IRegistry private immutable _registry;

    constructor(IDoors doors_) {
        doors = doors_;
        pools = doors_.pools();
        _registry = doors_.pools().registry();
    }

    /// @inheritdoc ILens
    function pool(uint256 poolId) external view returns (PoolView memory v) {
        (Clock stored, Worth worth, Deal deal) = pools.slotsOf(poolId);
        v.state = deal.state();
        require(
            v.state == State.Active || v.state == State.Closed || v.state == State.Evicted,
            Errors.NotAPool(poolId, v.state)
        );
        _fillDeal(v, deal);
        _fillClock(v, stored, stored.settle(Time.current()));
        _fillMoney(v, stored, worth);
    }

    /// @inheritdoc ILens
    function reservation(uint256 id) external view returns (ReservationView memory v) {
        (Clock clock, Worth worth, Deal deal) = pools.slotsOf(id);
        v.state = deal.state();
        require(
            v.state == State.Requested ||
                v.state == State.Payable ||
                v.state == State.Rejected ||
                v.state == State.Cancelled ||
                v.state == State.Refilled,
            Errors.WrongState(id, State.Requested, v.state)
        );
        Request request = Request.wrap(Clock.unwrap(clock));
        v.farmId = deal.farmId();
        v.tid = deal.tid();
        v.owner = _registry.ownerOfTid(v.tid);
        v.target = request.target();
        v.cus = request.cus();
        v.sus = request.sus();
        v.termsVersion = request.version();
        v.termsHash = Pledge.wrap(Worth.unwrap(worth)).termsHash28();
        v.cuCap = deal.cuCap();
        v.suCap = deal.suCap();
        v.deadline = deal.until();
        v.dead = v.state != State.Refilled && (v.state > State.Payable || Time.current() > v.deadline);
        v.deposit = doors.depositAddress(id, v.termsHash);
        v.needs = _needs(id, v.deposit, _registry.listedTokens(v.farmId));
    }

    /// @inheritdoc ILens
    function needs(uint256 id, address[] calldata tokens) external view returns (Need[] memory) {
        (, Worth worth, ) = pools.slotsOf(id);
        bytes28 termsHash = Pledge.wrap(Worth.unwrap(worth)).termsHash28();
        return _needs(id, doors.depositAddress(id, termsHash), tokens);
    }

    /// @inheritdoc ILens
    function withdrawable(
        uint32 farmId,
        address payee,
        address token
    ) external view returns (uint256 total, Withdrawable[] memory tables) {
        uint256 newest = _registry.farm(farmId).shareTable;
        tables = new Withdrawable[](newest + 1);
        uint256 count;
        for (uint256 i; i <= newest; ++i) {
            uint16 table = uint16(i); // the Registry counts tables in 16 bits
            uint256 bps = _registry.shareOf(farmId, table, payee);
            if (bps == 0) continue;
            uint256 entitled = (pools.creditOf(farmId, table, token) * bps) / Cost.BPS;
            uint256 amount = entitled - pools.withdrawnOf(farmId, table, token, payee);
            total += amount;
            tables[count++] = Withdrawable({table: table, bps: bps, amount: amount});
        }
        assembly ("memory-safe") {
            mstore(tables, count)
        }
    }

    /// @inheritdoc ILens
    function quote(
        uint32 farmId,
        address token,
        uint64 cus,
        uint64 sus
    ) external view returns (uint256 cuCost, uint256 suCost, uint32 termsVersion) {
        Cost.requireAmounts(cus, sus);
        FarmView memory farm = _registry.farm(farmId);
        require(farm.version != 0, Errors.NoSuchFarm(farmId));
        PriceView memory price = _registry.priceAt(farmId, token, farm.version);
        require(price.slot != 0, Errors.TokenNotListed(farmId, token));
        return (Cost.price(cus, price.cuPrice), Cost.price(sus, price.suPrice), farm.version);
    }

    function _needs(uint256 id, address deposit, address[] memory tokens) private view returns (Need[] memory list) {
        list = new Need[](tokens.length);
        for (uint256 i; i < tokens.length; ++i) {
            Need memory need = list[i];
            need.token = tokens[i];
            (need.verdict, need.due, need.cuCost, need.suCost) = pools.due(id, tokens[i], 0);
            need.paid = pools.paidOf(id, tokens[i]);
            need.unswept = _balanceOf(tokens[i], deposit);
        }
    }

    /// @dev 0 for a token that does not tell: one bad token must not hide what is due in the others.
    function _balanceOf(address token, address account) private view returns (uint256) {
        if (token == address(0)) return account.balance;
        (bool told, bytes memory answer) = token.staticcall(abi.encodeCall(IERC20.balanceOf, (account)));
        return told && answer.length == 32 ? uint256(bytes32(answer)) : 0;
    }

    function _fillDeal(PoolView memory v, Deal deal) private view {
        v.farmId = deal.farmId();
        v.tid = deal.tid();
        (v.owner, v.token, ) = _registry.forOwner(v.farmId, v.tid, deal.tokenIndex());
        v.upfrontBps = deal.upfront();
        v.noticeDays = deal.notice();
        v.cuCap = deal.cuCap();
        v.suCap = deal.suCap();
        uint256 from = deal.until();
        if (v.state == State.Active && Time.current() <= from + EVICTION_WINDOW) v.evictableFrom = from;
    }

    function _fillClock(PoolView memory v, Clock stored, Clock settled) private pure {
        v.cu = settled.cu();
        v.su = settled.su();
        v.cuRate = settled.cuRate();
        v.suRate = settled.suRate();
        v.settledAt = stored.settledAt();
        v.lastReading = settled.lastReading();
        v.empty = settled.isEmpty();
        (v.emptyAt, v.stopAt) = settled.ends();
        if (!v.empty) v.secondsLeft = v.emptyAt == Time.NEVER ? Time.NEVER : v.emptyAt - settled.settledAt();
    }

    function _fillMoney(PoolView memory v, Clock stored, Worth worth) private view {
        Clock settled = stored.settle(Time.current());
        v.cuPrice = worth.cuPrice();
        v.suPrice = worth.suPrice();
        v.value = worth.value(settled);
        v.escrow = worth.escrow(settled, v.upfrontBps);
        v.unsettled = worth.escrow(stored, v.upfrontBps) - v.escrow;
    }
}
