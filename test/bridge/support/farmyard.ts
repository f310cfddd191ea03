import { createHash } from "node:crypto";
import { Wallet } from "ethers";
import type { Farm } from "../../../src/bridge/farm.ts";
import type { Database } from "../../../src/bridge/db/database.ts";
import type { NodeRow, PoolRow } from "../../../src/bridge/db/tables.ts";
import { canonicalJson } from "../../../src/protocol/canonicalJson.ts";
import { SigningKey } from "../../../src/protocol/ed25519.ts";
import { granaryDomain } from "../../../src/protocol/eip712.ts";
import { globalId } from "../../../src/protocol/globalId.ts";
import { type Hex, NO_ADDRESS, NO_HASH } from "../../../src/protocol/hex.ts";
import { ACTION, actionOver, signedMessage } from "../../../src/protocol/message.ts";
import { CATEGORIES } from "../../../src/protocol/workload/categories.ts";
import type { ReservationDocument } from "../../../src/protocol/workload/document.ts";
import type { WorkloadResult } from "../../../src/protocol/workload/result.ts";
import { reservation } from "../../protocol/support/document.ts";
import { newDatabase } from "./database.ts";

export const NOW = 1_800_000_000n;
const CHAIN_ID = 31337;
const CONTRACT: Hex = `0x${"ab".repeat(20)}`;
const FARM_TID = 100n;

export const keyNamed = (name: string): SigningKey =>
  new SigningKey(createHash("sha256").update(`key of ${name}`).digest());
export const hexOf = (key: SigningKey): Hex => `0x${Buffer.from(key.publicKey.bytes).toString("hex")}`;

/** A farm as the mirror would know it: threebots 1 to 9, nodes 7 and 8, pool 5 of threebot 1. */
export class Farmyard {
  static async build(): Promise<Farmyard> {
    const yard = new Farmyard(await newDatabase());
    await yard.#fill();
    return yard;
  }

  readonly db: Database;
  /** Of the farm, on chain too. */
  readonly operator = new Wallet(`0x${"0d".repeat(32)}`);
  readonly farm: Farm = {
    farmId: 1n,
    domain: granaryDomain(BigInt(CHAIN_ID), CONTRACT),
    key: keyNamed("the farm"),
    confirmations: 3n,
    publicIpRate: 250n,
    grace: 86_400n,
    mostBlockAge: 300n,
    overbookingBps: 10_000n,
  };
  /** Unix second, for those who ask. */
  now = NOW;
  #nonce = 0;
  #log = 0n;

  private constructor(db: Database) {
    this.db = db;
  }

  async #fill(): Promise<void> {
    for (let tid = 1n; tid <= 9n; tid++) await this.giveKey(tid, keyNamed(`threebot ${tid}`));
    await this.giveKey(FARM_TID, this.farm.key);
    await this.db
      .insertInto("farm")
      .values({
        farm_id: 1n,
        owner: NO_ADDRESS,
        operator: this.operator.address.toLowerCase(),
        tid: FARM_TID,
        signer_epoch: 1n,
        version: 1n,
        upfront_bps: 0n,
        notice_days: 7n,
        min_offer_bps: 10_000n,
        name: "Green acre",
        endpoint: "",
      })
      .execute();
    await this.addNode(7n);
    await this.addNode(8n);
    await this.addPool(5n);
    await this.moveChainTo(100n);
  }

  async giveKey(tid: bigint, key: SigningKey, isValid = true): Promise<void> {
    const since_log = this.#log++;
    await this.db
      .insertInto("threebot_key")
      .values({ tid, since_block: 10n, since_log, key: hexOf(key), is_valid: isValid })
      .execute();
  }

  async addNode(node_id: bigint, changes: Partial<NodeRow> = {}): Promise<void> {
    const resources = { cru: 64n, mru: 256n, sru: 1000n, hru: 4000n };
    const place = { country: "BE", city: "Gent", ipv4s: [] };
    const key = hexOf(keyNamed(`node ${node_id}`));
    await this.db
      .insertInto("node")
      .values({
        node_id,
        key,
        is_valid: true,
        contributor_tid: 1n,
        retired: false,
        is_down: false,
        ...resources,
        ...place,
        ...changes,
      })
      .execute();
  }

  /** A pool with a day of 10 CU and 10 SU, and caps of as much. */
  async addPool(pool_id: bigint, changes: Partial<PoolRow> = {}): Promise<void> {
    await this.db
      .insertInto("pool")
      .values({
        pool_id,
        state: "active",
        tid: 1n,
        tid_since: 10n,
        cus: 864_000n,
        sus: 864_000n,
        terms_version: 1n,
        upfront_bps: 0n,
        cu_cap: 10_000n,
        su_cap: 10_000n,
        node_ids: [],
        currencies: [],
        refund_to: NO_ADDRESS,
        signing_request_hash: NO_HASH,
        terms_hash: NO_HASH,
        epoch: 0n,
        signature: "0x",
        deadline: 0n,
        held_until: 0n,
        token: NO_ADDRESS,
        cu: 864_000_000n,
        su: 864_000_000n,
        cu_rate: 0n,
        su_rate: 0n,
        settled_at: NOW - 1000n,
        last_reading: 0n,
        is_empty: false,
        evictable_from: 0n,
        requested_in: 10n,
        opened_in: 12n,
        ended_in: 0n,
        ...changes,
      })
      .execute();
  }

  async changePool(pool_id: bigint, changes: Partial<PoolRow>): Promise<void> {
    await this.db.updateTable("pool").set(changes).where("pool_id", "=", pool_id).execute();
  }

  async moveChainTo(number: bigint): Promise<void> {
    const hash: Hex = `0x${number.toString(16).padStart(64, "0")}`;
    const ids = { last_tid: 0n, last_node: 0n, last_pool: 0n };
    await this.db
      .insertInto("chain_block")
      .values({ number, hash, parent_hash: NO_HASH, timestamp: NOW, ...ids })
      .execute();
  }

  /** A document as it is signed, each another one. */
  document(changes: Partial<ReservationDocument> = {}): { readonly json: Buffer; readonly signature: Buffer } {
    const nonce = (this.#nonce++).toString(16).padStart(32, "0");
    const expiration_provisioning = Number(NOW) + 3600;
    const document = reservation({
      nonce,
      chain_id: CHAIN_ID,
      contract: CONTRACT,
      expiration_provisioning,
      ...changes,
    });
    const json = Buffer.from(canonicalJson(document));
    const signature = Buffer.from(keyNamed(`threebot ${document.customer_tid}`).sign(json));
    return { json, signature };
  }

  /** The threebots' keys, as a node finds them on chain. */
  keyOf(tid: number): Hex | undefined {
    if (tid === Number(FARM_TID)) return hexOf(this.farm.key);
    return tid <= 9 ? hexOf(keyNamed(`threebot ${tid}`)) : undefined;
  }

  get farmTid(): number {
    return Number(FARM_TID);
  }

  /** What a signer hands in. */
  signature(
    action: "provision" | "delete",
    id: bigint,
    json: Uint8Array,
    tid: number,
    key = keyNamed(`threebot ${tid}`),
  ): { action: "provision" | "delete"; tid: number; epoch: bigint; signature: Uint8Array } {
    const fields = { action: ACTION[action], subject: id, tid: BigInt(tid), epoch: NOW };
    return { action, tid, epoch: NOW, signature: key.sign(signedMessage(this.farm.domain, actionOver(json, fields))) };
  }

  /** A node's word on a workload. */
  result(
    reservationId: bigint,
    changes: Partial<WorkloadResult> = {},
  ): { readonly id: string; readonly json: Buffer; readonly signature: Buffer } {
    const result: WorkloadResult = {
      category: CATEGORIES.containers.number,
      workload_id: 1,
      node_id: 7,
      state: 1,
      message: "",
      data_json: "{}",
      epoch: Number(NOW),
      ...changes,
    };
    const id = globalId(reservationId, BigInt(result.workload_id));
    const json = Buffer.from(canonicalJson(result));
    const fields = { action: ACTION.result, subject: BigInt(`0x${id}`), tid: 0n, epoch: BigInt(result.epoch) };
    const message = signedMessage(this.farm.domain, actionOver(json, fields));
    return { id, json, signature: Buffer.from(keyNamed(`node ${result.node_id}`).sign(message)) };
  }

  /** Draws as the ledger has them, and as they follow from what runs: they must be the same. */
  async draws(pool_id = 5n): Promise<{ readonly cu: bigint; readonly su: bigint }> {
    const { db } = this;
    const drawn = await db.selectFrom("pool_draw").selectAll().where("pool_id", "=", pool_id).executeTakeFirst();
    const running = await db
      .selectFrom("workload")
      .select(["cu", "su"])
      .where("pool_id", "=", pool_id)
      .where("is_drawing", "=", true)
      .execute();
    const entries = await db.selectFrom("ledger_entry").select(["cu", "su"]).where("pool_id", "=", pool_id).execute();
    const sum = (rows: readonly { cu: bigint; su: bigint }[]): string =>
      `${rows.reduce((all, { cu }) => all + cu, 0n)} ${rows.reduce((all, { su }) => all + su, 0n)}`;
    const said = `${drawn?.cu ?? 0n} ${drawn?.su ?? 0n}`;
    if (said !== sum(running) || said !== sum(entries)) {
      throw new Error(`the ledger says ${said}, its entries ${sum(entries)}, what runs ${sum(running)}`);
    }
    return { cu: drawn?.cu ?? 0n, su: drawn?.su ?? 0n };
  }
}
