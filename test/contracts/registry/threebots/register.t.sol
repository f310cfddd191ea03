// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRegistry, ThreebotView} from "../../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../../contracts/libraries/Errors.sol";
import {Fixture} from "../../support/Fixture.sol";
import {vm} from "../../support/Vm.sol";

contract RegisterTest is Fixture {
    bytes32 private constant KEY = keccak256("a new key");

    function test_RevertWhenTheKeyIsZero() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.ZeroKey.selector));
        registry.register(0, proof);
    }

    function test_RevertWhenTheProofIsNot64BytesLong() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadProofLength.selector, 64, 63));
        registry.register(KEY, new bytes(63));
        vm.expectRevert(abi.encodeWithSelector(Errors.BadProofLength.selector, 64, 65));
        registry.register(KEY, new bytes(65));
    }

    function test_WhenKeyAndProofHaveTheirShape() external {
        uint40 next = registry.threebotCount() + 1;
        bytes memory itsProof = abi.encode("a proof of", 64, "b");
        assembly ("memory-safe") {
            mstore(itsProof, 64)
        }
        vm.expectEmit(address(registry));
        emit IRegistry.ThreebotRegistered(next, stranger, KEY, itsProof);
        vm.prank(stranger);
        uint40 given = registry.register(KEY, itsProof);

        vm.assertEq(given, next, "number");
        vm.assertEq(registry.threebotCount(), next, "count");
        vm.assertEq(registry.ownerOfTid(given), stranger, "owner");
        ThreebotView memory bot = registry.threebot(given);
        vm.assertEq(bot.owner, stranger, "owner in the view");
        vm.assertEq(bot.pendingOwner, address(0), "pending owner");
        vm.assertEq(bot.key, KEY, "key");
        vm.assertEq(registry.ownerOfTid(given + 1), address(0), "nobody owns the next");
    }

    function test_GivenAnotherThreebotWithTheSameKey() external {
        bytes32 taken = registry.threebot(tid).key;
        vm.prank(stranger);
        uint40 given = registry.register(taken, proof);
        vm.assertEq(registry.threebot(given).key, taken, "the same key");
        vm.assertEq(registry.ownerOfTid(tid), customer, "the first keeps his");
    }
}
