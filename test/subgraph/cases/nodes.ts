import type { Case } from "../../../scripts/subgraph/cases.ts";
import { after, farm, FARMER, market, node, registry, START, threebot, word } from "../support/market.ts";

const reported = (down: readonly number[], up: readonly number[]): ReturnType<typeof registry> =>
  registry("NodesReported", { farmId: 1, down, up });

export const cases: readonly Case[] = [
  {
    name: "a node is added with its resources, place and draw",
    blocks: [market()],
    assertions: [
      {
        query: `{ node(id: 1) { farm { id } key contributor { id } cru mru sru hru cu su country city ipv4s ipv4Count
          retired down outages createdAt uptime } grid(id: "grid") { nodes cuCapacity } }`,
        expected: {
          node: {
            farm: { id: "1" },
            key: word("a1"),
            contributor: { id: "1" },
            cru: "8",
            mru: "32",
            sru: "400",
            hru: "1200",
            cu: "8000",
            su: "3000",
            country: "DE",
            city: "Berlin",
            ipv4s: ["10.0.0.1"],
            ipv4Count: 1,
            retired: false,
            down: false,
            outages: 0,
            createdAt: String(START),
            uptime: null,
          },
          grid: { nodes: "1", cuCapacity: "8000" },
        },
      },
    ],
  },
  {
    name: "a country that is no two capital letters is told in hexadecimal digits",
    blocks: [market(), after(1, node(2, { info_country: "0x0000" }), node(3, { info_country: "0xd800" }))],
    assertions: [
      {
        query: "{ nodes(where: { id_gt: 1 }) { country } }",
        expected: { nodes: [{ country: "0x0000" }, { country: "0xd800" }] },
      },
    ],
  },
  {
    name: "the largest node that can be said fits",
    blocks: [
      market(),
      after(
        1,
        node(2, {
          info_cru: 4294967295,
          info_mru: 4294967295,
          info_sru: 4294967295,
          info_hru: 4294967295,
          info_ipv4s: [],
        }),
      ),
    ],
    assertions: [
      {
        query: "{ node(id: 2) { cu su ipv4s } }",
        // max(mru/8, cru) is the least of the three but for mru/2: min(2^31, 2^32, 2^31) CU
        expected: { node: { cu: "2147483647500", su: "25053975888", ipv4s: [] } },
      },
    ],
  },
  {
    name: "a node is described anew, and its farm's capacity follows",
    blocks: [
      market(),
      after(
        5,
        threebot(3, FARMER),
        registry("NodeDescribed", {
          nodeId: 1,
          contributorTid: 3,
          info_cru: 1,
          info_mru: 2,
          info_sru: 0,
          info_hru: 0,
          info_country: "0x4652",
          info_city: "",
          info_ipv4s: [4294967295, 0],
        }),
      ),
    ],
    assertions: [
      {
        query: "{ node(id: 1) { cu su country city ipv4s contributor { id } } farm(id: 1) { cuCapacity suCapacity } }",
        expected: {
          node: {
            cu: "500",
            su: "0",
            country: "FR",
            city: "",
            ipv4s: ["255.255.255.255", "0.0.0.0"],
            contributor: { id: "3" },
          },
          farm: { cuCapacity: "500", suCapacity: "0" },
        },
      },
    ],
  },
  {
    name: "a node moves to a new key",
    blocks: [
      market(),
      after(
        5,
        registry("NodeRekeyed", { nodeId: 1, key: word("ee"), oldKey: word("a1"), proof: `0x${"11".repeat(64)}` }),
      ),
    ],
    assertions: [
      {
        query: "{ node(id: 1) { key proof events(orderBy: order) { name } } }",
        expected: {
          node: {
            key: word("ee"),
            proof: `0x${"11".repeat(64)}`,
            events: [{ name: "NodeAdded" }, { name: "NodeRekeyed" }],
          },
        },
      },
    ],
  },
  {
    name: "uptime counts the seconds on the market, and those reported down",
    blocks: [
      market(),
      after(0, node(2)),
      after(100, reported([1], [])),
      after(150, reported([1], [])), // known already
      after(200, reported([], [1])),
      after(400, reported([], [])),
    ],
    assertions: [
      {
        query: `{ node(id: 1) { down downSince outages listedSeconds downSeconds uptimeAt uptime }
          farm(id: 1) { nodesListed nodesDown nodeSeconds downSeconds uptimeAt uptime } }`,
        expected: {
          node: {
            down: false,
            downSince: null,
            outages: 1,
            listedSeconds: "200",
            downSeconds: "100",
            uptimeAt: String(START + 200),
            uptime: "0.5",
          },
          farm: {
            nodesListed: 2,
            nodesDown: 0,
            nodeSeconds: "800",
            downSeconds: "100",
            uptimeAt: String(START + 400),
            uptime: "0.875",
          },
        },
      },
    ],
  },
  {
    name: "a node named down and up at once is up, one named down twice went down once",
    blocks: [market(), after(0, node(2)), after(50, reported([1, 1, 2], [2]))],
    assertions: [
      {
        query: "{ nodes { id down outages downSince } farm(id: 1) { nodesDown } }",
        expected: {
          nodes: [
            { id: "1", down: true, outages: 1, downSince: String(START + 50) },
            { id: "2", down: false, outages: 1, downSince: null },
          ],
          farm: { nodesDown: 1 },
        },
      },
    ],
  },
  {
    name: "off the market a node counts neither as up nor as down, and its capacity is gone",
    blocks: [
      market(),
      after(100, reported([1], [])),
      after(200, registry("NodeRetired", { nodeId: 1, farmId: 1 })),
      after(300, reported([], [1])),
      after(400, reported([1], [])),
      after(500, registry("NodeRelisted", { nodeId: 1, farmId: 1 })),
      after(600, reported([], [1])),
    ],
    assertions: [
      {
        query: `{ node(id: 1) { retired down outages listedSeconds downSeconds }
          farm(id: 1) { nodesListed nodesDown nodeSeconds downSeconds cuCapacity } }`,
        expected: {
          node: { retired: false, down: false, outages: 2, listedSeconds: "300", downSeconds: "200" },
          farm: { nodesListed: 1, nodesDown: 0, nodeSeconds: "300", downSeconds: "200", cuCapacity: "8000" },
        },
      },
    ],
  },
  {
    name: "a retired node stays known",
    blocks: [market(), after(5, registry("NodeRetired", { nodeId: 1, farmId: 1 })), after(6, farm(2))],
    assertions: [
      {
        query:
          '{ node(id: 1) { retired } farm(id: 1) { nodeCount nodesListed cuFree } grid(id: "grid") { nodes cuCapacity } }',
        expected: {
          node: { retired: true },
          farm: { nodeCount: 1, nodesListed: 0, cuFree: "0" },
          grid: { nodes: "1", cuCapacity: "0" },
        },
      },
    ],
  },
];
