import type { ReservationDocument } from "./document.ts";
import { CATEGORY_NAMES } from "./categories.ts";
import { DocumentError, type Problem } from "./problems.ts";
import { signingRequestProblems } from "./signingRequest.ts";

const MOST_WORKLOADS = 100;

/** What a shape cannot say: how the parts of a document refer to each other. */
export function demandRules(document: ReservationDocument): void {
  const problems = [
    ...signingRequestProblems("/signing_request_provision", document.signing_request_provision),
    ...signingRequestProblems("/signing_request_delete", document.signing_request_delete),
    ...expirationProblems(document),
    ...idProblems(document),
    ...referenceProblems(document),
  ];
  if (problems.length > 0) throw new DocumentError(problems);
}

function* expirationProblems({
  expiration_provisioning,
  expiration_reservation,
}: ReservationDocument): Iterable<Problem> {
  if (expiration_reservation === 0 || expiration_reservation > expiration_provisioning) return;
  yield {
    path: "/expiration_reservation",
    expected: "must be 0 or later than expiration_provisioning",
  };
}

function* idProblems(document: ReservationDocument): Iterable<Problem> {
  const seen = new Map<number, string>();
  for (const category of CATEGORY_NAMES) {
    for (const [index, { workload_id }] of document[category].entries()) {
      const path = `/${category}/${index}/workload_id`;
      const other = seen.get(workload_id);
      if (other !== undefined) yield { path, expected: `must differ from ${other}` };
      seen.set(workload_id, path);
    }
  }
  if (seen.size === 0) yield { path: "", expected: "must have at least one workload" };
  if (seen.size > MOST_WORKLOADS) yield { path: "", expected: `must have at most ${MOST_WORKLOADS} workloads` };
}

function* referenceProblems(document: ReservationDocument): Iterable<Problem> {
  const volumes = byId(document.volumes);
  const runnable = byId([...document.containers, ...document.vms]);
  const networks = new Set(document.networks.map(({ name, node_id }) => `${node_id}/${name}`));
  const isThere = (places: Map<number, number>, id: number, node: number): boolean => places.get(id) === node;

  for (const [index, { mounts, networks: joined, node_id }] of document.containers.entries()) {
    for (const [at, { volume }] of mounts.entries()) {
      if (isThere(volumes, volume, node_id)) continue;
      yield { path: `/containers/${index}/mounts/${at}/volume`, expected: `must be a volume on node ${node_id}` };
    }
    for (const [at, { network }] of joined.entries()) {
      if (networks.has(`${node_id}/${network}`)) continue;
      yield { path: `/containers/${index}/networks/${at}/network`, expected: `must be a network on node ${node_id}` };
    }
  }
  for (const category of ["gateways", "public_ips"] as const) {
    for (const [index, { target, node_id }] of document[category].entries()) {
      if (isThere(runnable, target, node_id)) continue;
      yield { path: `/${category}/${index}/target`, expected: `must be a container or machine on node ${node_id}` };
    }
  }
  for (const [index, { kind, host }] of document.gateways.entries()) {
    if ((kind === "http") === (host !== "")) continue;
    yield {
      path: `/gateways/${index}/host`,
      expected: kind === "http" ? "must name the host" : "must be empty for tcp",
    };
  }
}

function byId(workloads: readonly { workload_id: number; node_id: number }[]): Map<number, number> {
  return new Map(workloads.map(({ workload_id, node_id }) => [workload_id, node_id]));
}
