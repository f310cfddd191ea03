// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPoolsBase} from "../../../contracts/interfaces/IPoolsBase.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {State} from "../../../contracts/types/State.sol";
import {Door} from "../../../contracts/types/Terms.sol";
import {Verdict} from "../../../contracts/types/Verdict.sol";
import {Worth} from "../../../contracts/types/Worth.sol";
import {Fixture} from "./Fixture.sol";
import {vm} from "./Vm.sol";

/// @notice What payments lead to, worked out by hand and not by the contracts' libraries.
abstract contract Expecting is Fixture {
    uint256 internal constant ANSWER_TIME = 1 hours;
    uint256 internal constant PAY_TIME = 1 hours;

    /// @dev 64 fractional bits, per milli-unit-second.
    function priceOf(uint256 paid, uint256 amount) internal pure returns (uint256) {
        return amount == 0 ? 0 : (paid << 64) / (amount * 1000);
    }

    function worthOf(uint256 cuPaid, uint256 suPaid, uint256 cus, uint256 sus) internal pure returns (Worth) {
        return Worth.wrap(priceOf(cuPaid, cus) | (priceOf(suPaid, sus) << 128));
    }

    /// @dev The pool of `someTerms`: its caps are used up after 3.75 days, a fifth of which is paid for good.
    function expectCredited(uint256 id, address token, address from, Door door) internal {
        (uint256 cuPaid, uint256 suPaid) = listCost(token);
        expectCredited(id, token, from, door, cuPaid, suPaid);
    }

    function expectCredited(
        uint256 id,
        address token,
        address from,
        Door door,
        uint256 cuPaid,
        uint256 suPaid
    ) internal {
        uint256 heldUntil = time() + (uint256(MONTH) * 1000 * UPFRONT) / SU_CAP / 10_000;
        vm.expectEmit(address(pools));
        emit IPoolsBase.Credited(
            id,
            token,
            from,
            door,
            MONTH,
            MONTH,
            cuPaid,
            suPaid,
            worthOf(cuPaid, suPaid, MONTH, MONTH),
            heldUntil,
            upfrontOf(cuPaid) + upfrontOf(suPaid)
        );
    }

    function expectPaid(uint256 id, address from, address token, uint256 amount, uint256 sum, Door door) internal {
        vm.expectEmit(address(pools));
        emit IPoolsBase.Paid(id, from, token, amount, sum, door);
    }

    function expectNotPayable(uint256 id, address token, Verdict why) internal {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotPayable.selector, id, token, why));
    }

    /// @dev What `someTerms` cost in a token.
    function listCost(address token) internal view returns (uint256 cuCost, uint256 suCost) {
        if (token == address(usd)) return (USD_CU, USD_SU);
        if (token == address(eur)) return (EUR_CU, EUR_SU);
        return (NATIVE_CU, NATIVE_SU);
    }

    function upfrontOf(uint256 paid) internal pure returns (uint256) {
        return (paid * UPFRONT) / 10_000;
    }

    function assertState(uint256 id, State expected) internal view {
        vm.assertEq(uint256(dealOf(id).state()), uint256(expected), "state");
    }

    /// @dev A pool of `someTerms` as it is in its first second.
    function assertNewPool(uint256 id, address token) internal view {
        (uint256 cuPaid, uint256 suPaid) = listCost(token);
        uint256 month = uint256(MONTH) * 1000;
        assertState(id, State.Active);
        vm.assertEq(registry.tokenAt(farmId, dealOf(id).tokenIndex()), token, "the pool's token");
        vm.assertEq(dealOf(id).until(), 0, "no deadline");
        vm.assertEq(clockOf(id).cu(), month, "CU");
        vm.assertEq(clockOf(id).su(), month, "SU");
        vm.assertEq(clockOf(id).cuRate() + clockOf(id).suRate(), 0, "idle");
        vm.assertEq(clockOf(id).settledAt(), time(), "settled at");
        vm.assertEq(clockOf(id).lastReading(), 0, "never read");
        vm.assertEq(Worth.unwrap(worthOf(id)), Worth.unwrap(worthOf(cuPaid, suPaid, MONTH, MONTH)), "worth");
        vm.assertEq(credit(token), upfrontOf(cuPaid) + upfrontOf(suPaid), "released upfront");
        vm.assertEq(balance(token, address(pools)), cuPaid + suPaid, "money");
    }

    /// @dev What is counted for a payer in a reservation, and of it all payers' sum.
    function assertParts(uint256 id, address token, address from, uint256 part, uint256 sum) internal view {
        vm.assertEq(pools.contributionOf(id, token, from), part, "the payer's part");
        vm.assertEq(pools.paidOf(id, token), sum, "the sum");
    }

    function reject(uint256 id) internal {
        bytes32 termsHash = termsHashOf(id);
        vm.prank(operator);
        pools.reject(id, termsHash, "full");
    }

    function cancel(uint256 id) internal {
        vm.prank(customer);
        pools.cancel(id);
    }

    /// @dev To the payer himself.
    function refund(uint256 id, address token, address from) internal {
        vm.prank(from);
        pools.refund(id, token, from);
    }

    function closePool(uint256 id) internal {
        vm.prank(customer);
        pools.close(id, customer);
    }

    function announceEviction(uint256 id) internal {
        vm.prank(farmer);
        pools.announceEviction(id);
    }

    function reserveRefill(uint256 poolId, uint64 cus, uint64 sus) internal returns (uint256 id) {
        vm.prank(payer);
        return pools.reserveRefill(poolId, cus, sus);
    }
}
