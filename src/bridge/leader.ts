import pg from "pg";

/** Any number, the same for all releases: "granary" by the digits of a telephone. */
const LOCK = 4_726_279n;

export interface Leadership {
  /** Calls with the name of each table that any process added to. */
  readonly listen: (hear: (table: string) => void) => Promise<void>;
  /** Settles when it is lost: the connection ended, or it was given up. */
  readonly lost: Promise<void>;
  readonly giveUp: () => Promise<void>;
}

/**
 * Of several processes on one database one leads: it follows the chain, sends transactions and relays. The lock belongs to
 * a connection, so a killed leader's is free as soon as the server notices.
 *
 * @returns undefined while another leads
 */
export async function tryToLead(url: string): Promise<Leadership | undefined> {
  const client = new pg.Client({ connectionString: url, application_name: "granary-leader", keepAlive: true });
  const ended = new Promise<void>((resolve) => {
    client.on("error", () => {
      resolve();
    });
    client.on("end", () => {
      resolve();
    });
  });
  await client.connect();
  try {
    const { rows } = await client.query<{ locked: boolean }>("select pg_try_advisory_lock($1) as locked", [LOCK]);
    if (rows[0]?.locked === true) {
      return {
        lost: ended,
        giveUp: () => client.end(),
        listen: async (hear) => {
          client.on("notification", ({ payload }) => {
            hear(payload ?? "");
          });
          await client.query("listen granary");
        },
      };
    }
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
  await client.end();
  return undefined;
}
