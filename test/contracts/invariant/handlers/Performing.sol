// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PriceView} from "../../../../contracts/interfaces/IRegistry.sol";
import {Deal} from "../../../../contracts/types/Deal.sol";
import {State} from "../../../../contracts/types/State.sol";
import {Vm, vm} from "../../support/Vm.sol";
import {Act, Sort, text} from "../ghosts/Act.sol";
import {Dice} from "../ghosts/Dice.sol";
import {Tally} from "../ghosts/Page.sol";
import {Watch} from "../ghosts/Watch.sol";

/// @notice Performs acts, counts them, and keeps the books of what they did. Draws what acts are about.
abstract contract Performing is Watch {
    uint256 internal constant REQUESTED = 1 << uint8(State.Requested);
    uint256 internal constant PAYABLE = 1 << uint8(State.Payable);
    uint256 internal constant ALIVE = REQUESTED | PAYABLE;
    uint256 internal constant ACTIVE = 1 << uint8(State.Active);
    uint256 internal constant OVER = (1 << uint8(State.Closed)) | (1 << uint8(State.Evicted));
    uint256 internal constant DEAD = (1 << uint8(State.Rejected)) | (1 << uint8(State.Cancelled));

    mapping(bytes32 name => Tally) internal tallies;
    bytes32[] internal names;
    uint256 internal lastSeed;
    /// @dev Acts that brought a signature, to be brought again.
    Act[] internal past;

    /// @dev For every handler: its second, and its dice.
    function begin(uint256 seed) internal returns (Dice memory dice) {
        vm.warp(today);
        lastSeed = uint256(keccak256(abi.encode(seed)));
        return Dice(lastSeed);
    }

    function perform(Act memory act) internal returns (bool done) {
        vm.recordLogs();
        done = attempt(act);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        count(act.name, done);
        if (!done) return false;
        readLogs(logs);
        observe(act);
        hold(act.sort != Sort.Wrong, 0, string.concat("done: ", text(act.name)), act.id);
        if (act.signer != address(0)) past.push(act);
    }

    function attempt(Act memory act) internal returns (bool done) {
        vm.prank(act.by);
        (done, ) = act.target.call{value: act.value}(act.data);
    }

    function count(bytes32 name, bool done) internal {
        Tally storage tally = tallies[name];
        if (tally.tried++ == 0) names.push(name);
        if (done) ++tally.done;
    }

    // ── what acts are about ──

    /// @dev A reservation or pool in one of these states, 0 = there is none.
    function someId(Dice memory dice, uint256 states) internal view returns (uint256 id) {
        uint256 last = pools.lastId();
        if (last == 0) return 0;
        uint256 from = dice.below(last);
        for (uint256 i; i < last; ++i) {
            id = ((from + i) % last) + 1;
            if (states & (1 << uint8(pages[id].deal.state())) != 0) return id;
        }
        return 0;
    }

    function somePool(Dice memory dice) internal view returns (uint256) {
        return someId(dice, ACTIVE);
    }

    /// @dev A reservation in one of these states whose deadline has not passed.
    function someOpen(Dice memory dice, uint256 states) internal view returns (uint256 id) {
        uint256 last = pools.lastId();
        uint256 from = dice.below(last + 1);
        for (uint256 i; i < last; ++i) {
            id = ((from + i) % last) + 1;
            Deal deal = pages[id].deal;
            if (states & (1 << uint8(deal.state())) != 0 && deal.until() >= today) return id;
        }
        return 0;
    }

    function someFarm(Dice memory dice) internal view returns (uint32) {
        return uint32(1 + dice.below(registry.farmCount()));
    }

    function someTid(Dice memory dice) internal view returns (uint40) {
        return uint40(1 + dice.below(registry.threebotCount()));
    }

    function someListed(Dice memory dice, uint32 farm) internal view returns (address) {
        address[] memory listed = registry.listedTokens(farm);
        return listed.length == 0 ? NATIVE : dice.pick(listed);
    }

    /// @dev Unit-seconds: from nothing to the bound, mostly some hours or days.
    function someAmount(Dice memory dice) internal pure returns (uint64) {
        uint256 kind = dice.below(20);
        if (kind < 2) return 0;
        if (kind == 2) return uint64(dice.between(1, 3));
        if (kind == 3) return uint64((1 << 44) - 1);
        if (kind < 12) return uint64(dice.between(60, 12 hours));
        return uint64(dice.between(1 hours, 60 days));
    }

    function someCap(Dice memory dice) internal pure returns (uint32) {
        uint256 kind = dice.below(12);
        if (kind == 0) return 1;
        if (kind == 1) return type(uint32).max;
        return uint32(dice.between(1, 8) * 500);
    }

    /// @dev The monthly prices of a pool's units at its farm's list now.
    function listPrice(uint256 id) internal view returns (uint256 cu, uint256 su) {
        uint32 farm = pages[id].deal.farmId();
        PriceView memory price = registry.priceAt(farm, pages[id].token, registry.versionOf(farm));
        return (price.cuPrice, price.suPrice);
    }

    function isUnderNotice(uint256 id) internal view returns (bool) {
        uint256 from = pages[id].deal.until();
        return from != 0 && today <= from + 7 days;
    }
}
