// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {State} from "../../../contracts/types/State.sol";
import {Door, Terms} from "../../../contracts/types/Terms.sol";
import {Expecting} from "../support/Expecting.sol";
import {vm} from "../support/Vm.sol";
import {Generous} from "../tokens/Generous.sol";
import {Liar} from "../tokens/Liar.sol";
import {Particular} from "../tokens/Particular.sol";
import {Refusing} from "../tokens/Refusing.sol";
import {Silent} from "../tokens/Silent.sol";
import {Taxed} from "../tokens/Taxed.sol";
import {Token} from "../tokens/Token.sol";

/// @notice Payments in tokens that do not keep to the standard, or keep to it strangely.
contract OddTokensTest is Expecting {
    uint256 private constant QUOTE = 1_500;

    function test_WhenATokenTakesAFee() external {
        Taxed token = new Taxed(); // 1 %, rounded up
        uint256 id = _reserveIn(address(token));
        accept(id);
        fund(address(token), payer, 2_000);
        expectPaid(id, payer, address(token), 990, 990, Door.Pay);
        vm.assertEq(payFunded(id, address(token), 1_000, payer), 990, "taken");
        // One unit is all fee.
        vm.expectRevert(abi.encodeWithSelector(Errors.NothingPaid.selector, id));
        payFunded(id, address(token), 1, payer);
        // What comes above the quote goes back, and pays the fee once more.
        vm.assertEq(payFunded(id, address(token), 1_000, payer), 510, "the rest");
        assertState(id, State.Active);
        vm.assertEq(token.balanceOf(address(pools)), QUOTE, "money");
        vm.assertEq(token.balanceOf(payer), 475, "given back");
    }

    function test_WhenItTakesAFeeOnTheWayBack() external {
        Taxed token = new Taxed();
        uint256 id = _reserveIn(address(token));
        pay(id, address(token), 1_000, payer);
        reject(id);
        refund(id, address(token), payer);
        vm.assertEq(token.balanceOf(payer), 980, "twice the fee");
        vm.assertEq(token.balanceOf(address(pools)), 0, "nothing is left");
    }

    function test_RevertWhenTheFeeIsEverything() external {
        Taxed token = new Taxed();
        token.setFee(10_000);
        uint256 id = _reserveIn(address(token));
        fund(address(token), payer, QUOTE);
        vm.expectRevert(abi.encodeWithSelector(Errors.NothingPaid.selector, id));
        payFunded(id, address(token), QUOTE, payer);
    }

    function test_WhenATokenAnswersNothing() external {
        Silent token = new Silent();
        uint256 id = _reserveIn(address(token));
        pay(id, address(token), QUOTE + 3, payer);
        vm.assertEq(token.balanceOf(payer), 3, "given back");
        reject(id);
        refund(id, address(token), payer);
        vm.assertEq(token.balanceOf(payer), QUOTE + 3, "refunded");
    }

    function test_WhenATokenAnswersFalse() external {
        Refusing token = new Refusing();
        uint256 id = _reserveIn(address(token));
        vm.expectRevert(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, token));
        payFunded(id, address(token), 5, payer);
        pay(id, address(token), QUOTE, payer);
        vm.assertEq(dealOf(id).tokenIndex(), 4, "reached");
        reject(id);
        refund(id, address(token), payer);
        vm.assertEq(token.balanceOf(payer), QUOTE, "refunded");
    }

    function test_WhenATokenBringsMoreThanAsked() external {
        Generous token = new Generous();
        uint256 id = _reserveIn(address(token));
        accept(id);
        fund(address(token), payer, QUOTE);
        vm.assertEq(payFunded(id, address(token), QUOTE, payer), QUOTE, "taken");
        assertState(id, State.Active);
        vm.assertEq(token.balanceOf(address(pools)), QUOTE, "money");
        vm.assertEq(token.balanceOf(payer), 2 * token.GIFT(), "the gift, and another on its way back");
    }

    /// @dev It credits what never came, and harms who listed it and who trusts it; no other token is touched.
    function test_WhenATokenLiesOfWhatCame() external {
        Liar token = new Liar();
        uint256 honest = reserve();
        pay(honest, address(usd), 5, payer);
        uint256 id = _reserveIn(address(token));
        accept(id);
        token.lie(address(pools), customer, QUOTE, bytes(memoOf(id)));
        assertState(id, State.Active);
        vm.assertEq(token.balanceOf(address(pools)), 0, "nothing came");
        vm.expectRevert();
        vm.prank(customer);
        pools.close(id, customer);
        vm.expectRevert();
        vm.prank(payee);
        pools.withdraw(farmId, address(token), 0, payee);

        reject(honest);
        refund(honest, address(usd), payer);
        vm.assertEq(usd.balanceOf(payer), 5, "another token");
    }

    function test_WhenATokenRefusesToMoveNothing() external {
        Particular token = new Particular();
        uint256 id = _reserveIn(address(token));
        accept(id);
        fund(address(token), payer, QUOTE);
        vm.assertEq(payFunded(id, address(token), QUOTE, payer), QUOTE, "with nothing to give back");
        // Free units: nothing to bring.
        setPrice(address(token), 0, 0);
        vm.prank(customer);
        pools.refill(id, 1, 1, 0, 0);
        pass(7 days);
        vm.prank(customer);
        pools.close(id, customer);
    }

    function test_GivenTokensOf2618And24Decimals() external {
        uint8[4] memory decimals = [2, 6, 18, 24];
        for (uint256 i; i < decimals.length; ++i) {
            address token = address(new Token("D", decimals[i]));
            uint96 whole = uint96(10 ** decimals[i]);
            setPrice(token, 10 * whole, whole / 4);
            Terms memory terms = someTerms();
            terms.currencies[0] = token;
            uint256 id = openPool(terms, token);
            vm.assertEq(balance(token, address(pools)), 10 * uint256(whole) + whole / 4, "money");
            uint256 released = upfrontOf(10 * uint256(whole)) + upfrontOf(whole / 4);
            vm.assertEq(credit(token), released, "released");
            closePool(id);
            vm.assertEq(balance(token, customer), 10 * uint256(whole) + whole / 4 - released, "returned");
        }
    }

    function _reserveIn(address token) private returns (uint256) {
        setPrice(token, 1_000, 500);
        Terms memory terms = someTerms();
        terms.currencies[0] = token;
        return reserve(terms);
    }
}
