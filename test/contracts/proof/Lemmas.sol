// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// Facts of 256-bit arithmetic that no bit-level solver finds by itself. Each is true of all words, `lemmas.t.sol` proves
// it so, and that is why any proof may assume it of any words. All are comparisons without a branch: a branch would
// double the paths of the proof that leans on it.

function commutes(uint256 a, uint256 b) pure returns (bool holds) {
    assembly ("memory-safe") {
        holds := eq(mul(a, b), mul(b, a))
    }
}

function distributes(uint256 a, uint256 b, uint256 c) pure returns (bool holds) {
    assembly ("memory-safe") {
        holds := eq(mul(add(a, b), c), add(mul(a, c), mul(b, c)))
    }
}

function vanishes(uint256 a, uint256 b) pure returns (bool holds) {
    assembly ("memory-safe") {
        holds := or(iszero(or(iszero(a), iszero(b))), iszero(mul(a, b)))
    }
}

/// @dev Below 2^63 times below 2^128 is below 2^191.
function fits(uint256 a, uint256 b) pure returns (bool holds) {
    assembly ("memory-safe") {
        let isMeant := and(lt(a, shl(63, 1)), lt(b, shl(128, 1)))
        holds := or(iszero(isMeant), lt(mul(a, b), shl(191, 1)))
    }
}

/// @dev The larger factor has the larger product, where neither product can overflow.
function grows(uint256 less, uint256 more, uint256 factor) pure returns (bool holds) {
    assembly ("memory-safe") {
        let limit := shl(128, 1)
        let isMeant := and(and(lt(more, limit), lt(factor, limit)), iszero(gt(less, more)))
        holds := or(iszero(isMeant), iszero(gt(mul(less, factor), mul(more, factor))))
    }
}

/// @dev A quotient leaves less than the divisor.
function divides(uint256 a, uint256 divisor) pure returns (bool holds) {
    assembly ("memory-safe") {
        let whole := mul(div(a, divisor), divisor)
        holds := or(iszero(divisor), and(iszero(gt(whole, a)), lt(sub(a, whole), divisor)))
    }
}

/// @dev A stock that lasts at least `elapsed` pays for it, and what is left lasts that much less.
function lasts(uint256 stock, uint256 rate, uint256 elapsed) pure returns (bool holds) {
    assembly ("memory-safe") {
        let spent := mul(elapsed, rate)
        let duration := div(stock, rate)
        let isPaid := and(iszero(gt(spent, stock)), eq(div(sub(stock, spent), rate), sub(duration, elapsed)))
        holds := or(or(iszero(rate), gt(elapsed, duration)), isPaid)
    }
}

/// @dev Parts of two wholes differ by no more than the wholes do.
function partsSpread(uint256 less, uint256 more, uint256 part, uint256 whole) pure returns (bool holds) {
    assembly ("memory-safe") {
        let isSmall := and(lt(more, shl(160, 1)), lt(whole, shl(64, 1)))
        let isMeant := and(isSmall, and(iszero(gt(less, more)), iszero(gt(part, whole))))
        let spread := sub(mul(more, part), mul(less, part))
        holds := or(iszero(isMeant), iszero(gt(spread, mul(sub(more, less), whole))))
    }
}

/// @dev Numbers that are at most `steps` times 10,000 apart are at most `steps` apart when each is divided by 10,000.
function quotientsSpread(uint256 less, uint256 more, uint256 steps) pure returns (bool holds) {
    assembly ("memory-safe") {
        let isClose := iszero(gt(sub(more, less), mul(steps, 10000)))
        let isMeant := and(and(lt(steps, shl(160, 1)), iszero(gt(less, more))), isClose)
        let isOrdered := iszero(gt(div(less, 10000), div(more, 10000)))
        let isSpread := iszero(gt(sub(div(more, 10000), div(less, 10000)), steps))
        holds := or(iszero(isMeant), and(isOrdered, isSpread))
    }
}
