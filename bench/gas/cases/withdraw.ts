import { withdraw } from "../acts/withdraw.ts";
import { SHARED_FARM } from "../world.ts";
import type { Case } from "./case.ts";

const act = "withdraw";
const farmId = SHARED_FARM;
const NOBODY = "0x000000000000000000000000000000000000bEEF";

export const WITHDRAWING: readonly Case[] = [
  { act, run: (world) => withdraw(world, world.payee) },
  { act, what: "one of two payees", run: (world) => withdraw(world, world.payee, { farmId }) },
  { act, what: "first withdrawal", run: (world) => withdraw(world, world.secondPayee, { farmId }) },
  { act, what: "to a wallet without that token", run: (world) => withdraw(world, world.payee, { to: NOBODY }) },
];
