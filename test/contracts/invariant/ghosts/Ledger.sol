// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {Share} from "../../../../contracts/interfaces/IRegistry.sol";
import {Leg, Meter} from "./Meter.sol";
import {CapsSince, Claim, Earning, Gift, Page} from "./Page.sol";
import {World} from "./World.sol";

/// @notice What is known of every reservation and pool beside what the contracts say, and the breaches of laws that were
/// seen while it was written down.
abstract contract Ledger is World {
    mapping(uint256 id => Page) internal pages;
    mapping(uint256 id => CapsSince[]) internal capsOf;
    mapping(uint256 id => Gift) internal gifts;

    /// @dev Not yet spent or given back, of payments by memo.
    mapping(uint256 id => mapping(address token => uint256)) internal waiting;
    mapping(uint32 farmId => mapping(address token => uint256)) internal earned;
    mapping(uint32 farmId => mapping(uint256 table => Share[])) internal payees;
    mapping(uint32 farmId => uint16 table) internal tableOf;
    mapping(address token => uint256) internal donated; // to Pools
    mapping(address token => uint256) internal donatedToDoors;

    Claim[] internal contributions; // each payer of each reservation in each token, once
    Claim[] internal debts; // whom Pools, or Doors, ever owed
    Earning[] internal earnings;
    address[] internal moved; // tokens that came to Pools or Doors
    mapping(bytes32 key => bool) private _known;

    /// @dev The first breach of each law that was seen while the books were kept.
    mapping(uint256 law => string) internal breaches;

    function ownerOf(uint256 id) internal view returns (address) {
        return registry.ownerOfTid(pages[id].deal.tid());
    }

    function hold(bool condition, uint256 law, string memory what, uint256 id) internal {
        if (condition || bytes(breaches[law]).length != 0) return;
        breaches[law] = string.concat(what, " of ", Strings.toString(id));
    }

    // ── units and money ──

    /// @dev Books what was billed, at the price that it had, and compares each second's rate with that second's caps.
    function bill(uint256 id, Meter memory meter, Leg memory first, Leg memory then_) internal {
        Page storage page = pages[id];
        uint256 cu = page.meter.cu - meter.cu;
        uint256 su = page.meter.su - meter.su;
        page.cuDrained += cu;
        page.suDrained += su;
        page.drainedWorth += cu * page.cuPrice + su * page.suPrice;
        page.meter = meter;
        _requireWithinCaps(id, first);
        _requireWithinCaps(id, then_);
    }

    function _requireWithinCaps(uint256 id, Leg memory leg) private {
        CapsSince[] storage caps = capsOf[id];
        uint256 end = type(uint256).max;
        for (uint256 i = caps.length; i != 0 && end > leg.from; --i) {
            CapsSince memory c = caps[i - 1];
            bool counts = leg.from < leg.to && c.since < leg.to && c.since < end;
            hold(!counts || (leg.cuRate <= c.cuCap && leg.suRate <= c.suCap), 6, "rate above its cap", id);
            end = c.since;
        }
    }

    /// @dev Books what was released for a pool.
    function release(uint256 id, uint32 farm, uint256 amount) internal {
        if (amount == 0) return;
        address token = pages[id].token;
        pages[id].released += amount;
        earned[farm][token] += amount;
        _addEarning(farm, tableOf[farm], token);
        // New shares may have come in force in the midst of the act.
        if (tableOf[farm] != 0) _addEarning(farm, tableOf[farm] - 1, token);
    }

    // ── lists ──

    function _addEarning(uint32 farm, uint16 table, address token) private {
        if (_isNew(abi.encode(farm, table, token))) earnings.push(Earning(farm, table, token));
    }

    function addContribution(uint256 id, address token, address payer) internal {
        if (_isNew(abi.encode(id, token, payer, 0))) contributions.push(Claim(id, token, payer));
        addMoved(token);
    }

    function addDebt(address token, address account) internal {
        if (_isNew(abi.encode(token, account))) debts.push(Claim(0, token, account));
        addMoved(token);
    }

    function addMoved(address token) internal {
        if (_isNew(abi.encode(token))) moved.push(token);
    }

    function _isNew(bytes memory what) private returns (bool isNew) {
        bytes32 key = keccak256(what);
        isNew = !_known[key];
        if (isNew) _known[key] = true;
    }
}
