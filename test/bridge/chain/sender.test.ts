import { expect } from "chai";
import { HDNodeWallet, Interface, Wallet } from "ethers";
import type { Endpoint } from "../../../src/bridge/chain/endpoint.ts";
import { type Call, createSender, type Sender } from "../../../src/bridge/chain/sender.ts";
import type { Database } from "../../../src/bridge/db/database.ts";
import { EndpointError, EndpointRefused } from "../../../src/bridge/errors.ts";
import type { Hex } from "../../../src/protocol/hex.ts";
import { newDatabase } from "../support/database.ts";
import { TestChain } from "../support/testChain.ts";

const MNEMONIC = "test test test test test test test test test test test junk";

describe("The operator's transactions", () => {
  let test: TestChain;
  let db: Database;
  let now: bigint;
  let endpoint: Endpoint | undefined;
  let mirrored: bigint | undefined;
  const operator = new Wallet(HDNodeWallet.fromPhrase(MNEMONIC, undefined, "m/44'/60'/0'/0/1").privateKey);
  const stranger = (): Hex => Wallet.createRandom().address.toLowerCase() as Hex;

  before(async () => {
    test = await TestChain.start();
    await test.request("hardhat_setNextBlockBaseFeePerGas", "0x3b9aca00");
  });
  beforeEach(async () => {
    db = await newDatabase();
    now = 1_000n;
    mirrored = undefined;
    endpoint = refusing();
    await test.request("hardhat_setBalance", operator.address, "0xde0b6b3a7640000");
    await test.request("evm_setAutomine", true);
  });
  afterEach(() => db.destroy());

  /** What is said no to by the chain is told as a real endpoint tells it. */
  function refusing(): Endpoint {
    const here = test.endpoint();
    return {
      ...here,
      call: async (method, params) => {
        try {
          return await test.request(method, ...params);
        } catch (cause) {
          throw new EndpointRefused(String(cause), "", { cause });
        }
      },
    };
  }
  const open = (wallet = operator): Sender =>
    createSender({
      db,
      wallet,
      chainId: test.chain.chainId,
      endpoint: () => endpoint,
      now: () => now,
      mirrored: async () => mirrored ?? BigInt((await test.request("eth_blockNumber")) as string),
    });
  const wave = (to = stranger()): (() => Promise<Call>) => {
    return () => Promise.resolve({ purpose: "wave", to, data: "0x1234" });
  };
  const never = (): Promise<Call | undefined> => Promise.reject(new Error("nothing was to be asked for"));
  const noncesOf = async (address: string): Promise<bigint> =>
    BigInt((await test.request("eth_getTransactionCount", address, "latest")) as string);
  const mine = (): Promise<unknown> => test.request("evm_mine");

  it("are sent, mined and over, one after the other", async () => {
    const sender = open();
    expect((await sender.step(() => Promise.resolve(undefined))).kind).to.equal("idle");
    for (let round = 0; round < 3; round++) {
      const sent = await sender.step(wave());
      expect(sent.kind).to.equal("sent");
      const mined = await sender.step(never);
      expect(mined).to.deep.include({ kind: "mined", purpose: "wave", isDone: true });
    }
  });

  it("wait until they are mined, and until the mirror has seen it", async () => {
    await test.request("evm_setAutomine", false);
    const sender = open();
    await sender.step(wave());
    now += 29n;
    expect((await sender.step(never)).kind).to.equal("waiting");
    await mine();
    mirrored = 1n;
    expect((await sender.step(never)).kind).to.equal("waiting");
    mirrored = undefined;
    expect((await sender.step(never)).kind).to.equal("mined");
  });

  it("that are not mined are offered more, again and again, under one nonce", async () => {
    await test.request("evm_setAutomine", false);
    const before = await noncesOf(operator.address);
    const sender = open();
    const hashes = [await sender.step(wave())];
    for (let round = 0; round < 3; round++) {
      now += 30n;
      mirrored = 10_000n + BigInt(round);
      hashes.push(await sender.step(never));
    }
    expect(hashes.map(({ kind }) => kind)).to.deep.equal(["sent", "bumped", "bumped", "bumped"]);
    expect(new Set(hashes.map((sent) => "hash" in sent && sent.hash)).size).to.equal(4);
    await mine();
    expect((await sender.step(never)).kind).to.equal("mined");
    expect(await noncesOf(operator.address)).to.equal(before + 1n);
  });

  it("go on after a restart, whatever was known when it was killed", async () => {
    await test.request("evm_setAutomine", false);
    const before = await noncesOf(operator.address);
    // Killed between writing it down and sending it.
    const real = endpoint;
    endpoint = {
      ...(real as Endpoint),
      call: (method, params) =>
        method === "eth_sendRawTransaction"
          ? Promise.reject(new EndpointError("killed", ""))
          : (real as Endpoint).call(method, params),
    };
    expect((await open().step(wave())).kind).to.equal("unreachable");
    endpoint = real;
    now += 30n;
    expect((await open().step(never)).kind).to.equal("waiting");
    await mine();
    expect((await open().step(never)).kind).to.equal("mined");
    expect(await noncesOf(operator.address)).to.equal(before + 1n);
  });

  it("are offered no more while no block comes, and never more than ten times what is asked (attack 32)", async () => {
    await test.request("evm_setAutomine", false);
    const sender = open();
    await sender.step(wave());
    const fee = async (): Promise<bigint> =>
      (await db.selectFrom("chain_transaction").select("max_fee").executeTakeFirstOrThrow()).max_fee;
    const first = await fee();
    now += 3600n;
    expect((await sender.step(never)).kind).to.equal("waiting");
    expect(await fee()).to.equal(first);
    for (let round = 0n; round < 60n; round++) {
      now += 30n;
      mirrored = 10_000n + round;
      await sender.step(never);
    }
    expect(await fee()).to.be.greaterThan(Number(first));
    expect((await fee()) <= 10n * (first + 10n ** 9n), String(await fee())).to.equal(true);
    await mine();
  });

  it("whose nonce another took are worked out anew", async () => {
    await test.request("evm_setAutomine", false);
    const sender = open();
    await sender.step(wave());
    // The other's, with the same key and a higher price, is mined in its place.
    const other = await operator.signTransaction({
      type: 2,
      chainId: test.chain.chainId,
      nonce: Number(await noncesOf(operator.address)),
      to: stranger(),
      gasLimit: 100_000n,
      maxFeePerGas: 10n ** 12n,
      maxPriorityFeePerGas: 10n ** 12n,
    });
    await test.request("eth_sendRawTransaction", other);
    await mine();
    expect((await sender.step(never)).kind).to.equal("idle");
    expect((await sender.step(wave())).kind).to.equal("sent");
  });

  it("that the contract would refuse cost nothing", async () => {
    const face = new Interface(["function report(uint32 farmId, (uint64,uint32,uint32,uint32)[] readings)"]);
    const data = face.encodeFunctionData("report", [99, [[1, 1, 1, 1]]]) as Hex;
    const before = await noncesOf(operator.address);
    const told = await open().step(() => Promise.resolve({ purpose: "report", to: test.contracts.pools, data }));
    expect(told).to.deep.include({ kind: "hopeless", purpose: "report" });
    expect(await noncesOf(operator.address)).to.equal(before);
  });

  it("of who has no gas money are not sent, and that is told", async () => {
    await test.request("hardhat_setBalance", operator.address, "0x1");
    const told = await open().step(wave());
    expect(["out of money", "hopeless"]).to.contain(told.kind);
    expect(told.kind).to.equal("out of money");
    await test.request("hardhat_setBalance", operator.address, "0xde0b6b3a7640000");
    expect((await open().step(wave())).kind).to.equal("sent");
  });

  it("are not made while no endpoint can be asked", async () => {
    endpoint = undefined;
    expect((await open().step(never)).kind).to.equal("unreachable");
  });
});
