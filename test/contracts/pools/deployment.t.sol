// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {IPools} from "../../../contracts/interfaces/IPools.sol";
import {IPoolsRare} from "../../../contracts/interfaces/IPoolsRare.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Clock} from "../../../contracts/types/Clock.sol";
import {Deal} from "../../../contracts/types/Deal.sol";
import {State} from "../../../contracts/types/State.sol";
import {Worth} from "../../../contracts/types/Worth.sol";
import {PoolsTest} from "../support/PoolsTest.sol";
import {vm} from "../support/Vm.sol";

interface IExtended {
    function extension() external view returns (address);
}

/// @notice Two contracts, one storage.
contract DeploymentTest is PoolsTest {
    /// @dev A call of its own, so that its revert can be expected.
    function deployPools(address registry_, address extension) external returns (IPools) {
        return IPools(deploy("Pools.sol:Pools", abi.encode(registry_, extension)));
    }

    function deployExtension(address registry_) public returns (address) {
        return deploy("PoolsExtension.sol:PoolsExtension", abi.encode(registry_));
    }

    function test_Constructor_RevertWhenTheRegistryIsNoContract() external {
        bytes memory refusal = abi.encodeWithSelector(Errors.BadAddress.selector, stranger);
        address extension = IExtended(address(pools)).extension();
        vm.expectRevert(refusal);
        this.deployPools(stranger, extension);
        vm.expectRevert(refusal);
        this.deployExtension(stranger);
    }

    function test_Constructor_RevertWhenTheExtensionIsNoContract() external {
        vm.expectRevert();
        this.deployPools(address(registry), stranger);
    }

    function test_Constructor_RevertWhenTheExtensionBelongsToAnotherRegistry() external {
        address extension = deployExtension(deploy("Registry.sol:Registry", ""));
        vm.expectRevert(abi.encodeWithSelector(Errors.BadAddress.selector, extension));
        this.deployPools(address(registry), extension);
    }

    function test_Constructor_WhenBothBelongTogether() external {
        address extension = deployExtension(address(registry));
        IPools fresh = this.deployPools(address(registry), extension);
        vm.assertEq(address(fresh.registry()), address(registry), "registry");
        vm.assertEq(IExtended(address(fresh)).extension(), extension, "extension");
        vm.assertEq(fresh.lastId(), 0, "lastId");
        vm.assertEq(address(fresh).balance, 0, "coins");
    }

    function test_Extension_WhenItIsCalledDirectly() external {
        uint256 id = buy(someOffer());
        IPoolsRare extension = IPoolsRare(IExtended(address(pools)).extension());
        bytes memory refusal = abi.encodeWithSelector(Errors.NotAPool.selector, id, State.None);
        vm.startPrank(farmer);
        vm.expectRevert(refusal);
        extension.announceEviction(id);
        vm.expectRevert(refusal);
        extension.evict(id);
        vm.expectRevert(refusal);
        extension.offerPool(id, otherTid);
        vm.expectRevert(abi.encodeWithSelector(Errors.NothingToWithdraw.selector, usd, farmer));
        extension.withdrawOwed(address(usd), farmer);
        extension.cancelNonces(0, type(uint256).max);
        vm.stopPrank();
        vm.assertFalse(pools.nonceUsed(farmer, 0), "a storage of its own");
        vm.assertTrue(dealOf(id).state() == State.Active, "the pool");
    }

    function test_Extension_WhenPoolsHandsACallOn() external {
        uint256 id = buy(someOffer());
        vm.expectRevert(abi.encodeWithSelector(Errors.NothingAnnounced.selector, id));
        vm.prank(farmer);
        pools.evict(id);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadText.selector, 128, 129));
        vm.prank(operator);
        pools.reject(id, 0, string(new bytes(129)));
        vm.expectRevert(abi.encodeWithSelector(Errors.NothingToRefund.selector, id, usd, address(this)));
        pools.refund(id, address(usd), customer);
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongState.selector, id, State.Payable, State.Active));
        vm.prank(customer);
        pools.cancel(id);
    }

    function test_Domain_WhenAWalletAsksForIt() external view {
        (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chain,
            address verifier,
            bytes32 salt,
            uint256[] memory extensions
        ) = IERC5267(address(pools)).eip712Domain();
        vm.assertEq(uint8(fields), 0x0f, "fields");
        vm.assertEq(name, "Granary", "name");
        vm.assertEq(version, "1", "version");
        vm.assertEq(chain, block.chainid, "chain");
        vm.assertEq(verifier, address(pools), "contract");
        vm.assertEq(salt, bytes32(0), "salt");
        vm.assertEq(extensions.length, 0, "extensions");
    }

    function test_Views_WhenNothingHappenedYet() external view {
        (Clock clock, Worth worth, Deal deal) = pools.slotsOf(1);
        vm.assertEq(Clock.unwrap(clock) | Worth.unwrap(worth) | Deal.unwrap(deal), 0, "slots");
        vm.assertEq(pools.paidOf(1, address(usd)), 0, "paid");
        vm.assertEq(pools.contributionOf(1, address(usd), customer), 0, "contribution");
        vm.assertEq(pools.creditOf(farmId, 0, address(usd)), 0, "credit");
        vm.assertEq(pools.withdrawnOf(farmId, 0, address(usd), payee), 0, "withdrawn");
        vm.assertEq(pools.owedOf(address(usd), customer), 0, "owed");
        vm.assertEq(pools.epochOf(tid), 0, "epoch");
        vm.assertFalse(pools.nonceUsed(customer, 0), "nonce");
        (uint40 to, address by) = pools.offeredTo(1);
        vm.assertEq(to, 0, "to");
        vm.assertEq(by, address(0), "by");
    }
}
