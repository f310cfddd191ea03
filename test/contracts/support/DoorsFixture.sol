// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Price} from "../../../contracts/interfaces/IRegistry.sol";
import {Terms} from "../../../contracts/types/Terms.sol";
import {Token} from "../tokens/Token.sol";
import {Expecting} from "./Expecting.sol";
import {vm} from "./Vm.sol";

/// @notice For tests of Doors: an exchange that can only transfer, and tokens that the farm lists for one test.
abstract contract DoorsFixture is Expecting {
    address internal exchange;

    function setUp() public virtual override {
        super.setUp();
        exchange = wallet("exchange");
    }

    /// @dev A token that the farm lists at 2 base units per CU-month and 1 per SU-month, times `scale`.
    function list(address token, uint96 scale) internal {
        setTerms(UPFRONT, Price({token: token, cuPrice: 2 * scale, suPrice: scale, listed: true}));
    }

    /// @dev Some terms, payable in this token only.
    function termsIn(address token) internal view returns (Terms memory terms) {
        terms = someTerms();
        terms.currencies = new address[](1);
        terms.currencies[0] = token;
    }

    /// @dev A plain transfer, all that an exchange can do.
    function send(address token, address to, uint256 amount) internal {
        bool sent;
        if (token == NATIVE) {
            vm.deal(exchange, amount);
            vm.prank(exchange);
            (sent, ) = to.call{value: amount}("");
        } else {
            Token(token).mint(exchange, amount);
            vm.prank(exchange);
            (sent, ) = token.call(abi.encodeCall(IERC20.transfer, (to, amount)));
        }
        require(sent, "send: transfer failed");
    }

    function contribution(uint256 id, address token, address of_) internal view returns (uint256) {
        return pools.contributionOf(id, token, of_);
    }
}
