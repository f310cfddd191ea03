import type { FastifyInstance } from "fastify";
import { Type } from "typebox";
import type { ApiContext } from "../context.ts";
import { Problem } from "../problems.ts";

const Resources = Type.Object({
  cru: Type.Integer(),
  mru: Type.Integer(),
  sru: Type.Integer(),
  hru: Type.Integer(),
});
const NodeView = Type.Object({
  node_id: Type.Integer(),
  country: Type.String(),
  city: Type.String(),
  usable: Type.Boolean({ description: "in use, with a proven key" }),
  total: Resources,
  used: Resources,
});
const FarmView = Type.Object({
  farm_id: Type.Integer(),
  name: Type.String(),
  chain_id: Type.Integer(),
  contract: Type.String(),
  public_ip_rate: Type.Integer({ description: "milli-CU that a public address draws" }),
  confirmations: Type.Integer(),
  nodes: Type.Array(NodeView),
});

export function farmRoutes(app: FastifyInstance, { db, farm }: ApiContext): void {
  app.get(
    "/v1/farm",
    { schema: { summary: "The farm and its nodes", response: { "2xx": FarmView, "5xx": Problem } } },
    async () => {
      const row = await db.selectFrom("farm").select("name").where("farm_id", "=", farm.farmId).executeTakeFirst();
      const nodes = await db.selectFrom("node").selectAll().orderBy("node_id").execute();
      const loads = new Map(
        (await db.selectFrom("node_load").selectAll().execute()).map((load) => [load.node_id, load]),
      );
      return {
        farm_id: Number(farm.farmId),
        name: row?.name ?? "",
        chain_id: Number(farm.domain.chainId),
        contract: farm.domain.verifyingContract,
        public_ip_rate: Number(farm.publicIpRate),
        confirmations: Number(farm.confirmations),
        nodes: nodes.map((node) => ({
          node_id: Number(node.node_id),
          country: node.country,
          city: node.city,
          usable: node.is_valid && !node.retired,
          total: numbers(node),
          used: numbers(loads.get(node.node_id) ?? { cru: 0n, mru: 0n, sru: 0n, hru: 0n }),
        })),
      };
    },
  );
}

function numbers({ cru, mru, sru, hru }: Record<"cru" | "mru" | "sru" | "hru", bigint>): Record<string, number> {
  return { cru: Number(cru), mru: Number(mru), sru: Number(sru), hru: Number(hru) };
}
