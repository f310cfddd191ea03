// What the contracts say, as they declare it: a test compares each line with what was compiled.

const NODE_INFO = "tuple(uint32 cru, uint32 mru, uint32 sru, uint32 hru, bytes2 country, string city, uint32[] ipv4s)";
const FARM_SETUP =
  "tuple(uint40 tid, address operator, uint16 upfrontBps, uint16 noticeDays, uint16 minOfferBps, string name, string endpoint)";
const TERMS =
  "tuple(uint32 farmId, uint32 termsVersion, uint64 cus, uint64 sus, uint32[] nodeIds, address[] currencies, uint32 cuCap, uint32 suCap, address refundTo, bytes32 signingRequestHash)";

/** Of `Registry`: who, where, at what price. */
export const REGISTRY_EVENTS = [
  "event ThreebotRegistered(uint40 indexed tid, address indexed owner, bytes32 indexed key, bytes proof)",
  "event KeyRotated(uint40 indexed tid, bytes32 indexed newKey, bytes32 oldKey, bytes proof)",
  "event TidTransferred(uint40 indexed tid, address indexed from, address indexed to)",
  `event FarmCreated(uint32 indexed farmId, address indexed owner, uint40 indexed tid, ${FARM_SETUP} setup)`,
  "event FarmDescribed(uint32 indexed farmId, string name, string endpoint)",
  "event FarmTransferred(uint32 indexed farmId, address indexed from, address indexed to, uint40 oldTid, uint40 tid, address operator, uint32 signerEpoch)",
  "event FarmTidChanged(uint32 indexed farmId, uint40 oldTid, uint40 tid)",
  "event OperatorChanged(uint32 indexed farmId, address indexed oldOperator, address indexed operator, uint32 signerEpoch)",
  "event MinOfferChanged(uint32 indexed farmId, uint16 oldMinOfferBps, uint16 minOfferBps)",
  "event TermsChanged(uint32 indexed farmId, uint32 indexed version, uint16 oldUpfrontBps, uint16 upfrontBps, uint16 oldNoticeDays, uint16 noticeDays)",
  "event PriceChanged(uint32 indexed farmId, address indexed token, uint32 indexed version, uint24 tokenIndex, uint8 slot, uint96 oldCuPrice, uint96 oldSuPrice, uint96 cuPrice, uint96 suPrice)",
  `event NodeAdded(uint32 indexed nodeId, uint32 indexed farmId, bytes32 indexed key, uint40 contributorTid, ${NODE_INFO} info, bytes proof)`,
  `event NodeDescribed(uint32 indexed nodeId, uint40 contributorTid, ${NODE_INFO} info)`,
  "event NodeRekeyed(uint32 indexed nodeId, bytes32 indexed key, bytes32 oldKey, bytes proof)",
  "event NodeRetired(uint32 indexed nodeId, uint32 indexed farmId)",
  "event NodeRelisted(uint32 indexed nodeId, uint32 indexed farmId)",
  "event NodesReported(uint32 indexed farmId, uint32[] down, uint32[] up)",
] as const;

/** Of `Pools`: reservations, pools and their clocks. `clock` is the packed word that `unpackClock` reads. */
export const POOLS_EVENTS = [
  `event Reserved(uint256 indexed id, uint32 indexed farmId, uint40 indexed tid, ${TERMS} terms, bytes32 termsHash, uint32 deadline, uint64 epoch, bytes signature)`,
  "event RefillReserved(uint256 indexed id, uint256 indexed poolId, address indexed refundTo, uint64 cus, uint64 sus, uint32 termsVersion, uint256 cuCost, uint256 suCost, bytes32 termsHash, uint32 deadline)",
  "event Accepted(uint256 indexed id, uint32 deadline)",
  "event Rejected(uint256 indexed id, string reason)",
  "event Cancelled(uint256 indexed id)",
  "event Credited(uint256 indexed poolId, address indexed token, address indexed payer, uint8 door, uint256 cus, uint256 sus, uint256 cuPaid, uint256 suPaid, uint256 worth, uint256 heldUntil, uint256 released)",
  "event Refilled(uint256 indexed poolId, uint256 indexed reservationId, address indexed payer, uint8 door, uint256 cus, uint256 sus, uint256 cuPaid, uint256 suPaid, uint256 worth, uint256 clock, uint256 emptyAt, uint256 stopAt, uint256 released)",
  "event Opened(uint256 indexed poolId, uint32 indexed farmId, uint40 indexed tid, address signer, uint256 nonce, uint32 termsVersion, uint16 upfrontBps, uint16 noticeDays, uint32 cuCap, uint32 suCap, uint32[] nodeIds)",
  "event OfferTaken(uint256 indexed poolId, address indexed signer, uint256 nonce)",
  "event Settled(uint256 indexed poolId, uint256 clock, uint256 emptyAt, uint256 stopAt, uint256 released)",
  "event ReadingTaken(uint256 indexed poolId, uint256 clock, uint256 since, uint256 emptyAt, uint256 stopAt, uint256 released)",
  "event ReadingSkipped(uint256 indexed poolId, uint32 indexed farmId, uint8 reason, uint256 cuRate, uint256 suRate, uint256 since)",
  "event CapsChanged(uint256 indexed poolId, uint32 oldCuCap, uint32 oldSuCap, uint32 cuCap, uint32 suCap)",
  "event Closed(uint256 indexed poolId, address indexed to, uint256 cu, uint256 su, uint256 released, uint256 returned)",
  "event EvictionAnnounced(uint256 indexed poolId, uint32 evictableFrom, uint32 lapsesAfter)",
  "event EvictionWithdrawn(uint256 indexed poolId)",
  "event Evicted(uint256 indexed poolId, address indexed owner, uint256 cu, uint256 su, uint256 released, uint256 brought)",
  "event PoolTransferred(uint256 indexed poolId, uint40 indexed fromTid, uint40 indexed toTid)",
] as const;

/** Of `Orders`: what a wallet lets anyone refill for it. */
export const ORDERS_EVENTS = [
  "event OrderSet(uint256 indexed poolId, address indexed maker, uint64 cus, uint64 sus, uint128 maxCuCost, uint128 maxSuCost, uint32 whenSecondsLeft, uint32 minInterval, uint128 maxTotal, uint32 until)",
  "event OrderCancelled(uint256 indexed poolId, address indexed maker)",
  "event OrderExecuted(uint256 indexed poolId, address indexed maker, uint256 cost, uint128 spent)",
] as const;
