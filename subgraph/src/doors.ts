// What the manifest calls for events of Doors.
export * from "./unpack/doors";
