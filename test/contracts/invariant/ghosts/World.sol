// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {FarmSetup, Price, Share} from "../../../../contracts/interfaces/IRegistry.sol";
import {Fixture} from "../../support/Fixture.sol";
import {vm} from "../../support/Vm.sol";
import {Authorizing} from "../../tokens/Authorizing.sol";
import {Blocking} from "../../tokens/Blocking.sol";
import {Callable} from "../../tokens/Callable.sol";
import {Permitting} from "../../tokens/Permitting.sol";
import {Reentering} from "../../tokens/Reentering.sol";
import {Refusing} from "../../tokens/Refusing.sol";
import {Silent} from "../../tokens/Silent.sol";
import {Taxed} from "../../tokens/Taxed.sol";
import {Token} from "../../tokens/Token.sol";
import {Dice} from "./Dice.sol";
import {KeptWallet} from "./KeptWallet.sol";

/// @notice The stage: the contracts, three farms, thirteen currencies of all kinds, and people who may do anything.
abstract contract World is Fixture {
    /// @dev More than everything that can cost anything here, many times over.
    uint256 private constant FORTUNE = 1 << 160;

    uint32 internal otherFarm;

    address[] internal people;
    address[] internal tokens;
    mapping(address person => uint256 key) internal keyOf;
    mapping(address token => uint256 place) internal placeOf;

    KeptWallet internal contractWallet;
    Taxed internal taxed;
    Blocking internal blocking;
    Reentering internal reentering; // is one of the people too: it owns a threebot, reserves and pays
    Callable internal callable;
    Permitting internal permitting;
    Authorizing internal authorizing;

    /// @dev The second that it is. Kept here because a runner may forget a `warp` between two calls.
    uint256 internal today;

    function setUp() public virtual override {
        super.setUp();
        today = START;
        _mintTokens();
        _gatherPeople();
        _foundFarms();
    }

    function isPerson(address who) internal view returns (bool) {
        return keyOf[who] != 0 || who == address(reentering);
    }

    function someone(Dice memory dice) internal view returns (address) {
        return people[dice.below(people.length)];
    }

    /// @dev A monthly price of a unit: mostly some whole tokens, now and then an edge.
    function somePrice(Dice memory dice, address token) internal view returns (uint96) {
        uint256 kind = dice.below(24);
        if (kind == 0) return 0;
        if (kind == 1) return 1;
        if (kind == 2) return uint96((1 << 95) - 1);
        uint256 decimals = token == NATIVE ? 18 : Token(token).decimals();
        return uint96(10 ** decimals * dice.between(1, 20) + dice.below(3));
    }

    function _mintTokens() private {
        taxed = new Taxed();
        blocking = new Blocking();
        reentering = new Reentering();
        callable = new Callable();
        permitting = new Permitting();
        authorizing = new Authorizing();
        tokens.push(NATIVE);
        tokens.push(address(usd));
        tokens.push(address(eur));
        tokens.push(address(new Token("BTW", 18)));
        tokens.push(address(new Token("FINE", 24)));
        tokens.push(address(new Silent()));
        tokens.push(address(new Refusing()));
        tokens.push(address(taxed));
        tokens.push(address(blocking));
        tokens.push(address(reentering));
        tokens.push(address(callable));
        tokens.push(address(permitting));
        tokens.push(address(authorizing));
        for (uint256 i; i < tokens.length; ++i) placeOf[tokens[i]] = i;
        taxed.setFee(0);
    }

    function _gatherPeople() private {
        string[13] memory names = [
            "customer",
            "farmer",
            "operator",
            "payee",
            "payer",
            "stranger",
            "ann",
            "ben",
            "gus",
            "ora",
            "keeper",
            "",
            "neighbour"
        ];
        for (uint256 i; i < names.length; ++i) {
            (address person, uint256 key) = actor(names[i]);
            if (bytes(names[i]).length == 0) (person, key) = (address(reentering), 0);
            if (i == 10) {
                contractWallet = new KeptWallet(person);
                person = address(contractWallet);
            }
            people.push(person);
            keyOf[person] = key;
            register(person);
            _enrich(person);
        }
    }

    function _enrich(address person) private {
        vm.deal(person, FORTUNE);
        for (uint256 i = 1; i < tokens.length; ++i) {
            Token(tokens[i]).mint(person, FORTUNE);
            _approve(tokens[i], person, address(pools));
            _approve(tokens[i], person, address(doors));
            _approve(tokens[i], person, address(orders));
        }
    }

    function _approve(address token, address person, address spender) private {
        vm.prank(person);
        (bool approved, ) = token.call(abi.encodeCall(IERC20.approve, (spender, type(uint256).max)));
        require(approved, "approve failed");
    }

    function _foundFarms() private {
        Dice memory dice = Dice(1);
        Price[] memory prices = new Price[](tokens.length);
        for (uint256 i; i < tokens.length; ++i) {
            uint256 unit = 10 ** (tokens[i] == NATIVE ? 18 : Token(tokens[i]).decimals());
            prices[i] = Price(tokens[i], uint96(unit * dice.between(1, 20)), uint96(unit * dice.between(1, 9)), true);
        }
        vm.prank(farmer);
        registry.setTerms(farmId, UPFRONT, NOTICE_DAYS, prices);

        // The other: free SU in dollars, nothing upfront, a day's notice, three payees.
        prices[1].suPrice = 0;
        prices[4].cuPrice = (1 << 95) - 1;
        address gus = people[8];
        Share[] memory shares = new Share[](3);
        (shares[0], shares[1], shares[2]) = (Share(gus, 3_333), Share(payee, 3_333), Share(payer, 3_334));
        FarmSetup memory setup = farmSetup(_tidOf(gus));
        (setup.operator, setup.upfrontBps, setup.noticeDays, setup.minOfferBps) = (people[9], 0, 1, 10_000);
        vm.prank(gus);
        otherFarm = registry.createFarm(setup, prices, shares);
        addNode(otherFarm);
        addNode(otherFarm);
    }

    function _tidOf(address owner) private view returns (uint40 found) {
        for (found = 1; registry.ownerOfTid(found) != owner; ++found) {}
    }
}
