// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {commutes, distributes, divides, fits, grows, lasts, partsSpread, quotientsSpread, vanishes} from "./Lemmas.sol";

/// @notice What the other proofs assume, for all words.
contract LemmasProof {
    function check_lemma_commutes(uint256 a, uint256 b) external pure {
        assert(commutes(a, b));
    }

    function check_lemma_distributes(uint256 a, uint256 b, uint256 c) external pure {
        assert(distributes(a, b, c));
    }

    function check_lemma_vanishes(uint256 a, uint256 b) external pure {
        assert(vanishes(a, b));
    }

    function check_lemma_fits(uint256 a, uint256 b) external pure {
        assert(fits(a, b));
    }

    function check_lemma_grows(uint256 less, uint256 more, uint256 factor) external pure {
        assert(grows(less, more, factor));
    }

    function check_lemma_divides(uint256 a, uint256 divisor) external pure {
        assert(divides(a, divisor));
    }

    function check_lemma_lasts(uint256 stock, uint256 rate, uint256 elapsed) external pure {
        assert(lasts(stock, rate, elapsed));
    }

    function check_lemma_partsSpread(uint256 less, uint256 more, uint256 part, uint256 whole) external pure {
        assert(partsSpread(less, more, part, whole));
    }

    function check_lemma_quotientsSpread(uint256 less, uint256 more, uint256 steps) external pure {
        assert(quotientsSpread(less, more, steps));
    }
}
