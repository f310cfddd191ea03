// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {vm} from "../support/Vm.sol";
import {text} from "./ghosts/Act.sol";
import {Tally} from "./ghosts/Page.sol";
import {Market} from "./Market.sol";

/// @dev A cheat code that only this test needs.
interface Environment {
    function envOr(string calldata name, bool otherwise) external view returns (bool);
}

/// @notice Do the acts succeed? Laws that are asked of a market in which everything fails prove nothing.
contract StatisticsTest is Market {
    // solhint-disable-next-line event-name-capwords -- forge knows it by this name
    event log_named_string(string key, string val);

    error Played(bytes32[] names, Tally[] tallies);

    uint256 private constant RUNS = 50;
    uint256 private constant DEPTH = 100;

    /// @dev Plays from the same start again and again, and counts how often each act was tried and done.
    function test_TheActsMostlySucceed() external {
        for (uint256 i; i < RUNS; ++i) _play(i);
        uint256 tried;
        uint256 done;
        for (uint256 i; i < names.length; ++i) {
            Tally memory tally = tallies[names[i]];
            _print(names[i], tally);
            if (_isWrong(names[i])) {
                vm.assertEq(tally.done, 0, "a wrong act was done");
                continue;
            }
            (tried, done) = (tried + tally.tried, done + tally.done);
        }
        _print("together", Tally(tried, done));
        _requireAllDone();
        vm.assertGt(done * 100, tried * 75, "three of four acts are done");
    }

    /// @dev One run of the market, taken back at its end.
    function play(uint256 seed) external {
        for (uint256 i; i < names.length; ++i) delete tallies[names[i]];
        delete names;
        bytes4[] memory selectors = handlers();
        for (uint256 i; i < DEPTH; ++i) {
            uint256 word = uint256(keccak256(abi.encode(seed, i)));
            (bool ran, bytes memory why) = address(this).call(
                abi.encodeWithSelector(selectors[word % selectors.length], word)
            );
            require(ran, string(why));
        }
        Tally[] memory list = new Tally[](names.length);
        for (uint256 i; i < names.length; ++i) list[i] = tallies[names[i]];
        revert Played(names, list);
    }

    function _play(uint256 seed) private {
        (, bytes memory answer) = address(this).call(abi.encodeCall(this.play, (seed)));
        require(bytes4(answer) == Played.selector, string(answer));
        assembly ("memory-safe") {
            mstore(add(answer, 4), sub(mload(answer), 4))
            answer := add(answer, 4)
        }
        (bytes32[] memory found, Tally[] memory list) = abi.decode(answer, (bytes32[], Tally[]));
        for (uint256 i; i < found.length; ++i) {
            Tally storage tally = tallies[found[i]];
            if (tally.tried == 0) names.push(found[i]);
            tally.tried += list[i].tried;
            tally.done += list[i].done;
        }
    }

    /// @dev Every entry point that moves money or changes what is agreed, and every door, was passed.
    function _requireAllDone() private view {
        bytes32[49] memory acts = [
            bytes32("reserve"),
            "accept",
            "reject",
            "cancel",
            "pay",
            "payFor",
            "native",
            "transferAndCall",
            "payWithPermit",
            "payWithAuthorization",
            "deposit",
            "sweep",
            "sweepRefill",
            "refund",
            "buyPool",
            "buyRefill",
            "refill",
            "reserveRefill",
            "report",
            "cap",
            "capBySignature",
            "cancelNonces",
            "withdraw",
            "close",
            "announceEviction",
            "withdrawEviction",
            "evict",
            "withdrawOwed",
            "doors.withdrawOwed",
            "offerPool",
            "acceptPool",
            "rate",
            "standingOrder",
            "cancelOrder",
            "execute",
            "executeWithOffer",
            "transferTid",
            "acceptTid",
            "setTerms",
            "setOperator",
            "setMinOffer",
            "announceShares",
            "applyShares",
            "transferFarm",
            "acceptFarm",
            "addNode",
            "retireNode",
            "relistNode",
            "reportNodes"
        ];
        for (uint256 i; i < acts.length; ++i) {
            vm.assertGt(tallies[acts[i]].done, 0, text(acts[i]));
        }
    }

    function _isWrong(bytes32 name) private pure returns (bool) {
        for (uint256 i; i < 32; ++i) if (name[i] == " ") return true;
        return name == "usurp";
    }

    /// @dev With STATISTICS=true.
    function _print(bytes32 name, Tally memory tally) private {
        if (!Environment(address(vm)).envOr("STATISTICS", false)) return;
        string memory count_ = string.concat(Strings.toString(tally.done), " of ", Strings.toString(tally.tried));
        emit log_named_string(text(name), count_);
    }
}
