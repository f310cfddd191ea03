import type { ReservationDocument } from "../../../src/protocol/workload/document.ts";

type Containers = ReservationDocument["containers"];

export function container(changes: Partial<Containers[number]> = {}): Containers[number] {
  return {
    workload_id: 1,
    node_id: 7,
    image: "web@sha256:0123",
    command: ["serve"],
    environment: { PORT: "8080" },
    secret_environment: {},
    cru: 1,
    mru: 2,
    root_size: 1,
    mounts: [],
    networks: [],
    ports: [8080],
    ...changes,
  };
}

/** A document that is right, with one container. */
export function reservation(changes: Partial<ReservationDocument> = {}): ReservationDocument {
  return {
    chain_id: 31337,
    contract: `0x${"ab".repeat(20)}`,
    nonce: "00112233445566778899aabbccddeeff",
    customer_tid: 1,
    pool_id: 5,
    reference: "",
    description: "a small web server",
    metadata: "",
    expiration_provisioning: 1_800_000_000,
    expiration_reservation: 0,
    signing_request_provision: { signers: [1, 2, 3], quorum_min: 2 },
    signing_request_delete: { signers: [1, 2, 3], quorum_min: 1 },
    containers: [container()],
    volumes: [],
    zdbs: [],
    networks: [],
    vms: [],
    gateways: [],
    public_ips: [],
    ...changes,
  };
}
