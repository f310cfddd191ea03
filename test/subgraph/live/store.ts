import { post } from "../../../scripts/stack/rpc.ts";

export type Row = Readonly<Record<string, unknown>>;
/** Every entity that a subgraph holds, by its type, sorted by id. */
export type Store = ReadonlyMap<string, readonly Row[]>;

interface TypeRef {
  readonly kind: string;
  readonly name: string | null;
  /** As deep as was asked for. */
  readonly ofType?: TypeRef | null;
}

interface Field {
  readonly name: string;
  readonly type: TypeRef;
}

interface Introspection {
  readonly __schema: { readonly types: readonly { readonly name: string; readonly fields: readonly Field[] | null }[] };
}

const REF = "kind name ofType { kind name ofType { kind name ofType { kind name } } }";
const SCHEMA = `{ __schema { types { name fields { name type { ${REF} } } } } }`;
const PAGE = 1000;

/** Reads all that can be queried. */
export async function readStore(url: string): Promise<Store> {
  const { __schema } = await ask<Introspection>(url, SCHEMA);
  const types = new Map(__schema.types.map(({ name, fields }) => [name, fields ?? []]));
  const lists = (types.get("Query") ?? []).filter(({ name, type }) => !name.startsWith("_") && isList(type));
  const store = new Map<string, readonly Row[]>();
  for (const list of lists) {
    const name = named(list.type).name ?? "";
    const selection = (types.get(name) ?? []).flatMap(selected).join(" ");
    store.set(name, await readAll(url, list.name, selection));
  }
  return store;
}

/** Values as they are, references as their ids; what is derived is read where it is kept. */
function selected({ name, type }: Field): string[] {
  if (named(type).kind !== "OBJECT") return [name];
  return isList(type) ? [] : [`${name} { id }`];
}

async function readAll(url: string, field: string, selection: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const last = rows.at(-1)?.["id"];
    const where = last === undefined ? "" : `, where: { id_gt: ${JSON.stringify(last)} }`;
    const args = `first: ${PAGE}, orderBy: id${where}`;
    const page = await ask<Record<string, Row[]>>(url, `{ ${field}(${args}) { ${selection} } }`);
    rows.push(...(page[field] ?? []));
    if ((page[field]?.length ?? 0) < PAGE) return rows;
  }
}

export async function ask<T>(url: string, query: string, variables: unknown = {}): Promise<T> {
  const { data, errors } = (await post(url, { query, variables })) as {
    data?: T;
    errors?: readonly { message: string }[];
  };
  if (data === undefined || errors !== undefined) throw new Error(`${query}: ${JSON.stringify(errors)}`);
  return data;
}

function named(type: TypeRef): TypeRef {
  return type.ofType ? named(type.ofType) : type;
}

function isList(type: TypeRef): boolean {
  return type.kind === "LIST" || (type.ofType ? isList(type.ofType) : false);
}
