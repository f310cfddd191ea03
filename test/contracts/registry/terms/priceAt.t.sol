// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PriceView} from "../../../../contracts/interfaces/IRegistry.sol";
import {Fixture} from "../../support/Fixture.sol";
import {Token} from "../../tokens/Token.sol";
import {vm} from "../../support/Vm.sol";

contract PriceAtTest is Fixture {
    function test_GivenATokenThatTheFarmNeverListed() external {
        address token = address(new Token("NEW", 18));
        _assertNothing(registry.priceAt(farmId, token, 1), 0);
    }

    function test_GivenNoSuchFarm() external view {
        _assertNothing(registry.priceAt(99, address(usd), 1), 0);
    }

    function test_GivenAVersionBeforeTheTokenWasListed() external {
        address token = address(new Token("NEW", 18));
        setPrice(token, 7, 8);
        _assertNothing(registry.priceAt(farmId, token, 1), 0);
        _assertNothing(registry.priceAt(farmId, token, 0), 0);
    }

    function test_GivenTheVersionThatListedTheToken() external {
        setPrice(address(eur), 7, 8);
        PriceView memory price = registry.priceAt(farmId, address(eur), 1);
        vm.assertEq(price.cuPrice, EUR_CU, "CU");
        vm.assertEq(price.suPrice, EUR_SU, "SU");
        vm.assertEq(price.tokenIndex, 2, "number");
        vm.assertEq(price.slot, 2, "place");
    }

    function test_GivenAVersionBetweenTwoChanges() external {
        setUpfront(1); // version 2
        setUpfront(2); // version 3
        setPrice(address(usd), 7, 8); // version 4
        vm.assertEq(registry.priceAt(farmId, address(usd), 3).cuPrice, USD_CU, "the version before");
        vm.assertEq(registry.priceAt(farmId, address(usd), 4).cuPrice, 7, "the version itself");
    }

    function test_GivenALongHistory() external {
        for (uint32 version = 2; version <= 20; ++version) setPrice(address(usd), version * 10, version * 100);
        vm.assertEq(registry.priceAt(farmId, address(usd), 1).cuPrice, USD_CU, "the first");
        for (uint32 version = 2; version <= 20; ++version) {
            PriceView memory price = registry.priceAt(farmId, address(usd), version);
            vm.assertEq(price.cuPrice, version * 10, "CU");
            vm.assertEq(price.suPrice, version * 100, "SU");
        }
        _assertNothing(registry.priceAt(farmId, address(usd), 0), 0);
    }

    function test_GivenAVersionUnderWhichTheTokenWasOffTheList() external {
        delist(address(usd)); // version 2
        setPrice(address(usd), 7, 8); // version 3
        _assertNothing(registry.priceAt(farmId, address(usd), 2), 1);
        vm.assertEq(registry.priceAt(farmId, address(usd), 1).slot, 1, "place before");
        vm.assertEq(registry.priceAt(farmId, address(usd), 3).slot, 1, "place after");
    }

    function test_GivenAVersionThatIsNotThereYet() external {
        setPrice(address(usd), 7, 8);
        vm.assertEq(registry.priceAt(farmId, address(usd), type(uint32).max).cuPrice, 7, "now");
    }

    function _assertNothing(PriceView memory price, uint256 tokenIndex) private pure {
        vm.assertEq(price.cuPrice, 0, "CU");
        vm.assertEq(price.suPrice, 0, "SU");
        vm.assertEq(price.slot, 0, "place");
        vm.assertEq(price.tokenIndex, tokenIndex, "number");
    }
}
