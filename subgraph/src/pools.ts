// What the manifest calls for events of Pools.
export * from "./unpack/reservations";
export * from "./unpack/reserved";
export * from "./unpack/credits";
export * from "./unpack/pools";
export * from "./unpack/money";
