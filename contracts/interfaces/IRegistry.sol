// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A price change: what a unit-month costs in a token, in that token's base units.
struct Price {
    address token; // address 0 is the native coin
    uint96 cuPrice; // below 2^95
    uint96 suPrice;
    bool listed; // false takes the token off the list
}

/// @notice A payee and his part of a farm's income; the parts of a table sum to 10,000.
struct Share {
    address payee;
    uint16 bps;
}

/// @notice What a farm says of itself when it is created.
struct FarmSetup {
    uint40 tid; // the farmer's threebot
    address operator; // the bridge's hot key
    uint16 upfrontBps; // released to the farm at payment
    uint16 noticeDays; // warning before an eviction, 1 to 365
    uint16 minOfferBps; // what the operator may sign is at least this part of the list price, in each unit
    string name;
    string endpoint; // URL of the farm's bridge
}

/// @notice What a node has and where it stands. Lives in events only.
struct NodeInfo {
    uint32 cru; // vCPU
    uint32 mru; // GiB of memory
    uint32 sru; // GiB of SSD
    uint32 hru; // GiB of HDD
    bytes2 country; // ISO 3166-1 alpha-2
    string city;
    uint32[] ipv4s; // public addresses
}

/// @notice A farm as it stands now.
struct FarmView {
    address owner;
    address pendingOwner;
    uint40 tid;
    uint32 signerEpoch;
    address operator;
    uint32 version;
    uint16 upfrontBps;
    uint16 minOfferBps;
    uint16 noticeDays;
    uint16 shareTable;
    bytes32 announcedShares;
    uint32 sharesApplicableFrom;
}

/// @notice A node as it stands now.
struct NodeView {
    uint32 farmId;
    uint40 contributorTid;
    bool retired;
    bytes32 key;
}

/// @notice A threebot as it stands now.
struct ThreebotView {
    address owner;
    address pendingOwner;
    bytes32 key;
}

/// @notice A farm's price in one token under one version of its terms.
struct PriceView {
    uint256 cuPrice;
    uint256 suPrice;
    uint256 tokenIndex; // 0 = the farm never listed it up to that version
    uint256 slot; // place in the farm's list + 1, 0 = not listed under that version
}

/// @notice All that a reservation is judged by, in one read.
struct ReserveFacts {
    address tidOwner;
    uint256 version; // 0 = no such farm
    uint256 upfrontBps;
    uint256 noticeDays;
    uint256 currencies; // places of the farm's list that the customer takes too, as bits
}

/// @notice All that a signed offer is judged by, in one read.
struct OfferFacts {
    address tidOwner;
    address farmOwner;
    address operator;
    uint256 signerEpoch;
    uint256 version;
    uint256 noticeDays;
    uint256 upfrontBps;
    uint256 minOfferBps;
    uint256 tokenIndex; // 0 = the farm never listed the token
    bool listed;
    uint256 cuPrice;
    uint256 suPrice;
}

/// @title Who and where: threebots, farms, nodes, prices, payees
/// @notice Holds no money and knows no pool. Nobody has any privilege over it.
interface IRegistry {
    // ── threebots ──

    event ThreebotRegistered(uint40 indexed tid, address indexed owner, bytes32 indexed key, bytes proof);
    event KeyRotated(uint40 indexed tid, bytes32 indexed newKey, bytes32 oldKey, bytes proof);
    event TidTransferStarted(uint40 indexed tid, address indexed from, address indexed to);
    event TidTransferred(uint40 indexed tid, address indexed from, address indexed to);

    /// @notice Registers a threebot with an ed25519 key, owned by the caller.
    /// @param proof the key's own signature over key and wallet (action 7). The chain cannot cheaply verify it and only
    /// emits it; a bridge ignores a threebot whose proof or key is invalid. Keys need not be unique: that would let
    /// anyone squat one, so quorums count distinct keys.
    function register(bytes32 key, bytes calldata proof) external returns (uint40 tid);

    /// @notice Replaces the key; the history stays in the events.
    function rotateKey(uint40 tid, bytes32 key, bytes calldata proof) external;

    /// @notice Offers the threebot to `to`; address 0 takes the offer back.
    function transferTid(uint40 tid, address to) external;

    /// @notice Takes an offered threebot. The taker brings a new key: the seller's must stop counting.
    function acceptTid(uint40 tid, bytes32 newKey, bytes calldata proof) external;

    // ── farms ──

    event FarmCreated(uint32 indexed farmId, address indexed owner, uint40 indexed tid, FarmSetup setup);
    event FarmDescribed(uint32 indexed farmId, string name, string endpoint);
    event FarmTransferStarted(uint32 indexed farmId, address indexed from, address indexed to);
    event FarmTransferred(
        uint32 indexed farmId,
        address indexed from,
        address indexed to,
        uint40 oldTid,
        uint40 tid,
        address operator,
        uint32 signerEpoch
    );
    event FarmTidChanged(uint32 indexed farmId, uint40 oldTid, uint40 tid);
    event OperatorChanged(
        uint32 indexed farmId,
        address indexed oldOperator,
        address indexed operator,
        uint32 signerEpoch
    );
    event MinOfferChanged(uint32 indexed farmId, uint16 oldMinOfferBps, uint16 minOfferBps);

    /// @notice Founds a farm, owned by the caller, at version 1 of its terms.
    function createFarm(
        FarmSetup calldata setup,
        Price[] calldata prices,
        Share[] calldata shares
    ) external returns (uint32 farmId);

    function describeFarm(uint32 farmId, string calldata name, string calldata endpoint) external;

    /// @notice Offers the farm to `to`; address 0 takes the offer back.
    function transferFarm(uint32 farmId, address to) external;

    /// @notice Takes an offered farm; the taker brings his own threebot and operator. Voids every offer signed before,
    /// drops a share table that waits, and lets the operator sign at list price only, until `setMinOffer`.
    function acceptFarm(uint32 farmId, uint40 tid, address operator) external;

    function setFarmTid(uint32 farmId, uint40 tid) external;

    /// @notice Replaces the bridge's hot key. Voids every offer signed before, also after A → B → A.
    function setOperator(uint32 farmId, address operator) external;

    function setMinOffer(uint32 farmId, uint16 minOfferBps) external;

    // ── terms: prices, upfront share, notice ──

    /// @notice A farm lists a token for the first time. What the token says of itself is asked here, once.
    /// @param known did it tell its decimals?
    event TokenListed(
        uint32 indexed farmId,
        uint24 indexed index,
        address indexed token,
        uint8 decimals,
        string symbol,
        bool known
    );
    event TermsChanged(
        uint32 indexed farmId,
        uint32 indexed version,
        uint16 oldUpfrontBps,
        uint16 upfrontBps,
        uint16 oldNoticeDays,
        uint16 noticeDays
    );
    event PriceChanged(
        uint32 indexed farmId,
        address indexed token,
        uint32 indexed version,
        uint24 tokenIndex,
        uint8 slot,
        uint96 oldCuPrice,
        uint96 oldSuPrice,
        uint96 cuPrice,
        uint96 suPrice
    );

    /// @notice Changes upfront share, notice and any number of prices in one step, as one new version. What was made
    /// under an older version keeps it.
    function setTerms(uint32 farmId, uint16 upfrontBps, uint16 noticeDays, Price[] calldata changes) external;

    // ── payees ──

    event SharesAnnounced(uint32 indexed farmId, Share[] shares, uint32 applicableFrom);
    event SharesApplied(uint32 indexed farmId, uint16 indexed table, Share[] shares);

    /// @notice Announces a new share table; it may be applied after 7 days. Replaces one that waits, and starts the
    /// days again. An empty list takes the announcement back.
    function announceShares(uint32 farmId, Share[] calldata shares) external;

    /// @notice Puts an announced table in force; anyone may. What was released before stays under the old table.
    function applyShares(uint32 farmId, Share[] calldata shares) external;

    // ── nodes ──

    event NodeAdded(
        uint32 indexed nodeId,
        uint32 indexed farmId,
        bytes32 indexed key,
        uint40 contributorTid,
        NodeInfo info,
        bytes proof
    );
    event NodeDescribed(uint32 indexed nodeId, uint40 contributorTid, NodeInfo info);
    event NodeRekeyed(uint32 indexed nodeId, bytes32 indexed key, bytes32 oldKey, bytes proof);
    event NodeRetired(uint32 indexed nodeId, uint32 indexed farmId);
    event NodeRelisted(uint32 indexed nodeId, uint32 indexed farmId);
    event NodesReported(uint32 indexed farmId, uint32[] down, uint32[] up);

    /// @notice Adds a node. Ids are never reused.
    /// @param contributorTid who brought the node: farmers who pool their nodes in one farm are told apart by it
    /// @param proof the node key's own signature (action 6), emitted, verified by the bridge
    function addNode(
        uint32 farmId,
        bytes32 key,
        uint40 contributorTid,
        NodeInfo calldata info,
        bytes calldata proof
    ) external returns (uint32 nodeId);

    function describeNode(uint32 nodeId, uint40 contributorTid, NodeInfo calldata info) external;

    /// @notice Moves the node to a new key. Pools that name the node go on naming it; its results count by the new key.
    function rekeyNode(uint32 nodeId, bytes32 key, bytes calldata proof) external;

    /// @notice Takes the node off the market. Pools that name it keep their terms, their money and their right to leave;
    /// no new pool can name it.
    function retireNode(uint32 nodeId) external;

    function relistNode(uint32 nodeId) external;

    /// @notice The operator says which nodes went down and which came up. Only emits: uptime for the market.
    function reportNodes(uint32 farmId, uint32[] calldata down, uint32[] calldata up) external;

    // ── views ──

    function threebot(uint40 tid) external view returns (ThreebotView memory);

    function farm(uint32 farmId) external view returns (FarmView memory);

    function node(uint32 nodeId) external view returns (NodeView memory);

    function threebotCount() external view returns (uint40);

    function farmCount() external view returns (uint32);

    function nodeCount() external view returns (uint32);

    /// @notice The wallet that owns the threebot, 0 for one that was never registered.
    function ownerOfTid(uint40 tid) external view returns (address);

    function versionOf(uint32 farmId) external view returns (uint32);

    function ownerOfFarm(uint32 farmId) external view returns (address);

    /// @notice The tokens on the farm's price list, at their places; taken-off places are skipped.
    function listedTokens(uint32 farmId) external view returns (address[] memory);

    /// @notice The farm's token with that index, counted from 1; it may well be the native coin, address 0.
    function tokenAt(uint32 farmId, uint24 index) external view returns (address);

    /// @notice The farm's price in `token` under `version` of its terms.
    function priceAt(uint32 farmId, address token, uint32 version) external view returns (PriceView memory);

    /// @notice The payee's part under a share table of the farm.
    function shareOf(uint32 farmId, uint16 table, address payee) external view returns (uint16);

    // ── merged reads, one call for each act of Pools ──

    /// @notice For a reservation: checks that the nodes are the farm's, ascending and listed.
    function forReserve(
        uint32 farmId,
        uint40 tid,
        uint32[] calldata nodeIds,
        address[] calldata tokens
    ) external view returns (ReserveFacts memory);

    /// @notice For an offer: checks the nodes likewise.
    function forOffer(
        uint32 farmId,
        uint40 tid,
        address token,
        uint32[] calldata nodeIds
    ) external view returns (OfferFacts memory);

    /// @notice For a refill: the pool's token and its price now.
    /// @return token the token with that index
    /// @return cuPrice per CU-month
    /// @return suPrice per SU-month
    /// @return slot place in the farm's list + 1, 0 = no longer listed
    /// @return shareTable now in force
    function forRefill(
        uint32 farmId,
        uint24 tokenIndex
    ) external view returns (address token, uint256 cuPrice, uint256 suPrice, uint256 slot, uint256 shareTable);

    /// @notice For the end of a pool: who owns it, in which token, and the share table now in force.
    function forOwner(
        uint32 farmId,
        uint40 tid,
        uint24 tokenIndex
    ) external view returns (address tidOwner, address token, uint256 shareTable);

    /// @notice For booking income: the token and the share table now in force.
    function forIncome(uint32 farmId, uint24 tokenIndex) external view returns (address token, uint256 shareTable);

    /// @notice For the operator's acts.
    function forOperator(uint32 farmId) external view returns (address operator, uint256 shareTable);
}
