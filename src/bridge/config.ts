// What the bridge is started with. The only file that reads the environment.

import { readFileSync } from "node:fs";
import process from "node:process";
import { Wallet } from "ethers";
import { BPS } from "../protocol/bounds.ts";
import { SigningKey } from "../protocol/ed25519.ts";
import { type Deployment, parseDeployment } from "../protocol/deployment.ts";
import { ConfigurationError } from "./errors.ts";

export interface Config {
  readonly farmId: bigint;
  readonly deployment: Deployment;
  readonly rpcUrls: readonly string[];
  readonly databaseUrl: string;
  readonly farmerKey: SigningKey;
  readonly operator: Wallet;
  readonly host: string;
  readonly port: number;
  readonly confirmations: bigint;
  readonly reorgDepth: bigint;
  readonly publicIpRate: bigint;
  readonly grace: bigint;
  readonly mostBlockAge: bigint;
  readonly overbookingBps: bigint;
  readonly headUrls: readonly string[];
  readonly trustedProxies: readonly string[];
  /** Of one address. */
  readonly requestsPerMinute: number;
  readonly webhookUrl: string | undefined;
  readonly metricsToken: string | undefined;
  readonly logLevel: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;
type ReadFile = (path: string) => string;

/** All that is wrong is told at once. */
export function readConfig(
  environment: Environment = process.env,
  readFile: ReadFile = (path) => readFileSync(path, "utf8"),
): Config {
  const problems: string[] = [];
  const attempt = <T>(read: () => T): T => {
    try {
      return read();
    } catch (error) {
      problems.push((error as Error).message);
      // Never used: the problems are thrown before anything is returned.
      return undefined as T;
    }
  };
  const given = new Given(environment, readFile);
  const config: Config = {
    farmId: attempt(() => given.number("GRANARY_FARM_ID", { least: 1n, most: 2n ** 32n - 1n })),
    deployment: attempt(() => given.deployment("GRANARY_DEPLOYMENT")),
    rpcUrls: attempt(() => given.urls("GRANARY_RPC_URLS")),
    databaseUrl: attempt(() => given.text("DATABASE_URL")),
    farmerKey: attempt(() => new SigningKey(given.secret("GRANARY_FARMER_SEED"))),
    operator: attempt(() => walletOf(given.secret("GRANARY_OPERATOR_KEY"))),
    host: environment["GRANARY_BRIDGE_HOST"] ?? "127.0.0.1",
    port: Number(attempt(() => given.number("GRANARY_BRIDGE_PORT", { least: 0n, most: 65_535n, otherwise: 8300n }))),
    confirmations: attempt(() => given.number("GRANARY_CONFIRMATIONS", { least: 1n, most: 1000n, otherwise: 3n })),
    reorgDepth: attempt(() => given.number("GRANARY_REORG_DEPTH", { least: 1n, most: 10_000n, otherwise: 100n })),
    publicIpRate: attempt(() =>
      given.number("GRANARY_PUBLIC_IP_RATE", { least: 0n, most: 2n ** 32n - 1n, otherwise: 0n }),
    ),
    grace: attempt(() => given.number("GRANARY_GRACE", { least: 0n, most: 31_536_000n, otherwise: 86_400n })),
    overbookingBps: attempt(() =>
      given.number("GRANARY_OVERBOOKING_BPS", { least: 1n, most: 100_000n, otherwise: BPS }),
    ),
    mostBlockAge: attempt(() =>
      given.number("GRANARY_MOST_BLOCK_AGE", { least: 1n, most: 31_536_000n, otherwise: 300n }),
    ),
    headUrls: attempt(() => given.optionalUrls("GRANARY_WS_URLS", "ws")),
    trustedProxies: (environment["GRANARY_TRUSTED_PROXIES"] ?? "").split(",").filter((address) => address !== ""),
    requestsPerMinute: Number(
      attempt(() => given.number("GRANARY_REQUESTS_PER_MINUTE", { least: 1n, most: 10n ** 9n, otherwise: 600n })),
    ),
    webhookUrl: attempt(() => given.optionalUrls("GRANARY_WEBHOOK_URL")[0]),
    metricsToken: environment["GRANARY_METRICS_TOKEN"] || undefined,
    logLevel: environment["GRANARY_LOG_LEVEL"] ?? "info",
  };
  if (problems.length === 0) return config;
  throw new ConfigurationError(
    `The bridge cannot start: ${problems.join(" ")}`,
    "docs/operations.md lists every setting.",
  );
}

function walletOf(key: Buffer): Wallet {
  try {
    return new Wallet(`0x${key.toString("hex")}`);
  } catch {
    // What ethers says of it may hold it.
    throw new Error("GRANARY_OPERATOR_KEY is no private key.");
  }
}

/** What the environment gives, read strictly. */
class Given {
  readonly #environment: Environment;
  readonly #readFile: ReadFile;

  constructor(environment: Environment, readFile: ReadFile) {
    this.#environment = environment;
    this.#readFile = readFile;
  }

  text(name: string): string {
    const value = this.#environment[name];
    if (value === undefined || value === "") throw new Error(`${name} is not set.`);
    return value;
  }

  number(
    name: string,
    { least, most, otherwise }: { readonly least: bigint; readonly most: bigint; readonly otherwise?: bigint },
  ): bigint {
    const value = this.#environment[name];
    if ((value === undefined || value === "") && otherwise !== undefined) return otherwise;
    const text = this.text(name);
    const isWhole = /^\d{1,20}$/.test(text);
    if (!isWhole || BigInt(text) < least || BigInt(text) > most) {
      throw new Error(
        `${name} is ${JSON.stringify(text.slice(0, 40))}, but must be a whole number from ${least} to ${most}.`,
      );
    }
    return BigInt(text);
  }

  urls(name: string, scheme = "http"): readonly string[] {
    const urls = this.text(name)
      .split(",")
      .map((url) => url.trim());
    for (const url of urls) {
      // It may hold a secret, and is not repeated.
      const isRight = new RegExp(`^${scheme}s?://`).test(url) && URL.canParse(url);
      if (!isRight) throw new Error(`${name} has an entry that is no ${scheme} URL.`);
    }
    if (new Set(urls).size < urls.length) throw new Error(`${name} has one URL twice: it would be counted as two.`);
    return urls;
  }

  optionalUrls(name: string, scheme = "http"): readonly string[] {
    return (this.#environment[name] ?? "") === "" ? [] : this.urls(name, scheme);
  }

  deployment(name: string): Deployment {
    const path = this.text(name);
    return parseDeployment(this.#file(name, path));
  }

  /** 32 bytes in hexadecimal, of the variable itself or of the file that `<name>_FILE` names. Never repeated. */
  secret(name: string): Buffer {
    const path = this.#environment[`${name}_FILE`];
    const text = path === undefined || path === "" ? this.text(name) : this.#file(`${name}_FILE`, path);
    const digits = text.trim().replace(/^0x/, "");
    if (!/^[0-9a-fA-F]{64}$/.test(digits)) throw new Error(`${name} must be 64 hexadecimal digits.`);
    return Buffer.from(digits, "hex");
  }

  #file(name: string, path: string): string {
    try {
      return this.#readFile(path);
    } catch (error) {
      throw new Error(
        `${name} names ${path}, which cannot be read (${(error as NodeJS.ErrnoException).code ?? "?"}).`,
        {
          cause: error,
        },
      );
    }
  }
}
