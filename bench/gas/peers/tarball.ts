import { gunzipSync } from "node:zlib";

const BLOCK = 512;
const NAME = { start: 0, length: 100 };
const SIZE = { start: 124, length: 12 };
const PREFIX = { start: 345, length: 155 };

/** The files of an npm package's tarball, by their path inside the package. */
export function filesOf(tarball: Buffer): ReadonlyMap<string, Buffer> {
  const tar = gunzipSync(tarball);
  const files = new Map<string, Buffer>();
  for (let at = 0; at + BLOCK <= tar.length;) {
    const text = ({ start, length }: typeof NAME): string =>
      tar
        .subarray(at + start, at + start + length)
        .toString("latin1")
        .replace(/\0.*$/s, "");
    const name = text(NAME);
    if (name === "") break; // two empty blocks end an archive
    const prefix = text(PREFIX);
    const size = Number.parseInt(text(SIZE), 8);
    const path = prefix === "" ? name : `${prefix}/${name}`;
    files.set(path.replace(/^[^/]*\//, ""), tar.subarray(at + BLOCK, at + BLOCK + size));
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}
