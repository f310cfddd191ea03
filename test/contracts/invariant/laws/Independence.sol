// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {PriceView} from "../../../../contracts/interfaces/IRegistry.sol";
import {Clock} from "../../../../contracts/types/Clock.sol";
import {Deal} from "../../../../contracts/types/Deal.sol";
import {Request} from "../../../../contracts/types/Request.sol";
import {State} from "../../../../contracts/types/State.sol";
import {vm} from "../../support/Vm.sol";
import {Act, Sort, text} from "../ghosts/Act.sol";
import {Dice} from "../ghosts/Dice.sol";
import {Meter} from "../ghosts/Meter.sol";
import {Money} from "../ghosts/Money.sol";
import {Strangers} from "../handlers/Strangers.sol";
import {Futures} from "./Futures.sol";

/// @notice 10: what someone can do now he can still do after whatever others did, unless another has paid for it.
abstract contract Independence is Strangers, Futures {
    function requireIndependence(Dice memory dice) internal {
        Act memory act = anyAct(dice);
        if (act.sort == Sort.None || act.name == "acceptTid" || act.name == "acceptFarm") return;
        (bool could, uint256 yield_) = abi.decode(rehearse(abi.encodeCall(this.tryAct, (act))), (bool, uint256));
        if (!could) return;
        if (act.name == "payWithPermit") _bringPermit(act);
        for (uint256 i = dice.between(1, 5); i != 0; --i) {
            Act memory other = anyAct(dice);
            if (_isOthers(other, act)) attempt(other);
        }
        (bool can, uint256 now_) = yieldOf(act);
        string memory name = text(act.name);
        if (!can) vm.assertTrue(_isPaidByAnother(act), name);
        else vm.assertGe(now_, yield_, name);
    }

    /// @dev Neither the actor's, nor of the wallet that owns what he acts on, nor of that farm, nor signed by one of them;
    /// no taking of what one of them gave; and not the same, where it is done once by whoever is first.
    function _isOthers(Act memory other, Act memory act) private view returns (bool) {
        if (other.sort != Sort.Own && other.sort != Sort.Open && other.sort != Sort.Once) return false;
        if (_isConcerned(other.by, act) || _isConcerned(other.signer, act)) return false;
        if (act.sort == Sort.Once && other.name == act.name && other.id == act.id) return false;
        // A batch of readings is about other pools of the farm too, and so about their owners, and about who refills them:
        // that settles, and a reading that dates a fall back further comes too late.
        if (act.name != "report" || other.id == 0) return true;
        if (_refills(other)) return false;
        address owner = ownerOf(other.id);
        return other.by != owner && other.signer != owner;
    }

    function _isConcerned(address who, Act memory act) private view returns (bool) {
        if (who == address(0)) return false;
        if (who == act.by || who == act.signer) return true;
        if (act.id != 0 && (who == ownerOf(act.id) || who == _ownerOfTarget(act.id))) return true;
        if (act.farmId == 0) return false;
        return who == registry.ownerOfFarm(act.farmId) || who == registry.farm(act.farmId).operator;
    }

    function _refills(Act memory act) private view returns (bool) {
        if (act.name == "refill" || act.name == "buyRefill") return true;
        if (act.name == "execute" || act.name == "executeWithOffer") return true;
        return _isRefill(act.id);
    }

    /// @dev Of the pool that a reservation refills, which may have changed hands since.
    function _ownerOfTarget(uint256 id) private view returns (address) {
        (Clock clock, , Deal deal) = pools.slotsOf(id);
        if (deal.state() != State.Payable) return address(0);
        uint256 target = Request.wrap(Clock.unwrap(clock)).target();
        return target == 0 ? address(0) : ownerOf(target);
    }

    /// @dev A reservation whose quote was reached in some token; or a pool that was refilled, so that no order is due.
    function _isPaidByAnother(Act memory act) private view returns (bool) {
        if (act.id == 0) return false;
        (Clock clock, , Deal deal) = pools.slotsOf(act.id);
        Deal was = pages[act.id].deal;
        if (deal.state() != was.state()) return deal.state() == State.Active || deal.state() == State.Refilled;
        if (deal.state() == State.Active) {
            Meter memory meter = pages[act.id].meter;
            meter.touch(today);
            bool isOrder = act.name == "execute" || act.name == "executeWithOffer";
            return isOrder && clock.cu() + clock.su() > meter.cu + meter.su;
        }
        for (uint256 i; i < tokens.length; ++i) if (_isReached(act.id, tokens[i], clock, deal)) return true;
        return false;
    }

    function _isReached(uint256 id, address token, Clock clock, Deal deal) private view returns (bool) {
        Request request = Request.wrap(Clock.unwrap(clock));
        PriceView memory price = registry.priceAt(deal.farmId(), token, request.version());
        uint256 cost = Money.cost(request.cus(), price.cuPrice) + Money.cost(request.sus(), price.suPrice);
        // Where it costs nothing, a payment of nothing reaches the quote, but only a payment does.
        if (cost == 0) return price.tokenIndex != 0 && deal.tokenIndex() == price.tokenIndex;
        return pools.paidOf(id, token) == cost;
    }

    /// @dev Before its maker does: the payment must not notice.
    function _bringPermit(Act memory act) private {
        bytes memory arguments = new bytes(act.data.length - 4);
        for (uint256 i; i < arguments.length; ++i) arguments[i] = act.data[i + 4];
        (, address token, uint256 amount, , uint256 deadline, uint8 v, bytes32 r, bytes32 s) = abi.decode(
            arguments,
            (string, address, uint256, bytes32, uint256, uint8, bytes32, bytes32)
        );
        (bool brought, ) = token.call(
            abi.encodeCall(IERC20Permit.permit, (act.by, address(doors), amount, deadline, v, r, s))
        );
        if (token == address(permitting)) vm.assertTrue(brought || r == 0, "permit");
    }
}
