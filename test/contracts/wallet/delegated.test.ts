import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { ContractFactory, hexlify, Interface, toUtf8Bytes, ZeroAddress } from "ethers";
import hre from "hardhat";
import { CAP_FIELDS, granaryDomain, nodeIdsHash, OFFER_FIELDS } from "../../../src/protocol/eip712.ts";
import { typedDataTypes } from "../../../src/protocol/evm.ts";
import { formatMemo } from "../../../src/protocol/memo.ts";
import { CHAIN_ID, COINS, eventOf, type Market, mined, MONTH, openMarket, reserveAccepted } from "./support.ts";

/** The wallet contract of the Solidity tests: calls whatever it is told to, takes coins, has approved no digest. */
async function walletArtifact(): Promise<{ abi: string; bytecode: string }> {
  const source = fileURLToPath(new URL("../support/Wallet.sol", import.meta.url));
  await hre.solidity.build([source], { scope: "tests", quiet: true });
  const folder = await hre.solidity.getArtifactsDirectory("tests");
  const text = await readFile(`${folder}/test/contracts/support/Wallet.sol/Wallet.json`, "utf8");
  return JSON.parse(text) as { abi: string; bytecode: string };
}

describe("An account with delegated code (EIP-7702)", function () {
  this.timeout(180_000);

  let market: Market;
  let code: string;
  let wallet: Interface;

  before(async () => {
    market = await openMarket();
    const { abi, bytecode } = await walletArtifact();
    const [bank] = await market.ethers.getSigners();
    const deployed = await new ContractFactory(abi, bytecode, bank).deploy();
    code = await deployed.getAddress();
    // Customer and farmer both delegate; somebody else pays for the transaction that says so.
    for (const person of [market.customer, market.farmer]) {
      const authorization = await person.authorize({ address: code, chainId: CHAIN_ID });
      await mined(
        await market.payer.sendTransaction({
          type: 4,
          to: ZeroAddress,
          authorizationList: [authorization],
        }),
      );
    }
    wallet = new Interface(abi);
  });

  after(async () => {
    await market.connection.close();
  });

  it("has code, and is its key's still", async () => {
    const { ethers, customer } = market;
    expect(await ethers.provider.getCode(customer.address)).to.equal(`0xef0100${code.slice(2).toLowerCase()}`);
  });

  it("reserves and pays in its own transactions", async () => {
    const { pools, poolsAddress, customer } = market;
    const id = await reserveAccepted(market);
    const data = hexlify(toUtf8Bytes(formatMemo(id)));
    const receipt = await mined(await customer.sendTransaction({ to: poolsAddress, value: COINS.cu + COINS.su, data }));
    expect(eventOf(pools, receipt, "Credited")).to.include({ poolId: id, payer: customer.address });
  });

  it("pays by its code in another's transaction, and gets the excess back", async () => {
    const { pools, poolsAddress, customer, ethers } = market;
    const id = await reserveAccepted(market);
    const before = await ethers.provider.getBalance(customer.address);
    const cost = COINS.cu + COINS.su;
    const data = wallet.encodeFunctionData("run", [poolsAddress, 2n * cost, toUtf8Bytes(formatMemo(id))]);
    const receipt = await mined(await market.payer.sendTransaction({ to: customer.address, data }));
    expect(eventOf(pools, receipt, "Credited")).to.include({ poolId: id, payer: customer.address });
    expect(before - (await ethers.provider.getBalance(customer.address))).to.equal(cost);
  });

  it("signs offers with its key, although its code has approved none", async () => {
    const { pools, poolsAddress, customer, farmer } = market;
    const cost = { cuAmount: COINS.cu, suAmount: COINS.su };
    const offer = {
      ...{ farmId: 1n, customerTid: 1n, poolId: 0n, cus: MONTH, sus: MONTH, nodeIdsHash: nodeIdsHash([]) },
      ...{ cuCap: 1_000n, suCap: 1_000n, token: ZeroAddress, ...cost, upfrontBps: 0n, noticeDays: 7n },
      ...{ nonce: 1n, signerEpoch: 1n, deadline: 2n ** 32n - 1n },
    };
    const domain = granaryDomain(CHAIN_ID, poolsAddress);
    const signature = await farmer.signTypedData(domain, typedDataTypes("Offer", OFFER_FIELDS), offer);
    const value = COINS.cu + COINS.su;
    const sent = await pools.connect(customer).buy(offer, 1n, [], farmer.address, signature, { value });
    const { poolId } = eventOf(pools, await mined(sent), "Opened");

    // Its owner lowers his cap by a signature that anybody brings, and takes his coins to himself.
    const lower = { poolId: poolId as bigint, cuCap: 0n, suCap: 1n, nonce: 1n, deadline: 2n ** 32n - 1n };
    const lowering = await customer.signTypedData(domain, typedDataTypes("Cap", CAP_FIELDS), lower);
    await pools.connect(market.payer).capBySignature(lower, lowering);
    const closing = await mined(await pools.connect(customer).close(poolId as bigint, customer.address));
    expect(eventOf(pools, closing, "Closed")).to.include({ to: customer.address, returned: value });
  });

  it("is not believed when another key signs for it", async () => {
    const { pools, poolsAddress, payer, customer } = market;
    const id = await reserveAccepted(market);
    await customer.sendTransaction({
      to: poolsAddress,
      value: COINS.cu + COINS.su,
      data: hexlify(toUtf8Bytes(formatMemo(id))),
    });
    const lower = { poolId: id, cuCap: 0n, suCap: 0n, nonce: 2n, deadline: 2n ** 32n - 1n };
    const domain = granaryDomain(CHAIN_ID, poolsAddress);
    const signature = await payer.signTypedData(domain, typedDataTypes("Cap", CAP_FIELDS), lower);
    const errors = await market.ethers.getContractFactory("Errors");
    await expect(pools.connect(payer).capBySignature(lower, signature))
      .to.be.revertedWithCustomError(errors, "BadSignature")
      .withArgs(customer.address);
  });
});
