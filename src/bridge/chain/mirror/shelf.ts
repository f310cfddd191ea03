import { sql } from "kysely";
import type { Connection } from "../../db/database.ts";
import type { Tables } from "../../db/tables.ts";

/** Rows of one table in memory, by their key. */
export class Shelf<Row extends object> {
  readonly #table: keyof Tables;
  readonly #keys: readonly string[];
  readonly #rows = new Map<string, Row>();
  readonly #changed = new Map<string, Row>();
  readonly #removed = new Map<string, Row>();

  constructor(table: keyof Tables, keys: readonly (keyof Row & string)[]) {
    this.#table = table;
    this.#keys = keys;
  }

  /** Undefined if there is none, or none of ours. */
  get(...key: readonly unknown[]): Row | undefined {
    return this.#rows.get(key.join());
  }

  put(row: Row): void {
    const key = this.#keyOf(row);
    this.#rows.set(key, row);
    this.#changed.set(key, row);
    this.#removed.delete(key);
  }

  remove(row: Row): void {
    const key = this.#keyOf(row);
    this.#rows.delete(key);
    this.#changed.delete(key);
    this.#removed.set(key, row);
  }

  /** Reads the rows whose column is one of these values; without, all. */
  async load(db: Connection, column?: keyof Row & string, values: readonly bigint[] = []): Promise<void> {
    if (column !== undefined && values.length === 0) return;
    const where = column === undefined ? sql`` : sql`where ${sql.ref(column)} = any(${values}::bigint[])`;
    const { rows } = await sql<Row>`select * from ${sql.table(this.#table)} ${where}`.execute(db);
    for (const row of rows) this.#rows.set(this.#keyOf(row), row);
  }

  async save(db: Connection): Promise<void> {
    const table = sql.table(this.#table);
    const keys = sql.join(this.#keys.map((key) => sql.ref(key)));
    if (this.#removed.size > 0) {
      const rows = asJson([...this.#removed.values()]);
      await sql`
        delete from ${table} where (${keys}) in (select ${keys} from json_populate_recordset(null::${table}, ${rows}))
      `.execute(db);
      this.#removed.clear();
    }
    const [first] = this.#changed.values();
    if (first === undefined) return;
    const others = Object.keys(first).filter((column) => !this.#keys.includes(column));
    const change = others.map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`);
    const conflict = change.length === 0 ? sql`do nothing` : sql`do update set ${sql.join(change)}`;
    await sql`
      insert into ${table} select * from json_populate_recordset(null::${table}, ${asJson([...this.#changed.values()])})
      on conflict (${keys}) ${conflict}
    `.execute(db);
    this.#changed.clear();
  }

  #keyOf(row: Row): string {
    return this.#keys.map((key) => (row as Record<string, unknown>)[key]).join();
  }
}

/** Whole numbers as text, so that none is rounded on its way. */
function asJson(rows: readonly object[]): ReturnType<typeof sql> {
  const text = JSON.stringify(rows, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value));
  return sql`${text}::json`;
}
