// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {IDoors} from "../../../contracts/interfaces/IDoors.sol";
import {ILens} from "../../../contracts/interfaces/ILens.sol";
import {IOrders} from "../../../contracts/interfaces/IOrders.sol";
import {IPools} from "../../../contracts/interfaces/IPools.sol";
import {IRegistry, FarmSetup, NodeInfo, Price, Share} from "../../../contracts/interfaces/IRegistry.sol";
import {Clock} from "../../../contracts/types/Clock.sol";
import {Deal} from "../../../contracts/types/Deal.sol";
import {Cap, Offer, Reading, Terms} from "../../../contracts/types/Terms.sol";
import {Worth} from "../../../contracts/types/Worth.sol";
import {Token} from "../tokens/Token.sol";
import {Digests} from "./Digests.sol";
import {Test} from "./Test.sol";
import {vm} from "./Vm.sol";

/// @notice The cast of every test: the contracts, a customer, a farm with three prices and three nodes, its people,
/// and a farm next door.
/// @dev A unit-month is 2,592,000 unit-seconds, so `MONTH` of a unit costs exactly its list price.
abstract contract Fixture is Test {
    address internal constant NATIVE = address(0);
    uint64 internal constant MONTH = 30 days;
    uint32 internal constant START = 1_800_000_000;

    uint96 internal constant USD_CU = 10e6; // per CU-month
    uint96 internal constant USD_SU = 4e6;
    uint96 internal constant EUR_CU = 9_00;
    uint96 internal constant EUR_SU = 3_60;
    uint96 internal constant NATIVE_CU = 0.004 ether;
    uint96 internal constant NATIVE_SU = 0.0016 ether;
    uint256 internal constant USD_BOTH = uint256(USD_CU) + USD_SU;
    uint256 internal constant EUR_BOTH = uint256(EUR_CU) + EUR_SU;
    uint256 internal constant NATIVE_BOTH = uint256(NATIVE_CU) + NATIVE_SU;

    uint16 internal constant UPFRONT = 2_000;
    uint16 internal constant NOTICE_DAYS = 7;
    uint16 internal constant MIN_OFFER = 8_000;
    uint32 internal constant CU_CAP = 4_000;
    uint32 internal constant SU_CAP = 8_000;

    bytes internal proof = new bytes(64);

    IRegistry internal registry;
    IPools internal pools;
    IDoors internal doors;
    IOrders internal orders;
    ILens internal lens;
    Token internal usd; // 6 decimals
    Token internal eur; // 2 decimals

    address internal customer; // owns `tid`
    address internal farmer; // owns `farmTid` and `farmId`
    address internal operator;
    address internal payee; // of the whole income
    address internal payer; // pays for others
    address internal neighbour; // owns `otherTid` and `otherFarmId`
    address internal stranger; // owns nothing
    uint256 internal customerKey;
    uint256 internal farmerKey;
    uint256 internal operatorKey;

    uint40 internal tid;
    uint40 internal farmTid;
    uint32 internal farmId;
    uint32 internal nodeA;
    uint32 internal nodeB;
    uint32 internal nodeC;
    uint40 internal otherTid;
    uint32 internal otherFarmId;
    uint32 internal otherNode;

    uint256 private _nextNonce = 1;

    function setUp() public virtual {
        vm.warp(START);
        _cast();
        registry = IRegistry(deploy("Registry.sol:Registry", ""));
        address extension = deploy("PoolsExtension.sol:PoolsExtension", abi.encode(registry));
        pools = IPools(deploy("Pools.sol:Pools", abi.encode(registry, extension)));
        doors = IDoors(deploy("Doors.sol:Doors", abi.encode(pools)));
        orders = IOrders(deploy("Orders.sol:Orders", abi.encode(pools)));
        lens = ILens(deploy("Lens.sol:Lens", abi.encode(doors)));
        usd = new Token("USD", 6);
        eur = new Token("EUR", 2);
        tid = register(customer);
        farmTid = register(farmer);
        farmId = createFarm(farmer, farmTid);
        nodeA = addNode(farmId);
        nodeB = addNode(farmId);
        nodeC = addNode(farmId);
        otherTid = register(neighbour);
        otherFarmId = createFarm(neighbour, otherTid);
        otherNode = addNode(otherFarmId);
    }

    // ── registry ──

    function register(address owner) internal returns (uint40) {
        vm.prank(owner);
        return registry.register(keccak256(abi.encode("key of", owner)), proof);
    }

    function farmSetup(uint40 ofTid) internal view returns (FarmSetup memory setup) {
        setup.tid = ofTid;
        setup.operator = operator;
        (setup.upfrontBps, setup.noticeDays, setup.minOfferBps) = (UPFRONT, NOTICE_DAYS, MIN_OFFER);
        (setup.name, setup.endpoint) = ("Green acre", "https://bridge.example");
    }

    function priceList() internal view returns (Price[] memory prices) {
        prices = new Price[](3);
        prices[0] = Price({token: address(usd), cuPrice: USD_CU, suPrice: USD_SU, listed: true});
        prices[1] = Price({token: address(eur), cuPrice: EUR_CU, suPrice: EUR_SU, listed: true});
        prices[2] = Price({token: NATIVE, cuPrice: NATIVE_CU, suPrice: NATIVE_SU, listed: true});
    }

    function wholeTo(address one) internal pure returns (Share[] memory shares) {
        shares = new Share[](1);
        shares[0] = Share({payee: one, bps: 10_000});
    }

    /// @dev A farm like all in these tests: same operator, prices and payee.
    function createFarm(address owner, uint40 ofTid) internal returns (uint32) {
        FarmSetup memory setup = farmSetup(ofTid);
        vm.prank(owner);
        return registry.createFarm(setup, priceList(), wholeTo(payee));
    }

    function addNode(uint32 ofFarm) internal returns (uint32) {
        NodeInfo memory info;
        (info.cru, info.mru, info.sru, info.hru, info.country, info.city) = (16, 64, 960, 8000, "BE", "Gent");
        bytes32 key = keccak256(abi.encode("node", registry.nodeCount()));
        uint40 contributor = registry.farm(ofFarm).tid;
        vm.prank(registry.ownerOfFarm(ofFarm));
        return registry.addNode(ofFarm, key, contributor, info, proof);
    }

    /// @dev One price of the farm, as a new version of its terms.
    function setPrice(address token, uint96 cuPrice, uint96 suPrice) internal {
        setTerms(UPFRONT, Price({token: token, cuPrice: cuPrice, suPrice: suPrice, listed: true}));
    }

    function delist(address token) internal {
        setTerms(UPFRONT, Price({token: token, cuPrice: 0, suPrice: 0, listed: false}));
    }

    function setUpfront(uint16 upfrontBps) internal {
        vm.prank(farmer);
        registry.setTerms(farmId, upfrontBps, NOTICE_DAYS, new Price[](0));
    }

    function setTerms(uint16 upfrontBps, Price memory change) internal {
        Price[] memory changes = new Price[](1);
        changes[0] = change;
        vm.prank(farmer);
        registry.setTerms(farmId, upfrontBps, NOTICE_DAYS, changes);
    }

    // ── reservations ──

    /// @dev A month of 1 CU and 1 SU, payable in all three currencies, on the first two nodes.
    function someTerms() internal view returns (Terms memory terms) {
        terms.farmId = farmId;
        terms.termsVersion = registry.farm(farmId).version;
        (terms.cus, terms.sus) = (MONTH, MONTH);
        terms.nodeIds = new uint32[](2);
        (terms.nodeIds[0], terms.nodeIds[1]) = (nodeA, nodeB);
        terms.currencies = new address[](3);
        (terms.currencies[0], terms.currencies[1], terms.currencies[2]) = (address(usd), address(eur), NATIVE);
        (terms.cuCap, terms.suCap) = (CU_CAP, SU_CAP);
    }

    /// @dev Of the customer's terms.
    function hashOf(Terms memory terms) internal view returns (bytes32) {
        return keccak256(abi.encode(tid, terms));
    }

    function reserve() internal returns (uint256 id) {
        return reserve(someTerms());
    }

    function reserve(Terms memory terms) internal returns (uint256 id) {
        uint64 epoch = pools.epochOf(tid) + 1;
        vm.prank(customer);
        return pools.reserve(terms, tid, epoch, proof);
    }

    function accept(uint256 id) internal {
        bytes32 termsHash = termsHashOf(id);
        vm.prank(operator);
        pools.accept(id, termsHash);
    }

    /// @dev The bits that Pools keeps of it: enough to accept, reject or pay by.
    function termsHashOf(uint256 id) internal view returns (bytes32) {
        (, Worth pledge, ) = pools.slotsOf(id);
        return bytes32((Worth.unwrap(pledge) >> 32) << 32);
    }

    // ── paying ──

    function memoOf(uint256 id) internal pure returns (string memory) {
        return string.concat("p-", Strings.toString(id));
    }

    /// @dev Gives and lets Pools take.
    function fund(address token, address account, uint256 amount) internal {
        if (token == NATIVE) {
            vm.deal(account, account.balance + amount);
        } else {
            Token(token).mint(account, amount);
            // Not every token here answers `true`.
            vm.prank(account);
            (bool approved, ) = token.call(abi.encodeCall(IERC20.approve, (address(pools), type(uint256).max)));
            require(approved, "fund: approve failed");
        }
    }

    /// @dev Funds the account with it and pays by memo.
    function pay(uint256 id, address token, uint256 amount, address from) internal returns (uint256 taken) {
        fund(token, from, amount);
        return payFunded(id, token, amount, from);
    }

    /// @dev Pays by memo, in one call: events and reverts of it can be expected.
    function payFunded(uint256 id, address token, uint256 amount, address from) internal returns (uint256 taken) {
        uint256 value = token == NATIVE ? amount : 0;
        string memory memo = memoOf(id);
        vm.prank(from);
        return pools.pay{value: value}(memo, token, amount);
    }

    function balance(address token, address account) internal view returns (uint256) {
        return token == NATIVE ? account.balance : Token(token).balanceOf(account);
    }

    /// @dev What the farm earned in a token under the share table in force.
    function credit(address token) internal view returns (uint256) {
        return pools.creditOf(farmId, registry.farm(farmId).shareTable, token);
    }

    // ── pools ──

    /// @dev The customer's pool of a month of 1 CU and 1 SU, paid in dollars by its owner.
    function openPool() internal returns (uint256 poolId) {
        return openPool(someTerms(), address(usd));
    }

    /// @dev Reserved, accepted and paid at list price by the customer.
    function openPool(Terms memory terms, address token) internal returns (uint256 poolId) {
        poolId = reserve(terms);
        accept(poolId);
        (, uint256 missing, , ) = pools.due(poolId, token, 0);
        pay(poolId, token, missing, customer);
    }

    /// @dev Takes a reading of the farm's operator that counts from now.
    function report(uint256 poolId, uint32 cuRate, uint32 suRate) internal {
        report(poolId, cuRate, suRate, uint32(time()));
    }

    function report(uint256 poolId, uint32 cuRate, uint32 suRate, uint32 since) internal {
        Reading[] memory readings = new Reading[](1);
        readings[0] = Reading({poolId: uint64(poolId), cuRate: cuRate, suRate: suRate, since: since});
        vm.prank(operator);
        pools.report(farmId, readings);
    }

    /// @dev Draws at these rates for some seconds, with a reading a day so that the clock never stands still.
    function drain(uint256 poolId, uint32 cuRate, uint32 suRate, uint256 duration) internal {
        report(poolId, cuRate, suRate);
        for (; duration > 1 days; duration -= 1 days) {
            pass(1 days);
            report(poolId, cuRate, suRate);
        }
        pass(duration);
    }

    function clockOf(uint256 poolId) internal view returns (Clock clock) {
        (clock, , ) = pools.slotsOf(poolId);
    }

    function worthOf(uint256 poolId) internal view returns (Worth worth) {
        (, worth, ) = pools.slotsOf(poolId);
    }

    function dealOf(uint256 id) internal view returns (Deal deal) {
        (, , deal) = pools.slotsOf(id);
    }

    // ── offers and signed caps ──

    /// @dev The farm's offer at list price in dollars: a month of 1 CU and 1 SU on all nodes, for the customer.
    function someOffer() internal returns (Offer memory offer) {
        offer.farmId = farmId;
        offer.customerTid = tid;
        (offer.cus, offer.sus) = (MONTH, MONTH);
        offer.nodeIdsHash = keccak256("");
        (offer.cuCap, offer.suCap) = (CU_CAP, SU_CAP);
        offer.token = address(usd);
        (offer.cuAmount, offer.suAmount) = (USD_CU, USD_SU);
        (offer.upfrontBps, offer.noticeDays) = (UPFRONT, NOTICE_DAYS);
        offer.nonce = _nextNonce++;
        offer.signerEpoch = registry.farm(farmId).signerEpoch;
        offer.deadline = uint32(time() + 2 minutes);
    }

    /// @dev The same for a pool there is; caps stay as they are.
    function someRefillOffer(uint256 poolId) internal returns (Offer memory offer) {
        offer = someOffer();
        offer.poolId = uint64(poolId);
        (offer.cuCap, offer.suCap) = (0, 0);
    }

    function signed(Offer memory offer, uint256 key) internal view returns (bytes memory) {
        return signature(key, Digests.ofOffer(pools.domainSeparator(), offer));
    }

    function signed(Cap memory lower, uint256 key) internal view returns (bytes memory) {
        return signature(key, Digests.ofCap(pools.domainSeparator(), lower));
    }

    /// @dev Signed by the operator, funded and taken by the customer.
    function buy(Offer memory offer) internal returns (uint256 poolId) {
        return buy(offer, customer);
    }

    function buy(Offer memory offer, address from) internal returns (uint256 poolId) {
        uint256 cost = uint256(offer.cuAmount) + offer.suAmount;
        fund(offer.token, from, cost);
        bytes memory sealed_ = signed(offer, operatorKey);
        vm.prank(from);
        return
            pools.buy{value: offer.token == NATIVE ? cost : 0}(
                offer,
                offer.customerTid,
                new uint32[](0),
                operator,
                sealed_
            );
    }

    function _cast() private {
        (customer, customerKey) = actor("customer");
        (farmer, farmerKey) = actor("farmer");
        (operator, operatorKey) = actor("operator");
        payee = wallet("payee");
        payer = wallet("payer");
        neighbour = wallet("neighbour");
        stranger = wallet("stranger");
    }
}
