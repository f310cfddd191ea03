import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { parseGlobalId } from "../../../src/protocol/globalId.ts";
import { verifyRequest } from "../../../src/protocol/httpSignature.ts";
import { readEnvelope } from "../../../src/protocol/workload/envelope.ts";
import { judgeEnvelope } from "../../../src/protocol/workload/judgeEnvelope.ts";
import { workloadsOf } from "../../../src/protocol/workload/document.ts";
import type { SigningKey } from "../../../src/protocol/ed25519.ts";
import type { TypedDataDomain } from "../../../src/protocol/evm.ts";
import type { Hex } from "../../../src/protocol/hex.ts";

/** What a test tells a node to be. */
export type Mood = "well" | "dead" | "busy" | "refusing" | "slow";

/** What a node knows by itself. */
export interface NodeFacts {
  readonly farm: { readonly key: SigningKey; readonly domain: TypedDataDomain };
  readonly farmTid: number;
  readonly keyOf: (tid: number) => Hex | undefined;
  /** Unix second. */
  readonly now: bigint;
}

/** A node that verifies like a real one and runs nothing: it only remembers what it was told. */
export class TestNode {
  static async start(facts: NodeFacts, nodeId: number): Promise<TestNode> {
    const node = new TestNode(facts, nodeId);
    await new Promise<void>((resolve) => node.#server.listen(0, "127.0.0.1", resolve));
    return node;
  }

  mood: Mood = "well";
  /** Requests that it took, in order. */
  readonly told: string[] = [];
  /** Why it refused others. */
  readonly faults: string[] = [];
  /** Global ids of what runs. */
  readonly running = new Set<string>();
  /** Lets those wait that are slow. */
  release: () => void = () => {};
  readonly #facts: NodeFacts;
  readonly #nodeId: number;
  readonly #nonces = new Set<string>();
  readonly #server: Server;

  private constructor(facts: NodeFacts, nodeId: number) {
    this.#facts = facts;
    this.#nodeId = nodeId;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const answer = (status: number, text = ""): void => void response.writeHead(status).end(text);
    if (this.mood === "dead") return void request.socket.destroy();
    if (this.mood === "busy") return answer(503, "not now");
    if (this.mood === "refusing") return answer(422, "never");
    if (this.mood === "slow") await new Promise<void>((resolve) => (this.release = resolve));
    const fault = this.#faultOf(request, Buffer.concat(chunks));
    if (fault === undefined) return answer(202);
    this.faults.push(fault);
    answer(403, fault);
  }

  #faultOf(request: IncomingMessage, body: Buffer): string | undefined {
    const { method = "", url: target = "", headers } = request;
    const signed = verifyRequest(
      { method, authority: headers.host ?? "", target, body },
      headers,
      (keyId) => (keyId === "farm:1" ? this.#facts.farm.key.publicKey : undefined),
      this.#facts.now,
    );
    if (typeof signed === "string") return signed;
    if (this.#nonces.has(signed.nonce)) return "Replayed";
    this.#nonces.add(signed.nonce);

    const id = target.split("/")[3] ?? "";
    const envelope = readEnvelope(JSON.parse(body.toString()));
    const keyOf = (tid: number): Hex | undefined => this.#facts.keyOf(tid);
    const facts = { domain: this.#facts.farm.domain, farmTid: this.#facts.farmTid, keyOf, keyOfAtDelete: keyOf };
    const { document, faults, isDeleted } = judgeEnvelope(envelope, facts);
    if (faults.length > 0) return faults.join("; ");
    const { reservationId, workloadId } = parseGlobalId(id);
    const workload = workloadsOf(document).find(({ body: { workload_id } }) => BigInt(workload_id) === workloadId);
    if (reservationId !== BigInt(envelope.reservation_id) || workload?.body.node_id !== this.#nodeId) return "NotNamed";
    if (method === "DELETE" && !isDeleted) return "no delete quorum";
    this.told.push(`${method} ${id}${target.endsWith(id) ? "" : target.slice(target.indexOf(id) + id.length)}`);
    if (method === "PUT") this.running.add(id);
    if (method === "DELETE") this.running.delete(id);
    return undefined;
  }
}
