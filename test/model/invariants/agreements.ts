import type { Act } from "../act.ts";
import { UNITS } from "../pair.ts";
import { isPool } from "../pools/deals.ts";
import type { Deal, State } from "../pools/records.ts";
import { walletOf } from "../registry/threebots.ts";
import { hold, type Law } from "./law.ts";

const WAYS: Readonly<Record<State | "None", readonly State[]>> = {
  None: ["Requested", "Payable", "Active"],
  Requested: ["Payable", "Rejected", "Cancelled", "Active"],
  Payable: ["Cancelled", "Active", "Refilled"],
  Active: ["Closed", "Evicted"],
  Rejected: [],
  Cancelled: [],
  Closed: [],
  Evicted: [],
  Refilled: [],
};

/** 7: states go one way, and only a purchase or a step into being credited credits. */
export const states: Law = ({ before, after, act }) => {
  let newlyCredited = act.do === "refill" || (act.do === "buy" && act.offer.poolId !== 0) ? 1 : 0;
  for (const [id, deal] of after.deals) {
    const was = before.deals.get(id)?.state ?? "None";
    if (was === deal.state) continue;
    hold(WAYS[was].includes(deal.state), "7: states go one way", id, was, deal.state);
    if (deal.state === "Active" || deal.state === "Refilled") newlyCredited++;
  }
  let credits = 0;
  for (const [id, history] of after.histories) credits += history.credits - (before.histories.get(id)?.credits ?? 0);
  hold(credits === newlyCredited, "7: one credit per reservation", act.do, credits, newlyCredited);
};

/** 11: what was agreed stays; caps and owner change by the owner alone. */
export const agreements: Law = ({ before, after, act }) => {
  for (const [id, was] of before.deals) {
    const deal = after.deals.get(id);
    if (deal === undefined) throw new Error(`${id} vanished`);
    hold(agreed(was) === agreed(deal), "11: what was agreed stays", id, agreed(was), agreed(deal));
    if (!isPool(was)) continue;
    const owner = walletOf(before, was.tid);
    const byOwner = act.by === owner || (act.do === "capBySignature" && act.signedBy === owner);
    const sameCap = UNITS.every((unit) => was.cap[unit] === deal.cap[unit]);
    hold(sameCap || byOwner, "11: caps change by the owner alone", id, act.do, act.by);
    hold(was.tid === deal.tid || handedOver(act, id, owner, before.offered.get(id)), "11: pools are given", id);
    hold(was.token === deal.token, "11: a pool's token stays", id);
  }
};

function agreed({ farm, nodes, upfront, notice, version }: Deal): string {
  return [farm, nodes, upfront, notice, version].join("/");
}

function handedOver(
  act: Act,
  id: number,
  owner: string | undefined,
  offer: { readonly by: string } | undefined,
): boolean {
  return act.do === "acceptPool" && act.poolId === id && offer !== undefined && offer.by === owner;
}
