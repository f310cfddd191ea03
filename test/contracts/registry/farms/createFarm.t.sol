// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRegistry, FarmSetup, FarmView, Price, PriceView, Share} from "../../../../contracts/interfaces/IRegistry.sol";
import {Errors} from "../../../../contracts/libraries/Errors.sol";
import {Fixture} from "../../support/Fixture.sol";
import {vm} from "../../support/Vm.sol";

contract CreateFarmTest is Fixture {
    FarmSetup private setup;

    function setUp() public override {
        super.setUp();
        setup = farmSetup(farmTid);
    }

    function test_RevertGivenAThreebotThatWasNeverRegistered() external {
        setup.tid = 99;
        vm.expectRevert(abi.encodeWithSelector(Errors.NoSuchThreebot.selector, 99));
        _create();
    }

    function test_RevertGivenAThreebotOfAnother() external {
        setup.tid = tid;
        vm.expectRevert(abi.encodeWithSelector(Errors.NotTidOwner.selector, tid, customer, farmer));
        _create();
    }

    function test_RevertWhenTheUpfrontShareExceedsTheWhole() external {
        setup.upfrontBps = 10_001;
        vm.expectRevert(abi.encodeWithSelector(Errors.BadBps.selector, 10_000, 10_001));
        _create();
    }

    function test_RevertWhenTheNoticeIsNoDayOrMoreThanAYear() external {
        setup.noticeDays = 0;
        vm.expectRevert(abi.encodeWithSelector(Errors.BadNotice.selector, 1, 365, 0));
        _create();
        setup.noticeDays = 366;
        vm.expectRevert(abi.encodeWithSelector(Errors.BadNotice.selector, 1, 365, 366));
        _create();
    }

    function test_RevertWhenTheFloorOfOffersExceedsTheListPrice() external {
        setup.minOfferBps = 10_001;
        vm.expectRevert(abi.encodeWithSelector(Errors.BadBps.selector, 10_000, 10_001));
        _create();
    }

    function test_RevertWhenTheNameIsLongerThan64Bytes() external {
        setup.name = string(new bytes(65));
        vm.expectRevert(abi.encodeWithSelector(Errors.BadText.selector, 64, 65));
        _create();
    }

    function test_RevertWhenTheEndpointIsLongerThan256Bytes() external {
        setup.endpoint = string(new bytes(257));
        vm.expectRevert(abi.encodeWithSelector(Errors.BadText.selector, 256, 257));
        _create();
    }

    function test_RevertWhenNobodyIsAPayee() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.SharesMustSum.selector, 10_000, 0));
        _create(setup, priceList(), new Share[](0));
    }

    function test_RevertWhenAPriceCannotBeSet() external {
        Price[] memory prices = priceList();
        prices[2].cuPrice = 1 << 95;
        vm.expectRevert(abi.encodeWithSelector(Errors.PriceTooHigh.selector, (1 << 95) - 1, 1 << 95));
        _create(setup, prices, wholeTo(payee));
    }

    function test_WhenAllIsInOrder() external {
        uint32 next = registry.farmCount() + 1;
        Price[] memory prices = priceList();
        Share[] memory shares = wholeTo(payee);

        vm.expectEmit(address(registry));
        emit IRegistry.FarmCreated(next, farmer, farmTid, setup);
        vm.expectEmit(address(registry));
        emit IRegistry.SharesApplied(next, 0, shares);
        vm.expectEmit(address(registry));
        emit IRegistry.TokenListed(next, 1, address(usd), 6, "USD", true);
        vm.expectEmit(address(registry));
        emit IRegistry.PriceChanged(next, address(usd), 1, 1, 1, 0, 0, USD_CU, USD_SU);
        vm.expectEmit(address(registry));
        emit IRegistry.TokenListed(next, 2, address(eur), 2, "EUR", true);
        vm.expectEmit(address(registry));
        emit IRegistry.PriceChanged(next, address(eur), 1, 2, 2, 0, 0, EUR_CU, EUR_SU);
        vm.expectEmit(address(registry));
        emit IRegistry.TokenListed(next, 3, NATIVE, 18, "", true);
        vm.expectEmit(address(registry));
        emit IRegistry.PriceChanged(next, NATIVE, 1, 3, 3, 0, 0, NATIVE_CU, NATIVE_SU);
        uint32 given = _create(setup, prices, shares);

        vm.assertEq(given, next, "number");
        vm.assertEq(registry.farmCount(), next, "count");
        vm.assertEq(registry.ownerOfFarm(given), farmer, "owner");
        vm.assertEq(registry.shareOf(given, 0, payee), 10_000, "the payee's share");
        _assertAsSetUp(registry.farm(given));
        PriceView memory price = registry.priceAt(given, address(eur), 1);
        vm.assertEq(price.cuPrice, EUR_CU, "CU in euros");
        vm.assertEq(price.suPrice, EUR_SU, "SU in euros");
    }

    function test_WhenEverythingStandsAtItsBound() external {
        (setup.upfrontBps, setup.noticeDays, setup.minOfferBps) = (10_000, 365, 10_000);
        (setup.name, setup.endpoint) = (string(new bytes(64)), string(new bytes(256)));
        Price[] memory prices = priceList();
        (prices[0].cuPrice, prices[0].suPrice) = ((1 << 95) - 1, (1 << 95) - 1);
        FarmView memory highest = registry.farm(_create(setup, prices, wholeTo(payee)));
        vm.assertEq(highest.upfrontBps, 10_000, "upfront");
        vm.assertEq(highest.noticeDays, 365, "notice");
        vm.assertEq(highest.minOfferBps, 10_000, "floor");

        (setup.upfrontBps, setup.noticeDays, setup.minOfferBps) = (0, 1, 0);
        FarmView memory lowest = registry.farm(_create());
        vm.assertEq(lowest.upfrontBps, 0, "no upfront");
        vm.assertEq(lowest.noticeDays, 1, "a day");
        vm.assertEq(lowest.minOfferBps, 0, "no floor");
    }

    function test_WhenItHasNoPricesAndNoOperatorYet() external {
        setup.operator = address(0);
        uint32 given = _create(setup, new Price[](0), wholeTo(payee));
        vm.assertEq(registry.listedTokens(given).length, 0, "no tokens");
        vm.assertEq(registry.farm(given).operator, address(0), "no operator");
    }

    function _create() private returns (uint32) {
        return _create(setup, priceList(), wholeTo(payee));
    }

    function _create(FarmSetup memory setup_, Price[] memory prices, Share[] memory shares) private returns (uint32) {
        vm.prank(farmer);
        return registry.createFarm(setup_, prices, shares);
    }

    function _assertAsSetUp(FarmView memory made) private view {
        vm.assertEq(made.owner, farmer, "owner in the view");
        vm.assertEq(made.pendingOwner, address(0), "pending owner");
        vm.assertEq(made.tid, farmTid, "threebot");
        vm.assertEq(made.signerEpoch, 1, "epoch");
        vm.assertEq(made.operator, operator, "operator");
        vm.assertEq(made.version, 1, "version");
        vm.assertEq(made.upfrontBps, UPFRONT, "upfront");
        vm.assertEq(made.minOfferBps, MIN_OFFER, "floor");
        vm.assertEq(made.noticeDays, NOTICE_DAYS, "notice");
        vm.assertEq(made.shareTable, 0, "table");
        vm.assertEq(made.announcedShares, bytes32(0), "nothing announced");
        vm.assertEq(made.sharesApplicableFrom, 0, "no day for it");
    }
}
