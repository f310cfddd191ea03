// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Door} from "../../../contracts/types/Terms.sol";
import {Verdict} from "../../../contracts/types/Verdict.sol";
import {Expecting} from "../support/Expecting.sol";
import {vm} from "../support/Vm.sol";

contract PayForTest is Expecting {
    uint256 private id;

    function setUp() public override {
        super.setUp();
        id = reserve();
        fund(address(usd), payer, USD_BOTH);
    }

    function test_RevertWhenTheBeneficiaryIsNobody() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadAddress.selector, address(0)));
        _payFor(address(usd), 5, address(0), 0);
    }

    function test_RevertWhenTheBeneficiaryIsPools() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadAddress.selector, pools));
        _payFor(address(usd), 5, address(pools), 0);
    }

    function test_RevertWhenItCannotBePaid() external {
        cancel(id);
        expectNotPayable(id, address(usd), Verdict.NotPayable);
        _payFor(address(usd), 5, customer, 0);
    }

    function test_RevertWhenOtherTermsWereMeant() external {
        expectNotPayable(id, address(usd), Verdict.TermsDiffer);
        _payFor(address(usd), 5, customer, keccak256("other terms"));
    }

    function test_WhenAPartIsPaid() external {
        expectPaid(id, customer, address(usd), 5, 5, Door.PayFor);
        vm.assertEq(_payFor(address(usd), 5, customer, hashOf(someTerms())), 5, "taken");
        assertParts(id, address(usd), customer, 5, 5);
        assertParts(id, address(usd), payer, 0, 5);
        vm.assertEq(usd.balanceOf(payer), USD_BOTH - 5, "pulled from the caller");
    }

    function test_WhenTheQuoteIsReached() external {
        accept(id);
        expectCredited(id, address(usd), stranger, Door.PayFor);
        _payFor(address(usd), USD_BOTH, stranger, 0);
        assertNewPool(id, address(usd));
    }

    function test_WhenMoreCoinsComeThanAreDue() external {
        vm.deal(payer, NATIVE_BOTH + 9);
        expectPaid(id, customer, NATIVE, NATIVE_BOTH, NATIVE_BOTH, Door.PayFor);
        vm.assertEq(_payFor(NATIVE, NATIVE_BOTH + 9, customer, 0), NATIVE_BOTH, "taken");
        vm.assertEq(payer.balance, 9, "sent back to the caller");
        vm.assertEq(customer.balance, 0, "nothing for the beneficiary");
    }

    function _payFor(address token, uint256 amount, address beneficiary, bytes32 termsHash) private returns (uint256) {
        vm.prank(payer);
        return pools.payFor{value: token == NATIVE ? amount : 0}(id, token, amount, beneficiary, termsHash);
    }
}
