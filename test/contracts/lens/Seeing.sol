// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Price} from "../../../contracts/interfaces/IRegistry.sol";
import {Terms} from "../../../contracts/types/Terms.sol";
import {Expecting} from "../support/Expecting.sol";
import {vm} from "../support/Vm.sol";

/// @notice Pools of every kind, drawn from one number.
abstract contract Seeing is Expecting {
    uint256 internal constant NEVER = type(uint32).max;

    uint256 private _seed;

    /// @dev The next number of the sequence, within these bounds.
    function draw(uint256 min, uint256 max) internal returns (uint256) {
        _seed = uint256(keccak256(abi.encode(_seed)));
        return min + (_seed % (max - min + 1));
    }

    /// @dev A pool with any upfront share and prices, amounts, rates, a refill at another price, some days and seconds ago.
    function anyPool(uint256 seed) internal returns (uint256 id) {
        _seed = seed;
        _anyTerms();
        Terms memory terms = someTerms();
        (terms.cus, terms.sus) = (uint64(draw(1, 3 * MONTH)), uint64(draw(1, 3 * MONTH)));
        (terms.cuCap, terms.suCap) = (type(uint32).max, type(uint32).max);
        id = openPool(terms, address(usd));
        uint256 acts = draw(0, 6);
        for (uint256 i; i < acts; ++i) _anyAct(id);
        pass(draw(0, 2 days));
    }

    function _anyTerms() private {
        uint96 cuPrice = uint96(draw(0, 1) == 0 ? draw(1, 9) : draw(1, 1e12));
        uint96 suPrice = uint96(draw(0, 1) == 0 ? draw(1, 9) : draw(1, 1e12));
        Price memory change = Price({token: address(usd), cuPrice: cuPrice, suPrice: suPrice, listed: true});
        setTerms(uint16(draw(0, 2) * 3_333 + draw(0, 1)), change);
    }

    function _anyAct(uint256 id) private {
        pass(draw(0, 30 hours));
        uint256 act = draw(0, 3);
        if (act == 0) {
            report(id, 0, uint32(draw(0, 9_000)));
        } else if (act < 3) {
            // Enough to run dry within days, or within a second.
            uint32 most = draw(0, 9) == 0 ? type(uint32).max : 9_000;
            report(id, uint32(draw(0, most)), uint32(draw(0, most)), uint32(time() - draw(0, 2 hours)));
        } else {
            _anyTerms();
            fund(address(usd), payer, 1e40);
            vm.prank(payer);
            pools.refill(id, uint64(draw(0, MONTH)), uint64(draw(1, MONTH)), 1e30, 1e30);
        }
    }
}
