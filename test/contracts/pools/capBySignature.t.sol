// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPools} from "../../../contracts/interfaces/IPools.sol";
import {IPoolsBase} from "../../../contracts/interfaces/IPoolsBase.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {State} from "../../../contracts/types/State.sol";
import {Cap, Offer} from "../../../contracts/types/Terms.sol";
import {Dial} from "../support/Clocks.sol";
import {Digests} from "../support/Digests.sol";
import {PoolsTest} from "../support/PoolsTest.sol";
import {vm} from "../support/Vm.sol";
import {Wallet} from "../support/Wallet.sol";

/// @notice A lower cap by signature, brought by anyone.
contract CapBySignatureTest is PoolsTest {
    uint256 private id;

    function setUp() public override {
        super.setUp();
        id = buy(someOffer());
        report(id, 1000, 500);
        pass(10_000);
    }

    function _lower() private view returns (Cap memory) {
        return Cap({poolId: uint64(id), cuCap: 600, suCap: 100, nonce: 77, deadline: uint32(time() + 1 hours)});
    }

    function _bring(Cap memory lower, bytes memory sealed_) private {
        vm.prank(stranger);
        pools.capBySignature(lower, sealed_);
    }

    function _refused(Cap memory lower, bytes memory sealed_, bytes memory refusal) private {
        vm.expectRevert(refusal);
        _bring(lower, sealed_);
    }

    function _badFor(address owner) private pure returns (bytes memory) {
        return abi.encodeWithSelector(Errors.BadSignature.selector, owner);
    }

    function _assertLowered() private view {
        uint256 now_ = time();
        assertDial(id, Dial(MONTH_MILLI - 1e7, MONTH_MILLI - 5e6, 600, 100, now_, START, false));
        vm.assertEq(dealOf(id).cuCap(), 600, "cuCap");
        vm.assertEq(dealOf(id).suCap(), 100, "suCap");
    }

    // ── refusals ──

    function test_RevertWhenItsDeadlineHasPassed() external {
        Cap memory lower = _lower();
        bytes memory sealed_ = signed(lower, customerKey);
        pass(1 hours + 1);
        _refused(
            lower,
            sealed_,
            abi.encodeWithSelector(Errors.DeadlinePassed.selector, id, lower.deadline, lower.deadline + 1)
        );
    }

    function test_RevertGivenNoLivingPool() external {
        Cap memory lower = _lower();
        lower.poolId = 99;
        _refused(lower, signed(lower, customerKey), abi.encodeWithSelector(Errors.NotAPool.selector, 99, State.None));
    }

    function test_RevertWhenAnotherThanTheOwnerSigned() external {
        Cap memory lower = _lower();
        _refused(lower, signed(lower, farmerKey), _badFor(customer));
        _refused(lower, signed(lower, operatorKey), _badFor(customer));
        _refused(lower, "", _badFor(customer));
    }

    function test_RevertWhenItWasSignedForAnotherChain() external {
        Cap memory lower = _lower();
        bytes memory sealed_ = signed(lower, customerKey);
        vm.chainId(1);
        _refused(lower, sealed_, _badFor(customer));
    }

    function test_RevertWhenItWasSignedForAnotherContract() external {
        Cap memory lower = _lower();
        address extension = deploy("PoolsExtension.sol:PoolsExtension", abi.encode(registry));
        IPools other = IPools(deploy("Pools.sol:Pools", abi.encode(registry, extension)));
        bytes memory sealed_ = signature(customerKey, Digests.ofCap(other.domainSeparator(), lower));
        _refused(lower, sealed_, _badFor(customer));
    }

    function test_RevertWhenItWasSignedForAnotherPool() external {
        Cap memory lower = _lower();
        bytes memory sealed_ = signed(lower, customerKey);
        lower.poolId = uint64(buy(someOffer()));
        _refused(lower, sealed_, _badFor(customer));
    }

    function test_RevertWhenItsNonceWasUsed() external {
        Cap memory lower = _lower();
        bytes memory sealed_ = signed(lower, customerKey);
        _bring(lower, sealed_);
        // The caps may go up again by an offer: the old word must not pull them down once more.
        bytes memory refusal = abi.encodeWithSelector(Errors.NonceUsed.selector, customer, 77);
        _refused(lower, sealed_, refusal);
        pass(30 minutes);
        Offer memory offer = someRefillOffer(id);
        (offer.cuCap, offer.suCap) = (CU_CAP, SU_CAP);
        buy(offer);
        _refused(lower, sealed_, refusal);
        // Nor another pool's by the same nonce.
        lower.poolId = uint64(buy(someOffer()));
        _refused(lower, signed(lower, customerKey), refusal);
    }

    function test_RevertWhenItsNonceWasCancelled() external {
        Cap memory lower = _lower();
        vm.prank(customer);
        pools.cancelNonces(0, 1 << 77);
        _refused(lower, signed(lower, customerKey), abi.encodeWithSelector(Errors.NonceUsed.selector, customer, 77));
    }

    function test_RevertWhenItWouldRaiseACap() external {
        Cap memory lower = _lower();
        lower.cuCap = CU_CAP + 1;
        _refused(
            lower,
            signed(lower, customerKey),
            abi.encodeWithSelector(Errors.CapMayOnlyLower.selector, id, CU_CAP, CU_CAP + 1)
        );
        (lower.cuCap, lower.suCap) = (0, SU_CAP + 1);
        _refused(
            lower,
            signed(lower, customerKey),
            abi.encodeWithSelector(Errors.CapMayOnlyLower.selector, id, SU_CAP, SU_CAP + 1)
        );
        vm.assertFalse(pools.nonceUsed(customer, 77), "its nonce");
    }

    function test_RevertWhenItWasSignedBeforeTheCapsFellBelowIt() external {
        Cap memory lower = _lower();
        bytes memory sealed_ = signed(lower, customerKey);
        vm.prank(customer);
        pools.cap(id, 599, 100);
        _refused(lower, sealed_, abi.encodeWithSelector(Errors.CapMayOnlyLower.selector, id, 599, 600));
    }

    function test_RevertWhenTheThreebotWasSoldSince() external {
        Cap memory lower = _lower();
        bytes memory sealed_ = signed(lower, customerKey);
        vm.prank(customer);
        registry.transferTid(tid, stranger);
        vm.prank(stranger);
        registry.acceptTid(tid, keccak256("a new key"), proof);
        _refused(lower, sealed_, _badFor(stranger));
    }

    function test_RevertWhenThePoolWasTransferredSince() external {
        Cap memory lower = _lower();
        bytes memory sealed_ = signed(lower, customerKey);
        vm.prank(customer);
        pools.offerPool(id, otherTid);
        vm.prank(neighbour);
        pools.acceptPool(id);
        _refused(lower, sealed_, _badFor(neighbour));
    }

    // ── passes ──

    function test_WhenAStrangerBringsTheOwnersSignature() external {
        Cap memory lower = _lower();
        bytes memory sealed_ = signed(lower, customerKey);
        Dial memory dial = Dial(MONTH_MILLI - 1e7, MONTH_MILLI - 5e6, 600, 100, START + 10_000, START, false);
        vm.expectEmit(address(pools));
        emit IPoolsBase.CapSigned(id, customer, 77);
        vm.expectEmit(address(pools));
        emit IPoolsBase.CapsChanged(id, CU_CAP, SU_CAP, 600, 100);
        expectSettled(id, dial, 30_864 + 6_172);
        vm.recordLogs();
        _bring(lower, sealed_);
        vm.assertEq(countOfEvents(), 3, "events");
        _assertLowered();
        vm.assertEq(credit(address(usd)), USD_BOTH / 5 + 30_864 + 6_172, "the farm's");
        vm.assertTrue(pools.nonceUsed(customer, 77), "nonce");
    }

    function test_WhenItComesInTheDeadlinesOwnSecond() external {
        Cap memory lower = _lower();
        bytes memory sealed_ = signed(lower, customerKey);
        pass(1 hours);
        _bring(lower, sealed_);
        vm.assertEq(dealOf(id).cuCap(), 600, "cuCap");
    }

    function test_WhenTheOwnerIsAContractThatApproves() external {
        Wallet wallet_ = _giveTidTo();
        Cap memory lower = _lower();
        wallet_.approve(Digests.ofCap(pools.domainSeparator(), lower));
        _bring(lower, "approved");
        _assertLowered();
        vm.assertTrue(pools.nonceUsed(address(wallet_), 77), "its nonce");
        _refused(lower, "approved", abi.encodeWithSelector(Errors.NonceUsed.selector, wallet_, 77));
    }

    function test_RevertWhenTheOwnerIsAContractThatDoesNotApprove() external {
        Wallet wallet_ = _giveTidTo();
        Cap memory lower = _lower();
        _refused(lower, signed(lower, customerKey), _badFor(address(wallet_)));
    }

    function test_WhenTheOwnersKeyHasCodeBesideIt() external {
        vm.etch(customer, abi.encodePacked(hex"ef0100", address(new Wallet())));
        Cap memory lower = _lower();
        _bring(lower, signed(lower, customerKey));
        _assertLowered();
    }

    function _giveTidTo() private returns (Wallet wallet_) {
        wallet_ = new Wallet();
        vm.prank(customer);
        registry.transferTid(tid, address(wallet_));
        vm.prank(address(wallet_));
        registry.acceptTid(tid, keccak256("a new key"), proof);
    }
}
