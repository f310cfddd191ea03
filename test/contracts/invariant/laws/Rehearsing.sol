// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPoolsBase} from "../../../../contracts/interfaces/IPoolsBase.sol";
import {Clock} from "../../../../contracts/types/Clock.sol";
import {Deal} from "../../../../contracts/types/Deal.sol";
import {Worth} from "../../../../contracts/types/Worth.sol";
import {Reading} from "../../../../contracts/types/Terms.sol";
import {Vm, vm} from "../../support/Vm.sol";
import {Act} from "../ghosts/Act.sol";
import {Conservation} from "./Conservation.sol";

/// @notice Tries a future out and takes it back: the frame that tries ends in a revert which carries what it saw.
abstract contract Rehearsing is Conservation {
    error Rehearsed(bytes seen);

    /// @dev What a pool is once it was settled.
    struct Settled {
        uint256 clock;
        uint256 worth;
        uint256 credit;
    }

    /// @param call of one of the functions below
    function rehearse(bytes memory call) internal returns (bytes memory seen) {
        (, bytes memory answer) = address(this).call(call);
        vm.warp(today);
        bool rehearsed = answer.length > 4 && bytes4(answer) == Rehearsed.selector;
        assembly ("memory-safe") {
            if iszero(rehearsed) {
                revert(add(answer, 0x20), mload(answer))
            }
            mstore(add(answer, 4), sub(mload(answer), 4))
            answer := add(answer, 4)
        }
        return abi.decode(answer, (bytes));
    }

    /// @dev Settles a pool at some seconds: by its owner's caps, as they are, or by a reading above them, which is
    /// skipped.
    function settleAt(uint256 id, uint256[] calldata seconds_) external {
        Deal deal = pages[id].deal;
        Reading[] memory readings = new Reading[](1);
        readings[0] = Reading(uint64(id), type(uint32).max, type(uint32).max, 0);
        bool canSkip = deal.cuCap() != type(uint32).max || deal.suCap() != type(uint32).max;
        for (uint256 i; i < seconds_.length; ++i) {
            vm.warp(seconds_[i]);
            if (canSkip && (seconds_[i] + i) % 2 == 0) {
                vm.prank(registry.farm(deal.farmId()).operator);
                pools.report(deal.farmId(), readings);
            } else {
                vm.prank(ownerOf(id));
                pools.cap(id, uint32(deal.cuCap()), uint32(deal.suCap()));
            }
        }
        (Clock clock, Worth worth, ) = pools.slotsOf(id);
        uint16 table = registry.farm(deal.farmId()).shareTable;
        uint256 credit = pools.creditOf(deal.farmId(), table, pages[id].token);
        revert Rehearsed(abi.encode(Settled(Clock.unwrap(clock), Worth.unwrap(worth), credit)));
    }

    /// @dev Closes a pool at a second, as its owner.
    function closeAt(uint256 id, uint256 second, address to) external {
        vm.warp(second);
        reentering.arm(address(0), 0, "");
        address token = pages[id].token;
        uint256 before = balance(token, address(pools));
        vm.prank(ownerOf(id));
        (bool closed, ) = address(pools).call(abi.encodeCall(pools.close, (id, to)));
        revert Rehearsed(abi.encode(closed, before - balance(token, address(pools)), balance(token, to)));
    }

    /// @dev Does an act, and tells what the actor got out of it.
    function tryAct(Act calldata act) external {
        (bool done, uint256 yield_) = yieldOf(act);
        revert Rehearsed(abi.encode(done, yield_));
    }

    /// @dev What counts: what close pays out, what a payee gets, how many readings are taken.
    function yieldOf(Act memory act) internal returns (bool done, uint256 yield_) {
        address token = pages[act.id].token;
        bool closes = act.name == "close";
        if (closes) yield_ = balance(token, address(pools));
        vm.recordLogs();
        vm.prank(act.by);
        bytes memory answer;
        (done, answer) = act.target.call{value: act.value}(act.data);
        if (closes) yield_ -= balance(token, address(pools));
        else if (done && act.name == "withdraw") yield_ = abi.decode(answer, (uint256));
        else if (act.name == "report") yield_ = _readingsTaken();
    }

    function _readingsTaken() private returns (uint256 taken) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].topics[0] == IPoolsBase.ReadingTaken.selector) ++taken;
        }
    }
}
