// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDoors} from "../../../../contracts/interfaces/IDoors.sol";
import {IPoolsBase} from "../../../../contracts/interfaces/IPoolsBase.sol";
import {IRegistry, Share} from "../../../../contracts/interfaces/IRegistry.sol";
import {Clock} from "../../../../contracts/types/Clock.sol";
import {Deal} from "../../../../contracts/types/Deal.sol";
import {Skip} from "../../../../contracts/types/Skip.sol";
import {Door, RefillTerms, Terms} from "../../../../contracts/types/Terms.sol";
import {Worth} from "../../../../contracts/types/Worth.sol";
import {Vm} from "../../support/Vm.sol";
import {Ledger} from "./Ledger.sol";
import {Leg, Meter} from "./Meter.sol";
import {Money} from "./Money.sol";
import {CapsSince, Claim, Gift, Page} from "./Page.sol";

/// @notice The books: kept from events, and from the rules about what lies between them.
abstract contract Book is Ledger {
    /// @dev The data of Refilled.
    struct Told {
        Door door;
        uint256 cus;
        uint256 sus;
        uint256 cuPaid;
        uint256 suPaid;
        Worth worth;
        Clock clock;
        uint256 emptyAt;
        uint256 stopAt;
        uint256 released;
    }

    uint256 private _evicted; // the pool whose end was just told

    function readLogs(Vm.Log[] memory logs) internal {
        _evicted = 0;
        for (uint256 i; i < logs.length; ++i) {
            address by = logs[i].emitter;
            if (by == address(pools)) _readPools(logs[i].topics, logs[i].data);
            else if (by == address(doors)) _readDoors(logs[i].topics, logs[i].data);
            else if (by == address(registry)) _readRegistry(logs[i].topics, logs[i].data);
        }
    }

    function _readRegistry(bytes32[] memory topics, bytes memory data) private {
        if (topics[0] != IRegistry.SharesApplied.selector) return;
        Share[] memory shares = abi.decode(data, (Share[]));
        (uint32 farm, uint16 table) = (uint32(uint256(topics[1])), uint16(uint256(topics[2])));
        tableOf[farm] = table;
        for (uint256 i; i < shares.length; ++i) payees[farm][table].push(shares[i]);
    }

    function _readDoors(bytes32[] memory topics, bytes memory) private {
        if (topics[0] == IDoors.DepositSwept.selector) addDebt(_address(topics[2]), _address(topics[3]));
    }

    function _readPools(bytes32[] memory topics, bytes memory data) private {
        bytes32 topic = topics[0];
        uint256 id = uint256(topics[1]);
        if (topic == IPoolsBase.ReadingTaken.selector) _readTaken(id, data);
        else if (topic == IPoolsBase.ReadingSkipped.selector) _readSkipped(id, data);
        else if (topic == IPoolsBase.Settled.selector) _readSettled(id, data);
        else if (topic == IPoolsBase.Paid.selector) _readPaid(id, _address(topics[2]), _address(topics[3]), data);
        else if (topic == IPoolsBase.Credited.selector) _readCredited(id, _address(topics[2]), data);
        else if (topic == IPoolsBase.Refilled.selector) _readRefilled(id, uint256(topics[2]), data);
        else if (topic == IPoolsBase.Refunded.selector) _readRefunded(id, _address(topics[3]), data);
        else if (topic == IPoolsBase.CapsChanged.selector) _readCaps(id, data);
        else if (topic == IPoolsBase.Closed.selector) _readClosed(id, data);
        else if (topic == IPoolsBase.Evicted.selector) _readEvicted(id, data);
        else if (topic == IPoolsBase.Reserved.selector) _readReserved(id, topics, data);
        else if (topic == IPoolsBase.RefillReserved.selector) _readRefillReserved(id, topics, data);
        else if (topic == IPoolsBase.Opened.selector) _readOpened(id, data);
        else if (topic == IPoolsBase.PoolOffered.selector) _readOffered(id, topics);
        else if (topic == IPoolsBase.PoolTransferred.selector) _readTransferred(id, topics);
        else if (topic == IPoolsBase.Owed.selector) {
            _readOwed(_address(topics[1]), _address(topics[2]), abi.decode(data, (uint256)));
        }
    }

    // ── what was asked for ──

    function _readReserved(uint256 id, bytes32[] memory topics, bytes memory data) private {
        (Terms memory terms, bytes32 termsHash, , , ) = abi.decode(data, (Terms, bytes32, uint32, uint64, bytes));
        hold(pages[id].terms.length == 0, 7, "reserved again", id);
        Page storage page = pages[id];
        (page.terms, page.termsHash, page.asker) = (abi.encode(terms), termsHash, uint40(uint256(topics[3])));
        _name(id);
        capsOf[id].push(CapsSince(today, terms.cuCap, terms.suCap));
    }

    function _readOpened(uint256 id, bytes memory data) private {
        (, , , , , uint32 cuCap, uint32 suCap, ) = abi.decode(
            data,
            (address, uint256, uint32, uint16, uint16, uint32, uint32, uint32[])
        );
        _name(id);
        capsOf[id].push(CapsSince(today, cuCap, suCap));
    }

    function _readRefillReserved(uint256 id, bytes32[] memory topics, bytes memory data) private {
        (uint64 cus, uint64 sus, uint32 version, , , bytes32 termsHash, ) = abi.decode(
            data,
            (uint64, uint64, uint32, uint256, uint256, bytes32, uint32)
        );
        hold(pages[id].terms.length == 0, 7, "reserved again", id);
        Page storage page = pages[id];
        uint64 poolId = uint64(uint256(topics[2]));
        page.terms = abi.encode(RefillTerms(poolId, cus, sus, version, _address(topics[3])));
        (page.termsHash, page.asker) = (termsHash, pages[poolId].deal.tid());
    }

    function _name(uint256 id) private {
        hold(++pages[id].named == 1 && pages[id].credits == 0, 11, "nodes named again", id);
    }

    // ── pools that change hands ──

    function _readOffered(uint256 id, bytes32[] memory topics) private {
        gifts[id] = Gift(registry.ownerOfTid(uint40(uint256(topics[2]))), uint40(uint256(topics[3])));
    }

    function _readTransferred(uint256 id, bytes32[] memory topics) private {
        Gift memory gift = gifts[id];
        address owner = registry.ownerOfTid(uint40(uint256(topics[2])));
        hold(gift.by == owner && gift.toTid == uint256(topics[3]), 11, "taken, not given", id);
        delete gifts[id];
    }

    // ── money in ──

    function _readPaid(uint256 id, address payer, address token, bytes memory data) private {
        (uint256 amount, uint256 sum, ) = abi.decode(data, (uint256, uint256, Door));
        waiting[id][token] += amount;
        hold(waiting[id][token] == sum, 2, "sum of payments", id);
        addContribution(id, token, payer);
    }

    function _readRefunded(uint256 id, address token, bytes memory data) private {
        (uint256 amount, ) = abi.decode(data, (uint256, address));
        if (pages[id].credits != 0) hold(token != pages[id].token, 2, "refund of what was spent", id);
        hold(amount <= waiting[id][token], 2, "refund of more than waits", id);
        waiting[id][token] = amount < waiting[id][token] ? waiting[id][token] - amount : 0;
    }

    function _readCredited(uint256 id, address token, bytes memory data) private {
        (Door door, uint256 cus, uint256 sus, uint256 cuPaid, uint256 suPaid, , , uint256 released) = abi.decode(
            data,
            (Door, uint256, uint256, uint256, uint256, Worth, uint256, uint256)
        );
        Page storage page = pages[id];
        hold(page.credits == 0, 7, "a second credit", id);
        page.token = token;
        addMoved(token);
        page.meter.settled = today;
        _spend(id, token, door, cuPaid + suPaid);
        _credit(page, cus * 1000, sus * 1000, cuPaid, suPaid);
        (, , Deal deal) = pools.slotsOf(id);
        release(id, deal.farmId(), released);
    }

    function _readRefilled(uint256 poolId, uint256 id, bytes memory data) private {
        Told memory told = abi.decode(data, (Told));
        if (id != 0) {
            hold(pages[id].credits == 0, 7, "a second credit", id);
            pages[id].token = pages[poolId].token;
            _spend(id, pages[poolId].token, told.door, told.cuPaid + told.suPaid);
        }
        _touch(poolId);
        _credit(pages[poolId], told.cus * 1000, told.sus * 1000, told.cuPaid, told.suPaid);
        release(poolId, pages[poolId].deal.farmId(), told.released);
    }

    /// @dev What waited is spent by the credit, all of it; its last part came with the act that credits, unless that was
    /// the farm's acceptance.
    function _spend(uint256 id, address token, Door door, uint256 cost) private {
        ++pages[id].credits;
        uint256 waited = waiting[id][token];
        waiting[id][token] = 0;
        if (door == Door.Acceptance) hold(waited == cost, 2, "cost is not what waited", id);
        else if (cost != 0) hold(waited < cost, 2, "cost is less than what waited", id);
    }

    function _credit(Page storage page, uint256 cu, uint256 su, uint256 cuPaid, uint256 suPaid) private {
        page.cuPrice = Money.mixed(page.meter.cu, page.cuPrice, cu, cuPaid);
        page.suPrice = Money.mixed(page.meter.su, page.suPrice, su, suPaid);
        page.mixes += (cu == 0 ? 0 : 1) + (su == 0 ? 0 : 1);
        page.meter.cu += cu;
        page.meter.su += su;
        page.cuBought += cu;
        page.suBought += su;
        page.paid += cuPaid + suPaid;
    }

    // ── the clock ──

    function _readTaken(uint256 id, bytes memory data) private {
        (Clock told, uint256 since, , , uint256 released) = abi.decode(
            data,
            (Clock, uint256, uint256, uint256, uint256)
        );
        hold(_readMeter(id, told.cuRate(), told.suRate(), since), 5, "a dry pool took a reading", id);
        release(id, pages[id].deal.farmId(), released);
    }

    /// @dev One that ran dry has read up to there all the same; Settled tells what it released.
    function _readSkipped(uint256 id, bytes memory data) private {
        (Skip why, uint256 cuRate, uint256 suRate, uint256 since) = abi.decode(data, (Skip, uint256, uint256, uint256));
        if (why == Skip.Empty) hold(!_readMeter(id, cuRate, suRate, since), 5, "a pool was not dry", id);
    }

    function _readMeter(uint256 id, uint256 cuRate, uint256 suRate, uint256 since) private returns (bool taken) {
        Meter memory meter = pages[id].meter;
        Leg memory first;
        Leg memory then_;
        (first, then_, taken) = meter.read(cuRate, suRate, since, today);
        bill(id, meter, first, then_);
        pages[id].readAt = today;
    }

    function _readSettled(uint256 id, bytes memory data) private {
        (, , , uint256 released) = abi.decode(data, (Clock, uint256, uint256, uint256));
        _touch(id);
        release(id, pages[id].deal.farmId(), released);
    }

    /// @dev Up to now; rates above the caps come down.
    function _touch(uint256 id) private {
        Meter memory meter = pages[id].meter;
        Leg memory leg = meter.touch(today);
        CapsSince memory caps = capsOf[id][capsOf[id].length - 1];
        meter.lower(caps.cuCap, caps.suCap);
        bill(id, meter, leg, leg);
    }

    function _readCaps(uint256 id, bytes memory data) private {
        (, , uint32 cuCap, uint32 suCap) = abi.decode(data, (uint32, uint32, uint32, uint32));
        capsOf[id].push(CapsSince(today, cuCap, suCap));
    }

    // ── money out ──

    function _readClosed(uint256 id, bytes memory data) private {
        (uint256 cu, uint256 su, uint256 released, uint256 returned) = abi.decode(
            data,
            (uint256, uint256, uint256, uint256)
        );
        _end(id, cu, su, released);
        pages[id].returned += returned;
    }

    function _readEvicted(uint256 id, bytes memory data) private {
        (uint256 cu, uint256 su, uint256 released, uint256 brought) = abi.decode(
            data,
            (uint256, uint256, uint256, uint256)
        );
        _end(id, cu, su, released);
        pages[id].brought += brought;
        _evicted = id;
    }

    /// @dev The first after an eviction is what its pool's owner gets; others are coins that could not be given back.
    function _readOwed(address account, address token, uint256 amount) private {
        if (_evicted != 0) {
            hold(token == pages[_evicted].token && account == ownerOf(_evicted), 2, "owed another", _evicted);
            pages[_evicted].returned += amount;
            _evicted = 0;
        }
        addDebt(token, account);
    }

    function _end(uint256 id, uint256 cu, uint256 su, uint256 released) private {
        Page storage page = pages[id];
        Meter memory meter = page.meter;
        Leg memory leg = meter.touch(today);
        bill(id, meter, leg, leg);
        (page.cuLeft, page.suLeft) = (cu, su);
        hold(meter.cu == cu && meter.su == su, 3, "unconsumed at the end", id);
        (page.meter.cu, page.meter.su) = (0, 0);
        release(id, page.deal.farmId(), released);
    }

    function _address(bytes32 word) private pure returns (address) {
        return address(uint160(uint256(word)));
    }
}
