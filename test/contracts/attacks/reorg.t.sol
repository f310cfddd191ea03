// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Errors} from "../../../contracts/libraries/Errors.sol";
import {State} from "../../../contracts/types/State.sol";
import {Terms} from "../../../contracts/types/Terms.sol";
import {Verdict} from "../../../contracts/types/Verdict.sol";
import {Expecting} from "../support/Expecting.sol";
import {vm} from "../support/Vm.sol";

/// @notice Ids are given in turn, so a reorganised chain may give an id to somebody else. Who names the terms is safe.
contract ReorgTest is Expecting {
    bytes32 private meant;
    uint256 private id;

    /// @dev The customer saw his reservation as number 1. On the chain that stayed, the neighbour came first, and with
    /// the same terms.
    function setUp() public override {
        super.setUp();
        Terms memory terms = someTerms();
        meant = hashOf(terms);
        vm.prank(neighbour);
        id = pools.reserve(terms, otherTid, 1, proof);
        vm.assertEq(reserve(terms), id + 1, "the customer's");
        fund(address(usd), customer, USD_BOTH);
    }

    function test_WhenAPaymentNamesTheTerms() external {
        string memory memo = memoOf(id);
        expectNotPayable(id, address(usd), Verdict.TermsDiffer);
        vm.prank(customer);
        pools.pay(memo, address(usd), USD_BOTH, meant);
        expectNotPayable(id, address(usd), Verdict.TermsDiffer);
        vm.prank(customer);
        pools.payFor(id, address(usd), USD_BOTH, customer, meant);
        memo = memoOf(id + 1);
        vm.prank(customer);
        pools.pay(memo, address(usd), USD_BOTH, meant);
        assertParts(id + 1, address(usd), customer, USD_BOTH, USD_BOTH);
    }

    function test_WhenTheOperatorAnswersForOtherTerms() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.TermsDiffer.selector, id, meant));
        vm.prank(operator);
        pools.accept(id, meant);
        vm.expectRevert(abi.encodeWithSelector(Errors.TermsDiffer.selector, id, meant));
        vm.prank(operator);
        pools.reject(id, meant, "not him");
        assertState(id, State.Requested);
    }

    /// @dev A bare memo pays whoever has the id, and stays the payer's until it is credited.
    function test_WhenABareMemoPays() external {
        payFunded(id, address(usd), 5, customer);
        assertParts(id, address(usd), customer, 5, 5);
        vm.prank(neighbour);
        pools.cancel(id);
        refund(id, address(usd), customer);
        vm.assertEq(usd.balanceOf(customer), USD_BOTH, "his again");
    }
}
