// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Clock} from "../../../../contracts/types/Clock.sol";
import {Deal} from "../../../../contracts/types/Deal.sol";
import {State} from "../../../../contracts/types/State.sol";
import {Worth} from "../../../../contracts/types/Worth.sol";
import {Act} from "./Act.sol";
import {Book} from "./Book.sol";
import {Page} from "./Page.sol";

/// @notice Looks at every reservation and pool after every act, and judges what became different by who acted.
abstract contract Watch is Book {
    /// @dev By whom a token was told to call back, and whose signature it brought: they act inside another's act.
    address internal insideBy;
    address internal insideSigner;

    function observe(Act memory act) internal {
        uint256 last = pools.lastId();
        for (uint256 id = 1; id <= last; ++id) {
            Page storage page = pages[id];
            (Clock clock, Worth worth, Deal deal) = pools.slotsOf(id);
            State was = page.deal.state();
            if (Deal.unwrap(deal) != Deal.unwrap(page.deal)) {
                _judgeState(id, was, deal.state());
                if (was != State.None) _judgeDeal(id, page.deal, deal, act);
                page.deal = deal;
            }
            if (Clock.unwrap(clock) != Clock.unwrap(page.clock)) {
                if (was == State.Active && deal.state() == State.Active) _judgeDrain(id, page, clock);
                page.clock = clock;
            }
            page.worth = worth;
            (page.cuBoughtThen, page.suBoughtThen) = (page.cuBought, page.suBought);
        }
    }

    /// @dev 7: one way only.
    function _judgeState(uint256 id, State was, State now_) private {
        bool fits;
        if (was == now_) fits = true;
        else if (was == State.None) {
            fits = now_ == State.Requested || now_ == State.Active || (now_ == State.Payable && _isRefill(id));
        } else if (was == State.Requested) {
            fits =
                now_ == State.Payable ||
                now_ == State.Rejected ||
                now_ == State.Cancelled ||
                (now_ == State.Active && pages[id].credits == 1);
        } else if (was == State.Payable) {
            fits =
                (now_ == State.Cancelled && !_isRefill(id)) ||
                (now_ == (_isRefill(id) ? State.Refilled : State.Active) && pages[id].credits == 1);
        } else if (was == State.Active) {
            fits = now_ == State.Closed || now_ == State.Evicted;
        }
        hold(fits, 7, "state went another way", id);
    }

    /// @dev 11: what was agreed stays, and what may change changes by its owner.
    function _judgeDeal(uint256 id, Deal was, Deal now_, Act memory act) private {
        hold(was.farmId() == now_.farmId(), 11, "farm", id);
        hold(was.upfront() == now_.upfront(), 11, "upfront", id);
        hold(was.notice() == now_.notice(), 11, "notice", id);
        bool wasPool = was.state() >= State.Active;
        if (wasPool) hold(was.tokenIndex() == now_.tokenIndex(), 11, "token", id);
        if (was.tid() != now_.tid()) {
            bool taken = act.name == "acceptPool" || _isInside();
            hold(wasPool && taken && _acted(registry.ownerOfTid(now_.tid()), act), 11, "tid", id);
        }
        if (was.cuCap() == now_.cuCap() && was.suCap() == now_.suCap()) return;
        bool raised = was.cuCap() < now_.cuCap() || was.suCap() < now_.suCap();
        address owner = registry.ownerOfTid(was.tid());
        hold(wasPool && _acted(owner, act), 11, "caps", id);
        if (raised) hold(act.name == "buyRefill" || _isInside(), 11, "caps raised", id);
    }

    /// @dev 5: what a balance lost since it was last seen, its rates drew until it was dry or its reading a day old.
    /// A reading alone may name a second before it was dry, for one unit, and so leave more time to the other.
    function _judgeDrain(uint256 id, Page storage page, Clock now_) private {
        Clock was = page.clock;
        uint256 end = was.lastReading() + 24 hours;
        if (today < end) end = today;
        if (page.readAt != today && _dryAt(was) < end) end = _dryAt(was);
        uint256 span = end > was.settledAt() && !was.isEmpty() ? end - was.settledAt() : 0;
        uint256 cuMost = was.cu() + page.cuBought - page.cuBoughtThen;
        uint256 suMost = was.su() + page.suBought - page.suBoughtThen;
        hold(now_.cu() <= cuMost && cuMost - now_.cu() <= span * was.cuRate(), 5, "CU drained", id);
        hold(now_.su() <= suMost && suMost - now_.su() <= span * was.suRate(), 5, "SU drained", id);
        // A batch may name a pool several times: a reading lifts the mark, a second one drains it in the same second.
        bool isRead = was.lastReading() != now_.lastReading();
        if (was.isEmpty() && now_.isEmpty() && !isRead) {
            hold(was.settledAt() == now_.settledAt(), 5, "the second it ran dry", id);
        }
        if (now_.isEmpty()) hold(now_.cuRate() + now_.suRate() == 0, 5, "a dry pool draws", id);
    }

    function _dryAt(Clock clock) private pure returns (uint256 second) {
        second = type(uint256).max;
        if (clock.cuRate() != 0) second = clock.settledAt() + clock.cu() / clock.cuRate();
        if (clock.suRate() != 0) {
            uint256 suDryAt = clock.settledAt() + clock.su() / clock.suRate();
            if (suDryAt < second) second = suDryAt;
        }
    }

    /// @dev A refill was reserved by an event that names its pool; its terms are five words.
    function _isRefill(uint256 id) internal view returns (bool) {
        return pages[id].terms.length == 160;
    }

    function _isInside() internal view returns (bool) {
        return insideBy != address(0);
    }

    function _acted(address who, Act memory act) private view returns (bool) {
        return who != address(0) && (who == act.by || who == act.signer || who == insideBy || who == insideSigner);
    }
}
