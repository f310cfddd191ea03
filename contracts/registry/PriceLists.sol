// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRegistry, Price, PriceView} from "../interfaces/IRegistry.sol";
import {Cost} from "../libraries/Cost.sol";
import {Errors} from "../libraries/Errors.sol";
import {TokenInfo} from "../libraries/TokenInfo.sol";
import {RegistryState} from "./RegistryState.sol";

/// @notice Versioned terms: upfront share, notice, and a price list of at most 32 tokens.
abstract contract PriceLists is RegistryState {
    uint256 internal constant MAX_TOKENS = 32;

    /// @inheritdoc IRegistry
    function setTerms(
        uint32 farmId,
        uint16 upfrontBps,
        uint16 noticeDays,
        Price[] calldata changes
    ) external onlyFarmOwner(farmId) {
        Farm storage f = _farms[farmId];
        _requireTerms(upfrontBps, noticeDays);
        uint32 version = ++f.version;
        emit TermsChanged(farmId, version, f.upfrontBps, upfrontBps, f.noticeDays, noticeDays);
        f.upfrontBps = upfrontBps;
        f.noticeDays = noticeDays;
        _setPrices(farmId, version, changes);
    }

    /// @inheritdoc IRegistry
    function listedTokens(uint32 farmId) external view returns (address[] memory tokens) {
        address[] storage places = _farms[farmId].tokens;
        tokens = new address[](places.length);
        uint256 count;
        for (uint256 i; i < places.length; ++i) {
            address token = places[i];
            if (_prices[farmId][token].slot == i + 1) tokens[count++] = token;
        }
        assembly ("memory-safe") {
            mstore(tokens, count)
        }
    }

    /// @inheritdoc IRegistry
    function priceAt(uint32 farmId, address token, uint32 version) external view returns (PriceView memory) {
        ListPrice memory price = _priceAt(farmId, token, version);
        return PriceView({cuPrice: price.cu, suPrice: price.su, tokenIndex: price.tokenIndex, slot: price.slot});
    }

    function _requireTerms(uint16 upfrontBps, uint16 noticeDays) internal pure {
        require(upfrontBps <= Cost.BPS, Errors.BadBps(Cost.BPS, upfrontBps));
        require(noticeDays != 0 && noticeDays <= Cost.MAX_NOTICE, Errors.BadNotice(1, Cost.MAX_NOTICE, noticeDays));
    }

    function _setPrices(uint32 farmId, uint32 version, Price[] calldata changes) internal {
        for (uint256 i; i < changes.length; ++i) _setPrice(farmId, version, changes[i]);
    }

    function _setPrice(uint32 farmId, uint32 version, Price calldata change) private {
        require(change.cuPrice < Cost.PRICE_LIMIT, Errors.PriceTooHigh(Cost.PRICE_LIMIT - 1, change.cuPrice));
        require(change.suPrice < Cost.PRICE_LIMIT, Errors.PriceTooHigh(Cost.PRICE_LIMIT - 1, change.suPrice));
        address token = change.token;
        ListPrice memory old = _prices[farmId][token];
        ListPrice memory price;
        price.since = version;
        price.tokenIndex = old.tokenIndex != 0 ? old.tokenIndex : _number(farmId, token);
        if (change.listed) {
            price.cu = change.cuPrice;
            price.su = change.suPrice;
            price.slot = old.slot != 0 ? old.slot : _takePlace(farmId, token);
        } else {
            require(old.slot != 0, Errors.TokenNotListed(farmId, token));
        }
        // A token named twice in one call: the last word counts, and no version has two prices.
        if (old.tokenIndex != 0 && old.since != version) _pastPrices[farmId][token].push(old);
        _prices[farmId][token] = price;
        emit PriceChanged(farmId, token, version, price.tokenIndex, price.slot, old.cu, old.su, price.cu, price.su);
    }

    /// @dev The first place of the list that holds no listed token.
    function _takePlace(uint32 farmId, address token) private returns (uint8) {
        address[] storage places = _farms[farmId].tokens;
        uint256 length = places.length;
        for (uint256 i; i < length; ++i) {
            if (_prices[farmId][places[i]].slot != i + 1) {
                places[i] = token;
                return uint8(i + 1); // at most MAX_TOKENS
            }
        }
        require(length < MAX_TOKENS, Errors.TooMany(MAX_TOKENS, length + 1));
        places.push(token);
        return uint8(length + 1);
    }

    /// @dev Gives the token its number at its first listing on the farm.
    function _number(uint32 farmId, address token) private returns (uint24 index) {
        require(token == address(0) || token.code.length != 0, Errors.BadAddress(token));
        index = ++_farms[farmId].tokenCount;
        _tokens[farmId][index] = token;
        (uint8 decimals, string memory symbol, bool known) = TokenInfo.read(token);
        emit TokenListed(farmId, index, token, decimals, symbol, known);
    }

    /// @dev The price that counted under `version`: the newest one that is not younger.
    function _priceAt(uint32 farmId, address token, uint256 version) internal view returns (ListPrice memory price) {
        price = _prices[farmId][token];
        if (price.since <= version) return price;
        ListPrice[] storage past = _pastPrices[farmId][token];
        uint256 low;
        uint256 high = past.length;
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (past[middle].since <= version) low = middle + 1;
            else high = middle;
        }
        if (low == 0) delete price;
        else price = past[low - 1];
    }
}
