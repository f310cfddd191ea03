// What the manifest calls for events of Orders.
export * from "./unpack/orders";
