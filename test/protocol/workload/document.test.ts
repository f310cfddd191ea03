import { expect } from "chai";
import { canonicalJson } from "../../../src/protocol/canonicalJson.ts";
import { checkDocument, readDocument, workloadsOf } from "../../../src/protocol/workload/document.ts";
import type { DocumentError } from "../../../src/protocol/workload/problems.ts";
import { container, reservation } from "../support/document.ts";

const SEALED = "ab".repeat(48);
const whole = reservation({
  containers: [
    container({
      secret_environment: { TOKEN: SEALED },
      mounts: [{ volume: 2, path: "/data" }],
      networks: [{ network: "home", ip: "10.1.2.3" }],
    }),
  ],
  volumes: [{ workload_id: 2, node_id: 7, size: 10, disk: "ssd" }],
  zdbs: [{ workload_id: 3, node_id: 8, size: 5, disk: "hdd", mode: "seq", password: SEALED, public: false }],
  networks: [
    {
      workload_id: 4,
      node_id: 7,
      name: "home",
      ip_range: "10.1.0.0/16",
      subnet: "10.1.2.0/24",
      private_key: SEALED,
      listen_port: 51820,
      peers: [{ public_key: `${"A".repeat(43)}=`, allowed_ips: ["10.1.3.0/24"], endpoint: "" }],
    },
  ],
  vms: [
    { workload_id: 5, node_id: 8, image: "debian-13", cru: 2, mru: 4, root_size: 20, network: "home", ssh_keys: [] },
  ],
  gateways: [{ workload_id: 6, node_id: 7, kind: "http", host: "shop.example.com", target: 1, target_port: 8080 }],
  public_ips: [{ workload_id: 7, node_id: 8, target: 5 }],
});

/** The problems that a document has, as "path expected". */
function problemsOf(value: unknown): string[] {
  try {
    checkDocument(value);
    return [];
  } catch (error) {
    return (error as DocumentError).problems.map(({ path, expected }) => `${path} ${expected}`);
  }
}

/** A copy with one place changed. */
function withAt(path: string, value: unknown): unknown {
  const copy = structuredClone(whole) as unknown;
  const names = path.split("/").slice(1);
  const last = names.pop() ?? "";
  const parent = names.reduce((at, name) => (at as Record<string, unknown>)[name], copy) as Record<string, unknown>;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}

describe("A reservation document (section 5)", () => {
  it("is read from the signed bytes, every category in it", () => {
    expect(readDocument(Buffer.from(canonicalJson(whole)))).to.deep.equal(whole);
  });

  it("lists its workloads in the order in which they can start", () => {
    expect(workloadsOf(whole).map(({ category, body }) => `${category} ${body.workload_id}`)).to.deep.equal([
      "networks 4",
      "volumes 2",
      "zdbs 3",
      "public_ips 7",
      "containers 1",
      "vms 5",
      "gateways 6",
    ]);
  });

  const wrong: readonly (readonly [what: string, path: string, value: unknown, problem: string])[] = [
    ["an unknown field", "/color", "red", ' has unknown fields: "color"'],
    ["a field that lacks", "/nonce", undefined, ' lacks "nonce"'],
    ["a number that is text", "/pool_id", "5", '/pool_id must be integer, not "5"'],
    ["a fraction", "/pool_id", 1.5, "/pool_id must be integer, not 1.5"],
    ["pool 0", "/pool_id", 0, "/pool_id must be at least 1"],
    ["a nonce of 15 bytes", "/nonce", "00", '/nonce must be 16 random bytes in lower-case hexadecimal, not "00"'],
    ["an address in mixed case", "/contract", `0x${"aB".repeat(20)}`, "/contract must be the address of Pools"],
    ["a description of two lines", "/description", "a\nb", '/description must be one line, not "a\\nb"'],
    ["a quorum of 0", "/signing_request_delete/quorum_min", 0, "/signing_request_delete/quorum_min must be at least 1"],
    [
      "a quorum above its signers",
      "/signing_request_provision/quorum_min",
      4,
      "must be at most 3, the number of signers",
    ],
    ["a signer twice", "/signing_request_provision/signers", [1, 2, 1], "must not name anything twice"],
    [
      "no signers",
      "/signing_request_delete/signers",
      [],
      "/signing_request_delete/signers must have at least 1 entries",
    ],
    ["1001 signers", "/signing_request_delete/signers", upTo(1001), "must have at most 1000 entries"],
    ["an end before it begins", "/expiration_reservation", 1_700_000_000, "must be 0 or later than"],
    ["no cores", "/containers/0/cru", 0, "/containers/0/cru must be at least 1"],
    ["bytes for GiB", "/containers/0/mru", 2 ** 31, "/containers/0/mru must be at most 1048576"],
    ["a relative path", "/containers/0/mounts/0/path", "data", "must be an absolute path without . and .."],
    ["a path upwards", "/containers/0/mounts/0/path", "/data/../etc", "must be an absolute path without . and .."],
    [
      "a secret in the clear",
      "/containers/0/secret_environment",
      { TOKEN: "hunter2" },
      "must be hexadecimal of what seal",
    ],
    [
      "a variable's name",
      "/containers/0/environment",
      { "A=B": "1" },
      '/containers/0/environment has unknown fields: "A=B"',
    ],
    ["a port twice", "/containers/0/ports", [80, 80], "/containers/0/ports must not name anything twice"],
    ["a disk of another kind", "/volumes/0/disk", "tape", '/volumes/0/disk must be "ssd" or "hdd", not "tape"'],
    [
      "a volume that is not there",
      "/containers/0/mounts/0/volume",
      9,
      "/containers/0/mounts/0/volume must be a volume on node 7",
    ],
    ["a volume on another node", "/volumes/0/node_id", 8, "/containers/0/mounts/0/volume must be a volume on node 7"],
    ["a network that is not there", "/networks/0/name", "work", "must be a network on node 7"],
    ["a gateway to nothing", "/gateways/0/target", 2, "/gateways/0/target must be a container or machine on node 7"],
    ["an http gateway without host", "/gateways/0/host", "", "/gateways/0/host must name the host"],
    ["an id twice", "/volumes/0/workload_id", 1, "workload_id must differ from /containers/0/workload_id"],
    ["an address out of range", "/containers/0/networks/0/ip", "10.1.2.256", "must be an IPv4 address"],
  ];
  for (const [what, path, value, problem] of wrong) {
    it(`refuses ${what}, and says where`, () => {
      expect(problemsOf(withAt(path, value)).join("\n")).to.contain(problem);
    });
  }

  it("refuses what is no document at all", () => {
    for (const value of [null, 5, "text", [], {}]) expect(problemsOf(value), JSON.stringify(value)).to.not.be.empty;
  });

  it("needs one workload, and takes a hundred", () => {
    const many = (count: number): unknown =>
      reservation({ containers: upTo(count).map((id) => container({ workload_id: id })) });
    expect(problemsOf(many(0))).to.deep.equal([" must have at least one workload"]);
    expect(problemsOf(many(100))).to.deep.equal([]);
    expect(problemsOf(many(101)).join()).to.contain("/containers must have at most 100 entries");
  });

  it("names all that is wrong at once, up to eight problems", () => {
    const bad = { ...whole, pool_id: -1, nonce: "x", containers: upTo(50).map(() => container({ cru: 0 })) };
    expect(problemsOf(bad)).to.have.length(8);
  });

  it("never repeats a long value in its error", () => {
    expect(problemsOf(withAt("/nonce", "z".repeat(1000)))[0]?.length).to.be.lessThan(150);
  });
});

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}
