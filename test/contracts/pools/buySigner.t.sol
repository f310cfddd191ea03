// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPools} from "../../../contracts/interfaces/IPools.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {Offer} from "../../../contracts/types/Terms.sol";
import {Digests} from "../support/Digests.sol";
import {PoolsTest} from "../support/PoolsTest.sol";
import {vm} from "../support/Vm.sol";
import {Wallet} from "../support/Wallet.sol";

/// @notice Whose word binds a farm, and for how long.
contract BuySignerTest is PoolsTest {
    uint32[] private nodes;

    function setUp() public override {
        super.setUp();
        fund(address(usd), customer, 1000e6);
    }

    function _take(Offer memory offer, address signer, bytes memory sealed_) private returns (uint256) {
        vm.prank(customer);
        return pools.buy(offer, tid, nodes, signer, sealed_);
    }

    function _refused(Offer memory offer, address signer, bytes memory sealed_, bytes memory refusal) private {
        vm.expectRevert(refusal);
        _take(offer, signer, sealed_);
    }

    function _setOperator(address to) private {
        vm.prank(farmer);
        registry.setOperator(farmId, to);
    }

    function _setMinOffer(uint16 bps) private {
        vm.prank(farmer);
        registry.setMinOffer(farmId, bps);
    }

    function _transferFarm(address from, address to, uint40 toTid) private {
        vm.prank(from);
        registry.transferFarm(farmId, to);
        vm.prank(to);
        registry.acceptFarm(farmId, toTid, operator);
    }

    function _passed(uint256 current, uint256 found) private view returns (bytes memory) {
        return abi.encodeWithSelector(Errors.SignerEpochPassed.selector, farmId, current, found);
    }

    // ── the owner ──

    function test_WhenHeAsksLessThanTheFloor() external {
        Offer memory offer = someOffer();
        (offer.cuAmount, offer.suAmount) = (1, 0);
        vm.assertEq(_take(offer, farmer, signed(offer, farmerKey)), 1, "poolId");
        vm.assertEq(usd.balanceOf(address(pools)), 1, "in Pools");
    }

    function test_WhenHeAsksForATokenThatHeTookOffTheList() external {
        delist(address(usd));
        Offer memory offer = someOffer();
        uint256 id = _take(offer, farmer, signed(offer, farmerKey));
        vm.assertEq(tokenOf(id), address(usd), "token");
    }

    // ── the operator ──

    function test_WhenHeAsksExactlyTheFloorInEachUnit() external {
        // 80 % of 10.000003 is 8.0000024: rounded up.
        setPrice(address(usd), USD_CU + 3, USD_SU);
        Offer memory offer = someOffer();
        (offer.cuAmount, offer.suAmount) = (8e6 + 3, 3.2e6);
        _take(offer, operator, signed(offer, operatorKey));
        vm.assertEq(usd.balanceOf(address(pools)), 11.2e6 + 3, "in Pools");
    }

    function test_WhenHeAsksMoreThanTheListPrice() external {
        Offer memory offer = someOffer();
        (offer.cuAmount, offer.suAmount) = (100e6, 100e6);
        _take(offer, operator, signed(offer, operatorKey));
        vm.assertEq(usd.balanceOf(address(pools)), 200e6, "in Pools");
    }

    function test_WhenTheFarmHasNoFloor() external {
        _setMinOffer(0);
        Offer memory offer = someOffer();
        (offer.cuAmount, offer.suAmount) = (0, 0);
        _take(offer, operator, signed(offer, operatorKey));
        vm.assertEq(usd.balanceOf(address(pools)), 0, "in Pools");
    }

    function test_RevertWhenTheFloorRoseSinceHeSigned() external {
        Offer memory offer = someOffer();
        offer.cuAmount -= 1;
        bytes memory sealed_ = signed(offer, operatorKey);
        _setMinOffer(10_000);
        _refused(
            offer,
            operator,
            sealed_,
            abi.encodeWithSelector(Errors.BelowFloor.selector, farmId, USD_CU, USD_CU - 1)
        );
    }

    function test_RevertWhenTheListPriceRoseSinceHeSigned() external {
        Offer memory offer = someOffer();
        bytes memory sealed_ = signed(offer, operatorKey);
        setPrice(address(usd), USD_CU, 2 * USD_SU);
        _refused(offer, operator, sealed_, abi.encodeWithSelector(Errors.BelowFloor.selector, farmId, 6.4e6, USD_SU));
    }

    // ── contracts ──

    function test_WhenItApprovesTheDigest() external {
        Wallet wallet_ = new Wallet();
        _setOperator(address(wallet_));
        Offer memory offer = someOffer();
        wallet_.approve(Digests.ofOffer(pools.domainSeparator(), offer));
        vm.assertEq(_take(offer, address(wallet_), "approved"), 1, "poolId");
        vm.assertTrue(pools.nonceUsed(address(wallet_), offer.nonce), "its nonce");
    }

    function test_RevertWhenItDoesNotApproveTheDigest() external {
        Wallet wallet_ = new Wallet();
        _setOperator(address(wallet_));
        Offer memory offer = someOffer();
        wallet_.approve(Digests.ofOffer(pools.domainSeparator(), offer));
        offer.nonce += 1;
        _refused(
            offer,
            address(wallet_),
            signed(offer, operatorKey),
            abi.encodeWithSelector(Errors.BadSignature.selector, wallet_)
        );
    }

    function test_WhenItApprovesTheDigestAndAsksLessThanTheFloor() external {
        Wallet wallet_ = new Wallet();
        uint40 walletTid = register(address(wallet_));
        _transferFarm(farmer, address(wallet_), walletTid);
        Offer memory offer = someOffer();
        (offer.cuAmount, offer.suAmount) = (0, 0);
        wallet_.approve(Digests.ofOffer(pools.domainSeparator(), offer));
        vm.assertEq(_take(offer, address(wallet_), ""), 1, "poolId");
    }

    function test_WhenItsKeySignsAndItsCodeRefuses() external {
        vm.etch(operator, address(new Wallet()).code);
        Wallet(payable(operator)).setAnswer(Wallet.Answer.Reverts);
        Offer memory offer = someOffer();
        vm.assertEq(_take(offer, operator, signed(offer, operatorKey)), 1, "poolId");
    }

    function test_WhenItsCodeDelegates() external {
        vm.etch(operator, abi.encodePacked(hex"ef0100", address(new Wallet())));
        Offer memory offer = someOffer();
        vm.assertEq(_take(offer, operator, signed(offer, operatorKey)), 1, "poolId");
    }

    // ── a change of signers ──

    function test_RevertWhenTheOldOnesOfferComes() external {
        Offer memory offer = someOffer();
        bytes memory sealed_ = signed(offer, operatorKey);
        _setOperator(stranger);
        _refused(offer, operator, sealed_, _passed(2, 1));
        // Nor with the new epoch, which he has no say in.
        offer.signerEpoch = 2;
        _refused(
            offer,
            operator,
            signed(offer, operatorKey),
            abi.encodeWithSelector(Errors.NotFarmSigner.selector, farmId, operator)
        );
    }

    function test_RevertWhenTheOldOneIsPutBack() external {
        Offer memory offer = someOffer();
        bytes memory sealed_ = signed(offer, operatorKey);
        _setOperator(stranger);
        _setOperator(operator);
        _refused(offer, operator, sealed_, _passed(3, 1));
    }

    function test_WhenTheOldOneSignsAnewAfterHeWasPutBack() external {
        _setOperator(stranger);
        _setOperator(operator);
        Offer memory offer = someOffer();
        vm.assertEq(offer.signerEpoch, 3, "epoch");
        vm.assertEq(_take(offer, operator, signed(offer, operatorKey)), 1, "poolId");
    }

    function test_RevertWhenTheOldOwnersOfferComes() external {
        Offer memory offer = someOffer();
        bytes memory sealed_ = signed(offer, farmerKey);
        _transferFarm(farmer, neighbour, otherTid);
        _refused(offer, farmer, sealed_, _passed(2, 1));
    }

    function test_RevertWhenTheOperatorsOfferFromBeforeComes() external {
        Offer memory offer = someOffer();
        bytes memory sealed_ = signed(offer, operatorKey);
        _transferFarm(farmer, neighbour, otherTid);
        _refused(offer, operator, sealed_, _passed(2, 1));
        // Even where the new owner keeps the operator: he must sign anew.
        offer = someOffer();
        vm.assertEq(_take(offer, operator, signed(offer, operatorKey)), 1, "poolId");
    }

    function test_RevertWhenItCameBackToTheOldOwner() external {
        Offer memory offer = someOffer();
        bytes memory sealed_ = signed(offer, farmerKey);
        _transferFarm(farmer, neighbour, otherTid);
        _transferFarm(neighbour, farmer, farmTid);
        _refused(offer, farmer, sealed_, _passed(3, 1));
    }

    function test_RevertWhenAnOfferNamesNobodyAsItsSigner() external {
        _setOperator(address(0));
        Offer memory offer = someOffer();
        bytes memory refusal = abi.encodeWithSelector(Errors.BadSignature.selector, address(0));
        _refused(offer, address(0), new bytes(65), refusal);
        _refused(offer, address(0), signed(offer, operatorKey), refusal);
    }

    // ── other domains ──

    function test_RevertWhenItWasSignedForAnotherChain() external {
        Offer memory offer = someOffer();
        bytes32 domain = _domain(1, address(pools));
        bytes memory refusal = abi.encodeWithSelector(Errors.BadSignature.selector, operator);
        _refused(offer, operator, signature(operatorKey, Digests.ofOffer(domain, offer)), refusal);
    }

    function test_RevertWhenItWasSignedForAnotherContract() external {
        Offer memory offer = someOffer();
        IPools other = IPools(
            deploy(
                "Pools.sol:Pools",
                abi.encode(registry, deploy("PoolsExtension.sol:PoolsExtension", abi.encode(registry)))
            )
        );
        bytes memory sealed_ = signature(operatorKey, Digests.ofOffer(other.domainSeparator(), offer));
        _refused(offer, operator, sealed_, abi.encodeWithSelector(Errors.BadSignature.selector, operator));
        vm.assertEq(other.domainSeparator(), _domain(block.chainid, address(other)), "the domain, written out");
    }

    function test_RevertWhenTheChainForkedAndChangedItsNumber() external {
        Offer memory offer = someOffer();
        bytes memory sealed_ = signed(offer, operatorKey);
        vm.chainId(424_242);
        _refused(offer, operator, sealed_, abi.encodeWithSelector(Errors.BadSignature.selector, operator));
        vm.assertEq(pools.domainSeparator(), _domain(424_242, address(pools)), "the domain, written out");
        vm.assertEq(_take(offer, operator, signed(offer, operatorKey)), 1, "signed anew");
    }

    function test_RevertWhenHeAsksLessThanTheListPrice() external {
        vm.prank(farmer);
        registry.transferFarm(farmId, neighbour);
        vm.prank(neighbour);
        registry.acceptFarm(farmId, otherTid, stranger);
        vm.prank(neighbour);
        registry.setOperator(farmId, operator);
        // The seller's floor of 80 % went with him.
        Offer memory offer = someOffer();
        offer.cuAmount -= 1;
        _refused(
            offer,
            operator,
            signed(offer, operatorKey),
            abi.encodeWithSelector(Errors.BelowFloor.selector, farmId, USD_CU, USD_CU - 1)
        );
    }

    // ── nonces ──

    function test_WhenTheyComeInAnyOrder() external {
        uint256[4] memory nonces = [type(uint256).max, 0, uint256(1) << 200, 255];
        for (uint256 i; i < 4; ++i) {
            Offer memory offer = someOffer();
            offer.nonce = nonces[i];
            vm.assertFalse(pools.nonceUsed(operator, offer.nonce), "before");
            bytes memory sealed_ = signed(offer, operatorKey);
            _take(offer, operator, sealed_);
            vm.assertTrue(pools.nonceUsed(operator, offer.nonce), "after");
            _refused(offer, operator, sealed_, abi.encodeWithSelector(Errors.NonceUsed.selector, operator, nonces[i]));
        }
        vm.assertFalse(pools.nonceUsed(operator, 254), "beside it");
        vm.assertFalse(pools.nonceUsed(operator, 256), "beside it");
    }

    function test_WhenTwoSignersUseTheSameOne() external {
        Offer memory offer = someOffer();
        _take(offer, operator, signed(offer, operatorKey));
        vm.assertFalse(pools.nonceUsed(farmer, offer.nonce), "the owner's");
        vm.assertEq(_take(offer, farmer, signed(offer, farmerKey)), 2, "poolId");
    }

    function _domain(uint256 chain, address verifier) private pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                    keccak256("Granary"),
                    keccak256("1"),
                    chain,
                    verifier
                )
            );
    }
}
