// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Pledge, PledgeLib, Request, RequestLib} from "../../../contracts/types/Request.sol";
import {Test} from "../support/Test.sol";
import {vm} from "../support/Vm.sol";

/// @notice The words of a reservation that was not credited yet.
contract RequestTest is Test {
    uint256 private constant TOP_AMOUNT = (1 << 44) - 1;
    bytes32 private constant HASH = keccak256("terms");

    function test_Request_GivenTheLargestValueOfEveryField() external pure {
        Request request = RequestLib.pack(TOP_AMOUNT, TOP_AMOUNT, type(uint32).max, type(uint64).max);
        vm.assertEq(request.cus(), TOP_AMOUNT, "cus");
        vm.assertEq(request.sus(), TOP_AMOUNT, "sus");
        vm.assertEq(request.version(), type(uint32).max, "version");
        vm.assertEq(request.target(), type(uint64).max, "target");
    }

    function test_Request_GivenOneFieldAtATime() external pure {
        vm.assertEq(Request.unwrap(RequestLib.pack(TOP_AMOUNT, 0, 0, 0)), TOP_AMOUNT, "cus");
        vm.assertEq(Request.unwrap(RequestLib.pack(0, TOP_AMOUNT, 0, 0)), TOP_AMOUNT << 44, "sus");
        vm.assertEq(Request.unwrap(RequestLib.pack(0, 0, 7, 0)), 7 << 88, "version");
        vm.assertEq(Request.unwrap(RequestLib.pack(0, 0, 0, 7)), 7 << 120, "target");
        Request request = RequestLib.pack(1, 0, 3, 0);
        vm.assertEq(request.cus(), 1, "cus");
        vm.assertEq(request.sus(), 0, "sus");
        vm.assertEq(request.version(), 3, "version");
        vm.assertEq(request.target(), 0, "target");
    }

    function test_Pledge_GivenAHashAndCurrencies() external pure {
        Pledge pledge = PledgeLib.pack(HASH, type(uint32).max);
        vm.assertEq(pledge.currencies(), type(uint32).max, "currencies");
        vm.assertEq(bytes32(pledge.termsHash28()), HASH & ~bytes32(uint256(type(uint32).max)), "28 bytes");
        pledge = PledgeLib.pack(bytes32(type(uint256).max), 0);
        vm.assertEq(pledge.currencies(), 0, "the hash's low bits are no currencies");
    }

    function test_Pledge_GivenAPlaceThatTheCustomerTakes() external pure {
        vm.assertTrue(PledgeLib.pack(HASH, 1).takes(1), "the first");
        vm.assertTrue(PledgeLib.pack(HASH, 1 << 31).takes(32), "the last");
        vm.assertTrue(PledgeLib.pack(HASH, 5).takes(3), "one of two");
    }

    function test_Pledge_GivenAPlaceThatHeDoesNotTake() external pure {
        vm.assertFalse(PledgeLib.pack(HASH, 5).takes(2), "between two");
        vm.assertFalse(PledgeLib.pack(HASH, 1 << 31).takes(31), "beside it");
        vm.assertFalse(PledgeLib.pack(bytes32(type(uint256).max), 0).takes(1), "no currency");
    }

    function test_Pledge_GivenATokenThatIsNotListed() external pure {
        vm.assertFalse(PledgeLib.pack(HASH, type(uint32).max).takes(0), "place 0 is none");
    }

    function test_Pledge_GivenAHashWithTheSameHighBits() external pure {
        Pledge pledge = PledgeLib.pack(HASH, 5);
        vm.assertTrue(pledge.matches(HASH), "itself");
        vm.assertTrue(pledge.matches(HASH ^ bytes32(uint256(type(uint32).max))), "the low bits are not kept");
    }

    function test_Pledge_GivenAHashThatDiffersInOneHighBit() external pure {
        Pledge pledge = PledgeLib.pack(HASH, 5);
        vm.assertFalse(pledge.matches(HASH ^ bytes32(uint256(1 << 32))), "the lowest that counts");
        vm.assertFalse(pledge.matches(HASH ^ bytes32(uint256(1 << 255))), "the highest");
        vm.assertFalse(pledge.matches(0), "none");
    }
}
