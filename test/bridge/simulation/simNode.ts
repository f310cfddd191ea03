import { canonicalJson } from "../../../src/protocol/canonicalJson.ts";
import type { SigningKey } from "../../../src/protocol/ed25519.ts";
import type { TypedDataDomain } from "../../../src/protocol/evm.ts";
import { globalId } from "../../../src/protocol/globalId.ts";
import type { Hex } from "../../../src/protocol/hex.ts";
import { ACTION, actionOver, signedMessage } from "../../../src/protocol/message.ts";
import { CATEGORIES } from "../../../src/protocol/workload/categories.ts";
import { workloadsOf } from "../../../src/protocol/workload/document.ts";
import type { Envelope } from "../../../src/protocol/workload/envelope.ts";
import { judgeEnvelope } from "../../../src/protocol/workload/judgeEnvelope.ts";
import type { Errand } from "../../../src/bridge/db/tables.ts";
import type { Attempt } from "../../../src/bridge/relay/delivery.ts";
import type { Random } from "../../model/acts/random.ts";

export type Mood = "well" | "dead" | "busy" | "deaf";

export interface SaidResult {
  readonly gid: string;
  readonly state: number;
  readonly json: string;
  readonly signature: string;
  isTaken: boolean;
}

export interface Held {
  state: "running" | "suspended" | "failed" | "deleted";
  readonly reservationId: number;
}

export interface NodeGround {
  readonly domain: TypedDataDomain;
  readonly farmTid: number;
  readonly keyOf: (tid: number) => Hex | undefined;
}

/** A node that checks everything as a real one does, keeps everything for ever, and runs nothing. */
export class SimNode {
  mood: Mood = "well";
  readonly id: number;
  readonly key: SigningKey;
  readonly held = new Map<string, Held>();
  readonly said: SaidResult[] = [];
  /** What the bridge must never do. */
  readonly violations: string[] = [];
  readonly #ground: NodeGround;
  readonly #random: Random;

  constructor(id: number, key: SigningKey, ground: NodeGround, random: Random) {
    this.id = id;
    this.key = key;
    this.#ground = ground;
    this.#random = random;
  }

  tell(kind: Errand, reservationId: bigint, workloadId: bigint, envelope: Envelope, now: bigint): Attempt {
    if (this.mood === "dead") return { kind: "failed", trouble: "ECONNREFUSED" };
    if (this.mood === "busy") return { kind: "failed", trouble: "503: not now" };
    const attempt = this.#take(kind, globalId(reservationId, workloadId), workloadId, envelope, now);
    // It did what it was told, and its answer was lost.
    return this.mood === "deaf" ? { kind: "failed", trouble: "ETIMEDOUT" } : attempt;
  }

  #take(kind: Errand, gid: string, workloadId: bigint, envelope: Envelope, now: bigint): Attempt {
    const { keyOf } = this.#ground;
    const { document, faults } = judgeEnvelope(envelope, { ...this.#ground, keyOf, keyOfAtDelete: keyOf });
    const workload = workloadsOf(document).find(({ body }) => BigInt(body.workload_id) === workloadId);
    if (faults.length > 0) return this.#refuse(`${kind} ${gid}: ${faults.join("; ")}`);
    if (workload?.body.node_id !== this.id) return this.#refuse(`${kind} ${gid}: it is not named`);
    const held = this.held.get(gid);
    if (kind === "provision") {
      if (held?.state === "deleted") return this.#refuse(`${gid} was started twice`);
      if (held === undefined) {
        const state = this.#random.chance(12) ? "failed" : "running";
        this.held.set(gid, { state, reservationId: envelope.reservation_id });
        this.#say(gid, workload.category, workloadId, state === "failed" ? 0 : 1, now);
      }
      return { kind: "accepted" };
    }
    if (held === undefined) return this.#refuse(`${kind} ${gid}, which was never provisioned`);
    if (kind === "delete") {
      if (held.state !== "deleted") this.#say(gid, workload.category, workloadId, 2, now);
      held.state = "deleted";
    } else if (held.state === "running" || held.state === "suspended") {
      held.state = kind === "suspend" ? "suspended" : "running";
    }
    return { kind: "accepted" };
  }

  /** What runs may crash. */
  crash(now: bigint): void {
    const running = [...this.held].filter(([, { state }]) => state === "running");
    const [gid, held] = running[this.#random.below(Math.max(running.length, 1))] ?? [];
    if (gid === undefined || held === undefined) return;
    held.state = "failed";
    this.#say(gid, "containers", BigInt(`0x${gid.slice(8)}`), 0, now);
  }

  #refuse(violation: string): Attempt {
    this.violations.push(`node ${this.id}: ${violation}`);
    return { kind: "refused", trouble: violation };
  }

  #say(gid: string, category: keyof typeof CATEGORIES, workloadId: bigint, state: number, now: bigint): void {
    const result = {
      category: CATEGORIES[category].number,
      workload_id: Number(workloadId),
      node_id: this.id,
      state,
      message: "",
      data_json: "{}",
      epoch: Number(now),
    };
    const json = canonicalJson(result);
    const fields = { action: ACTION.result, subject: BigInt(`0x${gid}`), tid: 0n, epoch: now };
    const message = signedMessage(this.#ground.domain, actionOver(Buffer.from(json), fields));
    const signature = Buffer.from(this.key.sign(message)).toString("hex");
    this.said.push({ gid, state, json, signature, isTaken: false });
  }
}
