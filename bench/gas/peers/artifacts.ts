import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { filesOf } from "./tarball.ts";

/** A published package whose contracts are measured beside ours. */
export interface PeerPackage {
  readonly name: string;
  readonly version: string;
  /** As the registry states it; the bytes are checked against it. */
  readonly integrity: `sha512-${string}`;
}

export interface Artifact {
  readonly abi: object[];
  readonly bytecode: { readonly object: string };
}

/** npm could not bring the package: there is no network, or no registry behind it. */
export class PeerUnavailable extends Error {}

const KEPT = fileURLToPath(new URL("../../../cache/peers/", import.meta.url));

/**
 * Reads compiled contracts out of a published npm package. The package is not a dependency: this one's own dependencies
 * name a git repository, which no lock file here may. So npm fetches the one tarball, once, and nothing of it runs.
 */
export function artifactsOf(peer: PeerPackage): (path: string) => Artifact {
  const files = filesOf(tarballOf(peer));
  return (path) => {
    const file = files.get(`artifacts/${path}.json`);
    if (file === undefined) throw new Error(`${peer.name}@${peer.version} has no artifact ${path}`);
    const artifact = JSON.parse(file.toString("utf8")) as Artifact;
    // Sablier's ABI has one entry type that is none: a contract's name where `address` belongs.
    return {
      ...artifact,
      abi: artifact.abi.filter((entry) => !JSON.stringify(entry).includes('"AggregatorV3Interface"')),
    };
  };
}

function tarballOf({ name, version, integrity }: PeerPackage): Buffer {
  const path = `${KEPT}${name.replace("@", "").replace("/", "-")}-${version}.tgz`;
  if (!existsSync(path)) {
    mkdirSync(KEPT, { recursive: true });
    const packed = spawnSync("npm", ["pack", `${name}@${version}`, "--pack-destination", KEPT, "--silent"], {
      encoding: "utf8",
      shell: process.platform === "win32",
    });
    if (packed.status !== 0)
      throw new PeerUnavailable(`npm could not fetch ${name}@${version}: ${packed.stderr.trim()}`);
  }
  const tarball = readFileSync(path);
  const found = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;
  if (found !== integrity) throw new Error(`${path} is not what the registry published: ${found}`);
  return tarball;
}
