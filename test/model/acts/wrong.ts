import type { Act } from "../act.ts";
import { NOBODY } from "../names.ts";
import { anyone, type Scene } from "./scene.ts";

/** The same act with one thing wrong with it, or, by luck, not wrong at all. */
export function spoilt(scene: Scene, act: Act): Act {
  const { random } = scene;
  const ids = Object.keys(act).filter((name) => ["id", "poolId", "farm", "tid", "node"].includes(name));
  const id = random.pick(ids);
  if (id !== undefined && random.chance(50)) return { ...act, [id]: random.below(scene.world.deals.size + 3) };
  return wrongInItsOwnWay(scene, act) ?? { ...act, by: anyone(scene) };
}

function wrongInItsOwnWay(scene: Scene, act: Act): Act | undefined {
  const { random } = scene;
  if (random.chance(50)) return undefined;
  switch (act.do) {
    case "accept":
    case "reject":
      return { ...act, guard: "other" };
    case "reserve":
      return {
        ...act,
        terms: wrongTerms(scene, act.terms),
        epoch: random.pick([act.epoch, act.epoch, 0n, act.epoch + 2n ** 32n]),
      };
    case "buy":
      return random.chance(50)
        ? { ...act, nodes: [...act.nodes, 1 + random.below(5)] }
        : { ...act, offer: { ...act.offer, signerEpoch: act.offer.signerEpoch + 1 } };
    case "pay":
    case "payFor":
    case "refill":
    case "evict":
      return { ...act, value: act.value + random.pick([1n, 1_000n]) };
    case "close":
      return { ...act, to: NOBODY };
    case "addNode":
      return { ...act, farm: 99 };
    default:
      return undefined;
  }
}

type Terms = Extract<Act, { do: "reserve" }>["terms"];

function wrongTerms({ random }: Scene, terms: Terms): Terms {
  return random.pick<Terms>([
    { ...terms, version: terms.version - 1 },
    { ...terms, version: terms.version + 1 },
    { ...terms, amount: { cu: 0n, su: 0n } },
    { ...terms, amount: { cu: 2n ** 44n, su: 0n } },
    { ...terms, cap: { cu: 0n, su: 0n } },
    { ...terms, cap: { ...terms.cap, cu: 0n } },
    { ...terms, nodes: [2, 1] },
    { ...terms, nodes: [1, 1] },
    { ...terms, nodes: [0] },
    { ...terms, nodes: [3, 77] },
    { ...terms, currencies: [] },
    { ...terms, refundTo: "pools" },
  ]);
}
