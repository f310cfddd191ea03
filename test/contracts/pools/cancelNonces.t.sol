// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPoolsBase} from "../../../contracts/interfaces/IPoolsBase.sol";
import {Offer} from "../../../contracts/types/Terms.sol";
import {PoolsTest} from "../support/PoolsTest.sol";
import {vm} from "../support/Vm.sol";

/// @notice A signer takes back what he signed.
contract CancelNoncesTest is PoolsTest {
    function _cancel(address signer, uint256 word, uint256 mask) private {
        vm.prank(signer);
        pools.cancelNonces(word, mask);
    }

    function test_WhenAMaskIsGiven() external {
        vm.expectEmit(address(pools));
        emit IPoolsBase.NoncesCancelled(operator, 3, (1 << 255) | 5);
        vm.recordLogs();
        _cancel(operator, 3, (1 << 255) | 5);
        vm.assertEq(countOfEvents(), 1, "events");
        uint256[5] memory used = [uint256(768), 770, 1023, 0, 0];
        for (uint256 i; i < 3; ++i) vm.assertTrue(pools.nonceUsed(operator, used[i]), "void");
        uint256[5] memory unused = [uint256(767), 769, 771, 1022, 1024];
        for (uint256 i; i < 5; ++i) vm.assertFalse(pools.nonceUsed(operator, unused[i]), "beside it");
    }

    function test_WhenSomeOfThemWereUsed() external {
        Offer memory offer = someOffer();
        offer.nonce = 9;
        buy(offer);
        _cancel(operator, 0, 1 << 8);
        vm.assertTrue(pools.nonceUsed(operator, 9), "used");
        vm.assertTrue(pools.nonceUsed(operator, 8), "void");
        _cancel(operator, 0, type(uint256).max);
        for (uint256 i; i < 256; ++i) vm.assertTrue(pools.nonceUsed(operator, i), "void");
        vm.assertFalse(pools.nonceUsed(operator, 256), "the next word");
    }

    function test_WhenTheMaskIsEmpty() external {
        _cancel(operator, 0, 0);
        for (uint256 i; i < 256; ++i) vm.assertFalse(pools.nonceUsed(operator, i), "as before");
    }

    function test_WhenAnotherCancelsTheSame() external {
        _cancel(stranger, 0, type(uint256).max);
        _cancel(stranger, type(uint256).max >> 8, type(uint256).max);
        Offer memory offer = someOffer();
        vm.assertEq(buy(offer), 1, "the operator's word stands");
        vm.assertTrue(pools.nonceUsed(stranger, type(uint256).max), "the last word there is");
    }
}
