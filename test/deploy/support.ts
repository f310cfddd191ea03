import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Eip1193Provider } from "ethers";
import hre from "hardhat";
import { connect } from "../../scripts/deploy/chain.ts";
import { type Common, deploy, type Wishes } from "../../scripts/deploy/deploy.ts";
import { DeployError } from "../../scripts/deploy/errors.ts";
import { type Deployment, parseDeployment } from "../../src/protocol/deployment.ts";

export const CHAIN_ID = 4242;

/** A chain of its own in this process. */
export interface Chain {
  readonly provider: Eip1193Provider;
  readonly send: (method: string, ...params: unknown[]) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** @param initialDate two chains that begin at different seconds have different blocks 0 */
export async function startChain(initialDate = "2030-01-01", accounts?: never[]): Promise<Chain> {
  const override = { chainId: CHAIN_ID, initialDate, ...(accounts && { accounts }) };
  const connection = await hre.network.create({ network: "default", override });
  const { provider } = connection;
  return {
    provider,
    send: (method, ...params) => provider.request({ method, params }),
    close: () => connection.close(),
  };
}

/** A folder for records, and runs that keep theirs there. */
export class Desk {
  readonly directory = mkdtempSync(join(tmpdir(), "deployments-"));
  lines: string[] = [];

  async run(
    { provider }: Pick<Chain, "provider">,
    wishes: Wishes = {},
    hear?: (line: string) => void,
  ): Promise<Deployment | undefined> {
    this.lines = [];
    const say = (line: string): void => {
      this.lines.push(line);
      hear?.(line);
    };
    const common: Common = { hre, provider: connect(provider), directory: this.directory, say };
    return deploy(common, wishes);
  }

  /** The run ends, as by a power cut, when it says something that begins like this. */
  async interrupt(chain: Chain, until: string): Promise<void> {
    const hear = (line: string): void => {
      if (line.startsWith(until)) throw new Error("interrupted");
    };
    const error: unknown = await this.run(chain, {}, hear).catch((thrown: unknown) => thrown);
    expect(error).to.have.property("message", "interrupted");
  }

  /** @returns what the run that must stop had to say */
  async stops(chain: Chain, wishes: Wishes = {}): Promise<DeployError> {
    const error: unknown = await this.run(chain, wishes).catch((thrown: unknown) => thrown);
    if (error instanceof DeployError) return error;
    throw new Error("the run did not stop with a reason", { cause: error });
  }

  files(): string[] {
    return readdirSync(this.directory).sort();
  }

  read(): Deployment {
    return parseDeployment(readFileSync(this.#path(".json"), "utf8"));
  }

  /** Changes the record as nobody should. */
  tamper(change: (record: Record<string, Record<string, Record<string, unknown>>>) => void): void {
    const record = JSON.parse(readFileSync(this.#path(".json"), "utf8")) as Parameters<typeof change>[0];
    change(record);
    this.overwrite(JSON.stringify(record));
  }

  overwrite(text: string): void {
    writeFileSync(this.#path(".json"), text);
  }

  clear(): void {
    rmSync(this.directory, { recursive: true });
  }

  #path(ending: string): string {
    return join(this.directory, `${CHAIN_ID}${ending}`);
  }
}
