import { expect } from "chai";
import { earning } from "../invariants/leaving.ts";
import { LAWS, LAWS_OF_FUTURES, obey } from "../invariants/laws.ts";
import type { World } from "../world.ts";
import { copyOf, increase } from "../world.ts";
import { pair, Stage } from "../scenarios/stage.ts";

/** A world in which a pool draws, and what a fault would make of it. */
function faulty(fault: (world: World, id: number) => void): () => void {
  const stage = new Stage();
  const id = stage.pool();
  stage.reads(id, pair(1_000n, 0n));
  const after = copyOf(stage.world);
  fault(after, id);
  const act = { do: "donate", by: "ben", token: "dollar", amount: 1n } as const;
  return () => {
    obey([...LAWS, ...LAWS_OF_FUTURES], { before: stage.world, after, act, now: stage.now });
  };
}

function change<K, V>(map: Map<K, V>, at: K, by: Partial<V>): void {
  const value = map.get(at);
  if (value === undefined) throw new Error(`nothing at ${String(at)}`);
  map.set(at, { ...value, ...by });
}

describe("The laws notice", () => {
  it("nothing in a faultless world", () => {
    expect(faulty(() => undefined)).not.to.throw();
  });

  it("a base unit that is missing", () => {
    expect(faulty((world) => increase(world.balances, "dollar/pools", -1n))).to.throw("1: balance");
  });

  it("a payee who took too much", () => {
    const fault = (world: World): void => {
      increase(world.withdrawn, "1/0/dollar/pia", 1n);
      increase(world.balances, "dollar/pools", -1n);
    };
    expect(faulty(fault)).to.throw("1: a payee");
  });

  it("money that was released twice", () => {
    expect(faulty((world, id) => change(world.histories, id, { released: 1n }))).to.throw("2: paid in");
  });

  it("capacity that nobody bought", () => {
    expect(faulty((world, id) => change(world.histories, id, { bought: pair(1n, 0n) }))).to.throw("3: bought");
  });

  it("a second that drained twice", () => {
    const fault = (world: World, id: number): void => {
      change(world.histories, id, { drained: pair(1_000n, 0n), bought: pair(3_601_000n, 0n) });
    };
    expect(faulty(fault)).to.throw("5: drained");
  });

  it("a rate above the cap", () => {
    expect(faulty((world, id) => change(world.clocks, id, { rate: pair(1_001n, 0n) }))).to.throw("6: rate");
  });

  it("a state that went back", () => {
    expect(faulty((world, id) => change(world.deals, id, { state: "Payable" }))).to.throw();
    expect(faulty((world, id) => change(world.histories, id, { credits: 2 }))).to.throw("7: one credit");
  });

  it("a farm that got more than its due", () => {
    const stage = new Stage();
    const id = stage.pool();
    change(stage.world.histories, id, { released: 3n });
    const step = {
      before: stage.world,
      after: stage.world,
      act: { do: "register", by: "ben" },
      now: stage.now,
    } as const;
    expect(() => earning(step)).to.throw("9: released");
  });

  it("a stranger's change of caps or owner", () => {
    expect(faulty((world, id) => change(world.deals, id, { cap: pair(5_000n, 0n) }))).to.throw("11: caps");
    expect(faulty((world, id) => change(world.deals, id, { tid: 1 }))).to.throw("11: pools");
    expect(faulty((world, id) => change(world.deals, id, { nodes: [1] }))).to.throw("11: what was agreed");
  });
});
