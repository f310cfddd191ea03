// What the manifest calls for events of Registry.
export * from "./unpack/registry";
export * from "./unpack/registryStructs";
