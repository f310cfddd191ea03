import { accept, pay, reserve, type ReserveOptions } from "../acts/reserve.ts";
import { CU_COST } from "../acts/buy.ts";
import { NEXT_EPOCH } from "../history.ts";
import { NEWCOMER_TID, type World } from "../world.ts";
import { nodes } from "./buy.ts";
import type { Case } from "./case.ts";

const act = "threeSteps";
const epoch = NEXT_EPOCH;

export const RESERVING: readonly Case[] = [
  { act, run: async (world) => sum(await threeSteps(world)) },
  { act, what: "of it the reservation", alone: true, run: async (world) => (await threeSteps(world)).reserve },
  { act, what: "of it the acceptance", alone: true, run: async (world) => (await threeSteps(world)).accept },
  { act, what: "of it the payment", alone: true, run: async (world) => (await threeSteps(world)).pay },
  { act, what: "4 more nodes", run: async (world) => sum(await threeSteps(world, { nodeIds: nodes(5n) })) },
  { act, what: "16 more nodes", run: async (world) => sum(await threeSteps(world, { nodeIds: nodes(17n) })) },
  { act, what: "2 currencies", run: async (world) => sum(await threeSteps(world, twoCurrencies(world))) },
  { act, what: "first reservation of the threebot", run: async (world) => sum(await threeSteps(world, first(world))) },
  { act, what: "paid in two parts", run: inTwoParts },
  { act, what: "paid before it was accepted", run: paidFirst },
];

interface Steps {
  readonly reserve: bigint;
  readonly accept: bigint;
  readonly pay: bigint;
}

async function threeSteps(world: World, options: Partial<ReserveOptions> = {}): Promise<Steps> {
  const { by = world.customer } = options;
  const reservation = await reserve(world, { epoch, ...options });
  return {
    reserve: reservation.gas,
    accept: await accept(world, reservation),
    pay: await pay(world, reservation, { by }),
  };
}

function sum(steps: Steps): bigint {
  return steps.reserve + steps.accept + steps.pay;
}

function twoCurrencies({ plainAddress, callingAddress }: World): Partial<ReserveOptions> {
  return { currencies: [plainAddress, callingAddress] };
}

function first({ newcomer }: World): Partial<ReserveOptions> {
  return { by: newcomer, tid: NEWCOMER_TID };
}

async function inTwoParts(world: World): Promise<bigint> {
  const reservation = await reserve(world, { epoch });
  const accepted = await accept(world, reservation);
  const parts = (await pay(world, reservation, { amount: CU_COST })) + (await pay(world, reservation));
  return reservation.gas + accepted + parts;
}

/** The acceptance finds the quote reached, and credits. */
async function paidFirst(world: World): Promise<bigint> {
  const reservation = await reserve(world, { epoch });
  const paid = await pay(world, reservation);
  return reservation.gas + paid + (await accept(world, reservation));
}
