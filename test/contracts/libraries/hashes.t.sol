// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Cap, Offer} from "../../../contracts/types/Terms.sol";
import {BytesHarness} from "../harness/BytesHarness.sol";
import {Digests} from "../support/Digests.sol";
import {Test} from "../support/Test.sol";
import {vm} from "../support/Vm.sol";

/// @notice Struct hashes of what is signed off chain.
contract HashesTest is Test {
    bytes32 private constant DOMAIN = keccak256("domain");

    BytesHarness private bytes_ = new BytesHarness();

    function testFuzz_OfOffer_GivenAnyOffer(Offer calldata offer) external view {
        vm.assertEq(
            keccak256(abi.encodePacked(hex"1901", DOMAIN, bytes_.hashOffer(offer))),
            Digests.ofOffer(DOMAIN, offer),
            "digest"
        );
    }

    function test_OfOffer_GivenTwoOffersThatDifferInOneField() external view {
        Offer memory offer;
        bytes32[17] memory seen;
        seen[0] = bytes_.hashOffer(offer);
        offer.farmId = 1;
        seen[1] = bytes_.hashOffer(offer);
        (offer.farmId, offer.customerTid) = (0, 1);
        seen[2] = bytes_.hashOffer(offer);
        (offer.customerTid, offer.poolId) = (0, 1);
        seen[3] = bytes_.hashOffer(offer);
        (offer.poolId, offer.cus) = (0, 1);
        seen[4] = bytes_.hashOffer(offer);
        (offer.cus, offer.sus) = (0, 1);
        seen[5] = bytes_.hashOffer(offer);
        (offer.sus, offer.nodeIdsHash) = (0, bytes32(uint256(1)));
        seen[6] = bytes_.hashOffer(offer);
        (offer.nodeIdsHash, offer.cuCap) = (0, 1);
        seen[7] = bytes_.hashOffer(offer);
        (offer.cuCap, offer.suCap) = (0, 1);
        seen[8] = bytes_.hashOffer(offer);
        (offer.suCap, offer.token) = (0, address(1));
        seen[9] = bytes_.hashOffer(offer);
        (offer.token, offer.cuAmount) = (address(0), 1);
        seen[10] = bytes_.hashOffer(offer);
        (offer.cuAmount, offer.suAmount) = (0, 1);
        seen[11] = bytes_.hashOffer(offer);
        (offer.suAmount, offer.upfrontBps) = (0, 1);
        seen[12] = bytes_.hashOffer(offer);
        (offer.upfrontBps, offer.noticeDays) = (0, 1);
        seen[13] = bytes_.hashOffer(offer);
        (offer.noticeDays, offer.nonce) = (0, 1);
        seen[14] = bytes_.hashOffer(offer);
        (offer.nonce, offer.signerEpoch) = (0, 1);
        seen[15] = bytes_.hashOffer(offer);
        (offer.signerEpoch, offer.deadline) = (0, 1);
        seen[16] = bytes_.hashOffer(offer);
        for (uint256 i; i < 17; ++i) {
            for (uint256 j; j < i; ++j) vm.assertNotEq(seen[i], seen[j], "two fields, one hash");
        }
    }

    function testFuzz_OfCap_GivenAnyCap(Cap calldata lower) external view {
        vm.assertEq(
            keccak256(abi.encodePacked(hex"1901", DOMAIN, bytes_.hashCap(lower))),
            Digests.ofCap(DOMAIN, lower),
            "digest"
        );
    }

    function test_OfCap_GivenTwoCapsThatDifferInOneField() external view {
        bytes32[6] memory seen = [
            bytes_.hashCap(Cap(0, 0, 0, 0, 0)),
            bytes_.hashCap(Cap(1, 0, 0, 0, 0)),
            bytes_.hashCap(Cap(0, 1, 0, 0, 0)),
            bytes_.hashCap(Cap(0, 0, 1, 0, 0)),
            bytes_.hashCap(Cap(0, 0, 0, 1, 0)),
            bytes_.hashCap(Cap(0, 0, 0, 0, 1))
        ];
        for (uint256 i; i < 6; ++i) {
            for (uint256 j; j < i; ++j) vm.assertNotEq(seen[i], seen[j], "two fields, one hash");
        }
    }
}
