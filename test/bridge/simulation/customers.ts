import { canonicalJson } from "../../../src/protocol/canonicalJson.ts";
import { ACTION, actionOver, signedMessage } from "../../../src/protocol/message.ts";
import type { SigningKey } from "../../../src/protocol/ed25519.ts";
import type { Database } from "../../../src/bridge/db/database.ts";
import type { Random } from "../../model/acts/random.ts";
import { container, reservation } from "../../protocol/support/document.ts";
import type { Process } from "./process.ts";
import { CUSTOMERS, NODES, type World } from "./world.ts";

type Action = "provision" | "delete";

/** What a customer has signed, and what he was told of it. */
interface Order {
  readonly json: string;
  readonly signature: string;
  readonly signers: readonly number[];
  readonly quorum: number;
  /** The number that he was told; it never changes. */
  id: number | undefined;
  /** Refused for good. */
  refusal: string | undefined;
  /** Signatures that were taken, by action. */
  readonly signed: Readonly<Record<Action, Set<number>>>;
  /** Signatures that he will hand in until they are answered. */
  readonly wanted: Readonly<Record<Action, Set<number>>>;
  isReached: boolean;
}

/** Customers who send everything again until they are answered. The model of what they may rely on. */
export class Customers {
  readonly orders: Order[] = [];
  readonly #broken: string[] = [];
  readonly #world: World;
  readonly #random: Random;

  constructor(world: World, random: Random) {
    this.#world = world;
    this.#random = random;
  }

  /** A new document for a pool that seems to be there. */
  write(poolId: number, tid: number): Order {
    const random = this.#random;
    const { farm, now } = this.#world;
    const signers = CUSTOMERS.filter((other) => other === tid || random.chance(60));
    const quorum = 1 + random.below(signers.length);
    const containers = Array.from({ length: 1 + random.below(3) }, (_, at) =>
      container({ workload_id: at + 1, node_id: random.pick(NODES), cru: 1, mru: 1 + random.below(3) }),
    );
    const unsigned = Number(now) + 600 + random.below(random.chance(50) ? 1_000 : 20_000);
    const json = canonicalJson(
      reservation({
        chain_id: Number(farm.domain.chainId),
        contract: farm.domain.verifyingContract,
        nonce: this.#world.nextNonce(),
        customer_tid: tid,
        pool_id: poolId,
        expiration_provisioning: unsigned,
        expiration_reservation: random.chance(15) ? unsigned + 1 + random.below(5_000) : 0,
        signing_request_provision: { signers: [...signers], quorum_min: quorum },
        signing_request_delete: { signers: [...signers], quorum_min: 1 },
        containers,
      }),
    );
    const signature = this.#hex(this.#keyOf(tid).sign(Buffer.from(json)));
    const sets = (): Record<Action, Set<number>> => ({ provision: new Set(), delete: new Set() });
    const order = { json, signature, signers, quorum, id: undefined, refusal: undefined, isReached: false };
    const made: Order = { ...order, signed: sets(), wanted: sets() };
    this.orders.push(made);
    return made;
  }

  /** Sends what has not been answered yet. */
  async send(process: Process, order: Order): Promise<void> {
    if (order.refusal === undefined) await this.#create(process, order);
    for (const action of ["provision", "delete"] as const) {
      for (const tid of order.wanted[action]) await this.#sign(process, order, action, tid);
    }
  }

  async #create(process: Process, order: Order): Promise<void> {
    const body = { json: order.json, customer_signature: order.signature };
    const answer = await process.ask("POST", "/v1/reservations", body);
    if (answer === undefined || answer.status === 503) return;
    if (answer.status === 201) {
      const id = Number(answer.body["id"]);
      if (order.id !== undefined && order.id !== id) this.#broken.push(`one document is ${order.id} and ${id}`);
      order.id = id;
      return;
    }
    // It is over: the number that it had is told with the refusal.
    if (answer.body["code"] === "ReservationOver") order.id ??= Number((answer.body["details"] as { id: number }).id);
    order.refusal = String(answer.body["code"]);
    if (order.refusal === "BadDocument") throw new Error(JSON.stringify(answer.body["problems"]));
  }

  async #sign(process: Process, order: Order, action: Action, tid: number): Promise<void> {
    if (order.id === undefined) return;
    const fields = { action: ACTION[action], subject: BigInt(order.id), tid: BigInt(tid), epoch: 7n };
    const message = signedMessage(this.#world.farm.domain, actionOver(Buffer.from(order.json), fields));
    const signature = this.#hex(this.#keyOf(tid).sign(message));
    const answer = await process.ask("POST", `/v1/reservations/${order.id}/sign/${action}`, {
      tid,
      epoch: 7,
      signature,
    });
    if (answer === undefined || answer.status === 503) return;
    order.wanted[action].delete(tid);
    if (answer.status !== 200) return;
    order.signed[action].add(tid);
    const { reached } = answer.body[action] as { reached: boolean };
    const isEnough = order.signed[action].size >= (action === "provision" ? order.quorum : 1);
    if (isEnough && !reached)
      this.#broken.push(`${order.signed[action].size} signatures of ${order.id} are not enough`);
    if (action === "provision" && reached) order.isReached = true;
  }

  async broken(db: Database): Promise<string[]> {
    const found = [...this.#broken];
    const rows = await db.selectFrom("reservation").select(["id", "json", "next_action"]).execute();
    const byId = new Map(rows.map((row) => [Number(row.id), row]));
    for (const order of this.orders) {
      if (order.id === undefined) continue;
      const row = byId.get(order.id);
      if (row === undefined) found.push(`reservation ${order.id} was confirmed, and is not there`);
      else if (row.json.toString() !== order.json) found.push(`reservation ${order.id} is another one`);
      else if (order.isReached && row.next_action === "sign") found.push(`the quorum of ${order.id} was forgotten`);
      byId.delete(order.id);
    }
    for (const [id] of byId) found.push(`reservation ${id} was made, and nobody was told in the end`);
    return found;
  }

  #keyOf(tid: number): SigningKey {
    return this.#world.keys[tid - 1] as SigningKey;
  }

  #hex(bytes: Uint8Array): string {
    return Buffer.from(bytes).toString("hex");
  }
}
