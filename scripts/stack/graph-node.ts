import { post, rpc, touch } from "./rpc.ts";

/** What graph-node says of a subgraph that it indexes. */
export interface Status {
  readonly subgraph: string;
  readonly health: string;
  readonly fatalError: { readonly message: string } | null;
  readonly chains: readonly {
    readonly latestBlock: { readonly number: string; readonly hash: string } | null;
  }[];
}

const STATUSES = `{ indexingStatuses {
  subgraph health fatalError { message } chains { latestBlock { number hash } }
} }`;

/** How to ask a running graph-node for things, by its ports. */
export class GraphNode {
  readonly #queries: string;
  readonly #status: string;
  readonly #admin: string;

  constructor(ports: { readonly queries: number; readonly status: number; readonly admin: number }) {
    this.#queries = `http://127.0.0.1:${ports.queries}/subgraphs/name`;
    this.#status = `http://127.0.0.1:${ports.status}/graphql`;
    this.#admin = `http://127.0.0.1:${ports.admin}`;
  }

  url(name: string): string {
    return `${this.#queries}/${name}`;
  }

  /** Fails while one of its servers does not listen: they come up in any order. */
  async reach(): Promise<void> {
    const servers = [this.#queries, this.#status, this.#admin];
    await Promise.all(servers.map(touch));
  }

  async statuses(): Promise<readonly Status[]> {
    const { data } = (await post(this.#status, { query: STATUSES })) as {
      readonly data: { readonly indexingStatuses: readonly Status[] };
    };
    return data.indexingStatuses;
  }

  /** @param id what graph-node finds the manifest by; the same id twice is no second deployment */
  async deploy(name: string, id: string): Promise<void> {
    await rpc(this.#admin, "subgraph_create", { name });
    await rpc(this.#admin, "subgraph_deploy", { name, ipfs_hash: id });
  }

  async remove(name: string): Promise<void> {
    await rpc(this.#admin, "subgraph_remove", { name });
  }
}
