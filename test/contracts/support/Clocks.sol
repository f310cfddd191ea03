// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Clock} from "../../../contracts/types/Clock.sol";
import {vm} from "./Vm.sol";

/// @notice A clock field by field, for tests that change one and compare all.
struct Dial {
    uint256 cu;
    uint256 su;
    uint256 cuRate;
    uint256 suRate;
    uint256 settledAt;
    uint256 lastReading;
    bool empty;
}

/// @dev Packs by the documented layout, without the library under test.
function toClock(Dial memory dial) pure returns (Clock) {
    return
        Clock.wrap(
            dial.cu |
                (dial.empty ? 1 << 63 : 0) |
                (dial.su << 64) |
                (dial.cuRate << 128) |
                (dial.suRate << 160) |
                (dial.settledAt << 192) |
                (dial.lastReading << 224)
        );
}

function toDial(Clock clock) pure returns (Dial memory dial) {
    uint256 word = Clock.unwrap(clock);
    dial.cu = word & type(uint64).max & ~uint256(1 << 63);
    dial.empty = (word >> 63) & 1 == 1;
    dial.su = (word >> 64) & type(uint64).max & ~uint256(1 << 63);
    dial.cuRate = uint32(word >> 128);
    dial.suRate = uint32(word >> 160);
    dial.settledAt = uint32(word >> 192);
    dial.lastReading = word >> 224;
}

function assertClock(Clock found, Dial memory expected) pure {
    Dial memory dial = toDial(found);
    vm.assertEq(dial.cu, expected.cu, "cu");
    vm.assertEq(dial.su, expected.su, "su");
    vm.assertEq(dial.cuRate, expected.cuRate, "cuRate");
    vm.assertEq(dial.suRate, expected.suRate, "suRate");
    vm.assertEq(dial.settledAt, expected.settledAt, "settledAt");
    vm.assertEq(dial.lastReading, expected.lastReading, "lastReading");
    vm.assertEq(dial.empty, expected.empty, "empty");
    vm.assertEq(Clock.unwrap(found), Clock.unwrap(toClock(expected)), "no other bit");
}
