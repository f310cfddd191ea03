import { WHOLE } from "../bounds.ts";
import { NOBODY } from "../names.ts";
import type { PriceChange, Share } from "../registry/records.ts";
import { ACCOUNTS, FARMERS, OPERATORS, PAYEES, TOKENS } from "./cast.ts";
import { price } from "./edges.ts";
import { anyone, ownerOf, someFarm, someTid, type Maker, type Scene } from "./scene.ts";

export const register: Maker = (scene) => ({ do: "register", by: anyone(scene) });

export const transferTid: Maker = (scene) => {
  const tid = someTid(scene);
  return { do: "transferTid", by: ownerOf(scene, tid), tid, to: scene.random.pick([...ACCOUNTS, NOBODY]) ?? NOBODY };
};

export const acceptTid: Maker = ({ world, random }) => {
  const [tid, threebot] = random.pick([...world.threebots].filter(([, { pending }]) => pending !== undefined)) ?? [];
  return tid === undefined ? undefined : { do: "acceptTid", by: threebot?.pending ?? NOBODY, tid };
};

export const createFarm: Maker = (scene) => {
  const { random } = scene;
  const tid = someTid(scene);
  return {
    do: "createFarm",
    by: ownerOf(scene, tid),
    setup: {
      tid,
      operator: random.pick(OPERATORS),
      ...conditions(scene),
      minOffer: random.pick([0n, 5_000n, 9_999n, WHOLE, WHOLE]),
      prices: prices(scene),
      shares: shares(scene),
    },
  };
};

export const setTerms: Maker = (scene) => {
  const farm = someFarm(scene);
  const changes = scene.random
    .some(prices(scene), 40)
    .map((change) => ({ ...change, listed: scene.random.chance(70) || !known(scene, farm, change.token) }));
  return { do: "setTerms", by: farmer(scene, farm), farm, ...conditions(scene), changes };
};

export const setOperator: Maker = (scene) => {
  const farm = someFarm(scene);
  return { do: "setOperator", by: farmer(scene, farm), farm, operator: scene.random.pick(OPERATORS) };
};

export const setMinOffer: Maker = (scene) => {
  const farm = someFarm(scene);
  const minOffer = scene.random.pick([0n, 1n, 5_000n, 8_000n, WHOLE, WHOLE + 1n]);
  return { do: "setMinOffer", by: farmer(scene, farm), farm, minOffer };
};

export const transferFarm: Maker = (scene) => {
  const farm = someFarm(scene);
  return { do: "transferFarm", by: farmer(scene, farm), farm, to: scene.random.pick([...FARMERS, NOBODY]) };
};

export const acceptFarm: Maker = (scene) => {
  const [farm, { pending = NOBODY } = {}] =
    scene.random.pick([...scene.world.farms].filter(([, { pending }]) => pending !== undefined)) ?? [];
  if (farm === undefined) return undefined;
  const own = [...scene.world.threebots].filter(([, { owner }]) => owner === pending);
  return {
    do: "acceptFarm",
    by: pending,
    farm,
    tid: scene.random.pick(own)?.[0] ?? someTid(scene),
    operator: scene.random.pick(OPERATORS),
  };
};

export const setFarmTid: Maker = (scene) => {
  const farm = someFarm(scene);
  const by = farmer(scene, farm);
  const own = [...scene.world.threebots].filter(([, { owner }]) => owner === by);
  return { do: "setFarmTid", by, farm, tid: scene.random.pick(own)?.[0] ?? someTid(scene) };
};

export const announceShares: Maker = (scene) => {
  const farm = someFarm(scene);
  const odd: Share[] = scene.random.chance(70) ? [] : [{ payee: "mallory", bps: 1n }];
  const list = scene.random.chance(85) ? shares(scene) : odd;
  return { do: "announceShares", by: farmer(scene, farm), farm, shares: list };
};

export const applyShares: Maker = (scene) => {
  const [farm, announced] = scene.random.pick([...scene.world.announced]) ?? [];
  if (farm === undefined || announced === undefined) return undefined;
  const list = scene.random.chance(90) ? announced.shares : shares(scene);
  return { do: "applyShares", by: anyone(scene), farm, shares: list };
};

export const addNode: Maker = (scene) => {
  const farm = someFarm(scene);
  return { do: "addNode", by: farmer(scene, farm), farm };
};

export const changeNode: Maker = (scene) => {
  const [node, { farm, retired } = { farm: 0, retired: false }] = scene.random.pick([...scene.world.nodes]) ?? [];
  if (node === undefined) return undefined;
  return { do: retired ? "relistNode" : "retireNode", by: farmer(scene, farm), node };
};

export function farmer({ world }: Scene, farm: number): string {
  return world.farms.get(farm)?.owner ?? NOBODY;
}

export function operator({ world }: Scene, farm: number): string {
  return world.farms.get(farm)?.operator ?? NOBODY;
}

function known({ world }: Scene, farm: number, token: string): boolean {
  return world.prices.get(`${farm}/${token}`)?.at(-1)?.listed === true;
}

function conditions({ random }: Scene): { upfront: bigint; notice: bigint } {
  return { upfront: random.pick([0n, 1n, 3_333n, 5_000n, WHOLE]), notice: random.pick([1n, 1n, 1n, 2n, 7n]) };
}

function prices(scene: Scene): PriceChange[] {
  return TOKENS.map((token) => ({ token, price: price(scene), listed: true }));
}

function shares({ random }: Scene): Share[] {
  const first = random.pick([1n, 3_333n, 5_000n, 9_999n]);
  const [a = "pia", b = "pat"] = random.chance(50) ? PAYEES : [...PAYEES].reverse();
  if (random.chance(30)) return [{ payee: a, bps: WHOLE }];
  return [
    { payee: a, bps: first },
    { payee: b, bps: WHOLE - first },
  ];
}
