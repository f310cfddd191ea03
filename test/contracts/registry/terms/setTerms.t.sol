// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRegistry, FarmView, Price, PriceView} from "../../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../../contracts/libraries/Errors.sol";
import {Fixture} from "../../support/Fixture.sol";
import {Token} from "../../tokens/Token.sol";
import {vm} from "../../support/Vm.sol";

contract SetTermsTest is Fixture {
    uint96 private constant TOP = (1 << 95) - 1;

    function test_RevertGivenNoSuchFarm() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NoSuchFarm.selector, 99));
        vm.prank(farmer);
        registry.setTerms(99, 0, 1, new Price[](0));
    }

    function test_RevertWhenTheCallerDoesNotOwnTheFarm() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotFarmOwner.selector, farmId, farmer, operator));
        vm.prank(operator);
        registry.setTerms(farmId, 0, 1, new Price[](0));
    }

    function test_RevertWhenTheUpfrontShareExceedsTheWhole() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadBps.selector, 10_000, 10_001));
        _set(10_001, 1, new Price[](0));
    }

    function test_RevertWhenTheNoticeIsNoDayOrMoreThanAYear() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadNotice.selector, 1, 365, 0));
        _set(0, 0, new Price[](0));
        vm.expectRevert(abi.encodeWithSelector(Errors.BadNotice.selector, 1, 365, 366));
        _set(0, 366, new Price[](0));
    }

    function test_RevertWhenThePriceOfACUReaches295() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.PriceTooHigh.selector, TOP, uint256(TOP) + 1));
        _change(_price(address(usd), TOP + 1, 0));
    }

    function test_RevertWhenThePriceOfASUReaches295() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.PriceTooHigh.selector, TOP, type(uint96).max));
        _change(_price(address(usd), 0, type(uint96).max));
        vm.expectRevert(abi.encodeWithSelector(Errors.PriceTooHigh.selector, TOP, uint256(TOP) + 1));
        _change(_price(address(usd), 0, TOP + 1));
    }

    function test_RevertWhenATokenHasNoCode() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadAddress.selector, stranger));
        _change(_price(stranger, 1, 1));
    }

    function test_RevertWhenATokenIsTakenOffThatWasNeverListed() external {
        address token = address(new Token("NEW", 18));
        vm.expectRevert(abi.encodeWithSelector(Errors.TokenNotListed.selector, farmId, token));
        _change(_off(token));
    }

    function test_RevertWhenATokenIsTakenOffThatWasTakenOffBefore() external {
        _change(_off(address(eur)));
        vm.expectRevert(abi.encodeWithSelector(Errors.TokenNotListed.selector, farmId, address(eur)));
        _change(_off(address(eur)));
    }

    function test_RevertWhenA33rdTokenIsListed() external {
        _set(0, 1, _newTokens(29));
        Price[] memory more = _newTokens(1);
        vm.expectRevert(abi.encodeWithSelector(Errors.TooMany.selector, 32, 33));
        _set(0, 1, more);
    }

    function test_WhenUpfrontShareAndNoticeChange() external {
        vm.expectEmit(address(registry));
        emit IRegistry.TermsChanged(farmId, 2, UPFRONT, 10_000, NOTICE_DAYS, 365);
        _set(10_000, 365, new Price[](0));
        FarmView memory farm = registry.farm(farmId);
        vm.assertEq(farm.version, 2, "version");
        vm.assertEq(farm.upfrontBps, 10_000, "upfront");
        vm.assertEq(farm.noticeDays, 365, "notice");
        vm.assertEq(registry.farm(otherFarmId).version, 1, "another farm's version");
    }

    function test_WhenNothingChanges() external {
        vm.expectEmit(address(registry));
        emit IRegistry.TermsChanged(farmId, 2, UPFRONT, UPFRONT, NOTICE_DAYS, NOTICE_DAYS);
        _set(UPFRONT, NOTICE_DAYS, new Price[](0));
        vm.assertEq(registry.farm(farmId).version, 2, "version");
    }

    function test_WhenAPriceChanges() external {
        vm.expectEmit(address(registry));
        emit IRegistry.PriceChanged(farmId, address(eur), 2, 2, 2, EUR_CU, EUR_SU, TOP, 0);
        _change(_price(address(eur), TOP, 0));
        _assertPrice(address(eur), 2, TOP, 0, 2);
        _assertPrice(address(usd), 2, USD_CU, USD_SU, 1);
    }

    function test_WhenSeveralPricesChange() external {
        Price[] memory changes = new Price[](2);
        changes[0] = _price(address(eur), 1, 2);
        changes[1] = _price(address(usd), 3, 4);
        _set(0, 1, changes);
        vm.assertEq(registry.farm(farmId).version, 2, "version");
        _assertPrice(address(eur), 2, 1, 2, 2);
        _assertPrice(address(usd), 2, 3, 4, 1);
    }

    function test_WhenATokenIsListedThatTheFarmNeverListedBefore() external {
        address token = address(new Token("GRAIN", 24));
        vm.expectEmit(address(registry));
        emit IRegistry.TokenListed(farmId, 4, token, 24, "GRAIN", true);
        vm.expectEmit(address(registry));
        emit IRegistry.PriceChanged(farmId, token, 2, 4, 4, 0, 0, 7, 8);
        _change(_price(token, 7, 8));
        vm.assertEq(registry.tokenAt(farmId, 4), token, "the token of that number");
        _assertPrice(token, 2, 7, 8, 4);
    }

    function test_WhenATokenIsListedThatAnotherFarmHasListed() external {
        _change(_price(address(new Token("CHAFF", 18)), 7, 8));
        address token = address(new Token("GRAIN", 18));
        _change(_price(token, 7, 8));
        Price[] memory changes = new Price[](1);
        changes[0] = _price(token, 9, 10);
        vm.expectEmit(address(registry));
        emit IRegistry.TokenListed(otherFarmId, 4, token, 18, "GRAIN", true);
        vm.prank(neighbour);
        registry.setTerms(otherFarmId, 0, 1, changes);
        vm.assertEq(registry.priceAt(otherFarmId, token, 2).tokenIndex, 4, "its number there");
        vm.assertEq(registry.priceAt(farmId, token, 3).tokenIndex, 5, "its number here");
        vm.assertEq(registry.priceAt(otherFarmId, token, 2).cuPrice, 9, "there");
        vm.assertEq(registry.priceAt(farmId, token, 3).cuPrice, 7, "here");
    }

    function test_WhenATokenIsTakenOff() external {
        vm.expectEmit(address(registry));
        emit IRegistry.PriceChanged(farmId, address(eur), 2, 2, 0, EUR_CU, EUR_SU, 0, 0);
        // Its price is not looked at.
        _change(Price({token: address(eur), cuPrice: 5, suPrice: 6, listed: false}));
        _assertPrice(address(eur), 2, 0, 0, 0);
        _assertPrice(address(eur), 1, EUR_CU, EUR_SU, 2);
        _assertListed(address(usd), NATIVE);
    }

    function test_WhenATokenIsListedAfterOneWasTakenOff() external {
        address token = address(new Token("NEW", 18));
        _change(_off(address(usd)));
        _change(_price(token, 1, 2));
        _assertPrice(token, 3, 1, 2, 1);
        _assertListed(token, address(eur), NATIVE);
    }

    function test_WhenATokenThatWasTakenOffIsListedAgain() external {
        address token = address(new Token("NEW", 18));
        _change(_off(address(usd)));
        _change(_price(token, 1, 2)); // in the place of the dollar
        _change(_price(address(usd), 3, 4)); // at the end
        _assertPrice(address(usd), 4, 3, 4, 4);
        _assertListed(token, address(eur), NATIVE, address(usd));

        _change(_off(address(usd)));
        _change(_off(address(eur)));
        _change(_price(address(usd), 5, 6)); // in the place of the euro; its old place stays free
        _assertPrice(address(usd), 7, 5, 6, 2);
        _assertListed(token, address(usd), NATIVE);
        _change(_price(address(eur), 7, 8));
        _assertPrice(address(eur), 8, 7, 8, 4);
        _assertListed(token, address(usd), NATIVE, address(eur));
    }

    function test_WhenATokenIsListedThatTheFarmListedBefore() external {
        _change(_off(address(eur)));
        Price[] memory changes = new Price[](1);
        changes[0] = _price(address(eur), 1, 2);
        vm.recordLogs();
        _set(UPFRONT, NOTICE_DAYS, changes);
        vm.assertEq(vm.getRecordedLogs().length, 2, "terms and price, no listing");
        vm.assertEq(registry.priceAt(farmId, address(eur), 3).tokenIndex, 2, "its number");
    }

    function test_WhenATokenIsNamedTwice() external {
        Price[] memory changes = new Price[](2);
        changes[0] = _price(address(usd), 1, 2);
        changes[1] = _price(address(usd), 3, 4);
        vm.expectEmit(address(registry));
        emit IRegistry.PriceChanged(farmId, address(usd), 2, 1, 1, USD_CU, USD_SU, 1, 2);
        vm.expectEmit(address(registry));
        emit IRegistry.PriceChanged(farmId, address(usd), 2, 1, 1, 1, 2, 3, 4);
        _set(0, 1, changes);
        _change(_price(address(usd), 5, 6));
        _assertPrice(address(usd), 1, USD_CU, USD_SU, 1);
        _assertPrice(address(usd), 2, 3, 4, 1);
        _assertPrice(address(usd), 3, 5, 6, 1);
    }

    function test_WhenATokenIsTakenOffAndListedInOneStep() external {
        Price[] memory changes = new Price[](2);
        changes[0] = _off(address(eur));
        changes[1] = _price(address(eur), 3, 4);
        _set(0, 1, changes);
        _assertPrice(address(eur), 2, 3, 4, 2);
        _assertPrice(address(eur), 1, EUR_CU, EUR_SU, 2);
        _assertListed(address(usd), address(eur), NATIVE);
    }

    function test_WhenAListedTokenIsTakenOffAndAnotherListedInOneStep() external {
        address token = address(new Token("NEW", 18));
        Price[] memory changes = new Price[](2);
        changes[0] = _off(address(usd));
        changes[1] = _price(token, 3, 4);
        _set(0, 1, changes);
        _assertPrice(token, 2, 3, 4, 1);
        _assertPrice(token, 1, 0, 0, 0);
        _assertPrice(address(usd), 2, 0, 0, 0);
        _assertListed(token, address(eur), NATIVE);
    }

    function test_When32TokensAreListed() external {
        Price[] memory more = _newTokens(29);
        _set(0, 1, more);
        vm.assertEq(registry.listedTokens(farmId).length, 32, "listed");
        _assertPrice(more[28].token, 2, 29, 30, 32);
        // A place that became free is one that can be taken.
        _change(_off(address(eur)));
        _change(_newTokens(1)[0]);
        vm.assertEq(registry.listedTokens(farmId).length, 32, "full again");
    }

    function _price(address token, uint96 cuPrice, uint96 suPrice) private pure returns (Price memory) {
        return Price({token: token, cuPrice: cuPrice, suPrice: suPrice, listed: true});
    }

    function _off(address token) private pure returns (Price memory) {
        return Price({token: token, cuPrice: 0, suPrice: 0, listed: false});
    }

    function _newTokens(uint96 count) private returns (Price[] memory prices) {
        prices = new Price[](count);
        for (uint96 i; i < count; ++i) prices[i] = _price(address(new Token("NEW", 18)), i + 1, i + 2);
    }

    function _change(Price memory change) private {
        Price[] memory changes = new Price[](1);
        changes[0] = change;
        _set(UPFRONT, NOTICE_DAYS, changes);
    }

    function _set(uint16 upfrontBps, uint16 noticeDays, Price[] memory changes) private {
        vm.prank(farmer);
        registry.setTerms(farmId, upfrontBps, noticeDays, changes);
    }

    function _assertPrice(address token, uint32 version, uint256 cu, uint256 su, uint256 slot) private view {
        PriceView memory price = registry.priceAt(farmId, token, version);
        vm.assertEq(price.cuPrice, cu, "CU price");
        vm.assertEq(price.suPrice, su, "SU price");
        vm.assertEq(price.slot, slot, "place");
    }

    function _assertListed(address one, address two) private view {
        address[] memory expected = new address[](2);
        (expected[0], expected[1]) = (one, two);
        vm.assertEq(registry.listedTokens(farmId), expected, "listed");
    }

    function _assertListed(address one, address two, address three) private view {
        address[] memory expected = new address[](3);
        (expected[0], expected[1], expected[2]) = (one, two, three);
        vm.assertEq(registry.listedTokens(farmId), expected, "listed");
    }

    function _assertListed(address one, address two, address three, address four) private view {
        address[] memory expected = new address[](4);
        (expected[0], expected[1], expected[2], expected[3]) = (one, two, three, four);
        vm.assertEq(registry.listedTokens(farmId), expected, "listed");
    }
}
