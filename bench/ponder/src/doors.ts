import { ponder } from "ponder:registry";
import { payment, reservation } from "ponder:schema";

const PAY_FOR = 1;

ponder.on("Doors:DepositSwept", async ({ event, context }) => {
  if (event.args.counted !== 0n) await tell(context, event, "DEPOSIT");
});

ponder.on("Doors:PermitUsed", async ({ event, context }) => tell(context, event, "PERMIT"));

ponder.on("Doors:AuthorizationUsed", async ({ event, context }) => tell(context, event, "AUTHORIZATION"));

/** By which door the payment before came, in the same transaction. */
async function tell({ db }, { args, transaction }, via: string): Promise<void> {
  const asked = await db.find(reservation, { id: args.id });
  if (asked?.lastPayment == null) return;
  const last = await db.find(payment, { id: asked.lastPayment });
  if (last?.transaction === transaction.hash && last.door === PAY_FOR) {
    await db.update(payment, { id: last.id }).set({ via });
  }
}
