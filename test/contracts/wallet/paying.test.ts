import { expect } from "chai";
import { toUtf8Bytes, ZeroAddress, ZeroHash } from "ethers";
import { formatMemo } from "../../../src/protocol/memo.ts";
import {
  CHAIN_ID,
  COIN,
  COINS,
  DOLLARS,
  eventOf,
  type Market,
  mined,
  MONTH,
  openMarket,
  reserveAccepted,
} from "./support.ts";

const DOORS = { pay: 0n, payFor: 1n, transferAndCall: 2n, native: 3n } as const;
const PERMIT = {
  Permit: [
    { name: "owner", type: "address" },
    { name: "spender", type: "address" },
    { name: "value", type: "uint256" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint256" },
  ],
};

describe("Paying from a wallet", () => {
  let market: Market;
  let id: bigint;
  const coins = COINS.cu + COINS.su;
  const dollars = DOLLARS.cu + DOLLARS.su;

  before(async () => {
    market = await openMarket();
  });

  beforeEach(async () => {
    id = await reserveAccepted(market);
  });

  after(async () => {
    await market.connection.close();
  });

  function credit(changes: Record<string, unknown>): Record<string, unknown> {
    return { poolId: id, payer: market.payer.address, cus: MONTH, sus: MONTH, ...changes };
  }

  it("coins with the memo as data, and nothing else", async () => {
    const { pools, poolsAddress, payer } = market;
    const data = `0x702d${Buffer.from(id.toString()).toString("hex")}`;
    const receipt = await mined(await payer.sendTransaction({ to: poolsAddress, value: coins, data }));
    expect(eventOf(pools, receipt, "Credited")).to.include(
      credit({ token: ZeroAddress, door: DOORS.native, cuPaid: COINS.cu, suPaid: COINS.su }),
    );
  });

  it("too many coins: the rest comes back in the same transaction", async () => {
    const { poolsAddress, payer, ethers } = market;
    const before = await ethers.provider.getBalance(payer.address);
    const data = toUtf8Bytes(formatMemo(id));
    const { gasUsed, gasPrice } = await mined(
      await payer.sendTransaction({ to: poolsAddress, value: 5n * COIN, data: ethers.hexlify(data) }),
    );
    expect(before - (await ethers.provider.getBalance(payer.address))).to.equal(coins + gasUsed * gasPrice);
  });

  it("coins in two transactions, of two wallets", async () => {
    const { pools, poolsAddress, payer, customer, ethers } = market;
    const data = ethers.hexlify(toUtf8Bytes(formatMemo(id)));
    const first = await mined(await customer.sendTransaction({ to: poolsAddress, value: 1n, data }));
    expect(eventOf(pools, first, "Paid")).to.include({ payer: customer.address, amount: 1n, sum: 1n });
    const second = await mined(await payer.sendTransaction({ to: poolsAddress, value: coins - 1n, data }));
    expect(eventOf(pools, second, "Credited")).to.include(credit({ token: ZeroAddress }));
  });

  for (const [memo, error] of [
    ["", "BadMemo"],
    ["P-1", "BadMemo"],
    ["p-01", "BadMemo"],
    ["p-1 ", "BadMemo"],
    [" p-1", "BadMemo"],
    ["p-1\n", "BadMemo"],
    ["p-99999", "NotPayable"],
  ] as const) {
    it(`refuses coins with ${JSON.stringify(memo)}`, async () => {
      const { poolsAddress, payer, ethers } = market;
      const data = ethers.hexlify(toUtf8Bytes(memo));
      const errors = await ethers.getContractFactory("Errors");
      const sent = payer.sendTransaction({ to: poolsAddress, value: coins, data });
      await expect(sent).to.be.revertedWithCustomError(errors, error);
    });
  }

  it("has no function whose selector is the beginning of a memo", () => {
    const selectors: string[] = [];
    market.pools.interface.forEachFunction(({ selector }) => selectors.push(selector));
    expect(selectors).to.have.length.above(30);
    for (const selector of selectors) expect(selector).not.to.match(/^0x702d/);
  });

  it("tokens by approving, then paying", async () => {
    const { pools, poolsAddress, dollar, dollarAddress, payer } = market;
    await dollar.connect(payer).approve(poolsAddress, dollars);
    const sent = await pools.connect(payer)["pay(string,address,uint256)"](formatMemo(id), dollarAddress, dollars);
    expect(eventOf(pools, await mined(sent), "Credited")).to.include(
      credit({ token: await dollar.getAddress(), door: DOORS.pay, cuPaid: DOLLARS.cu, suPaid: DOLLARS.su }),
    );
  });

  it("ERC-1363 tokens in one transaction, with the memo as data; the excess comes back", async () => {
    const { pools, poolsAddress, dollar, payer, ethers } = market;
    const before = await dollar.balanceOf(payer.address);
    const data = ethers.hexlify(toUtf8Bytes(formatMemo(id)));
    const transfer = dollar.connect(payer)["transferAndCall(address,uint256,bytes)"];
    const receipt = await mined(await transfer(poolsAddress, dollars + 7n, data));
    expect(eventOf(pools, receipt, "Credited")).to.include(credit({ door: DOORS.transferAndCall }));
    expect(before - (await dollar.balanceOf(payer.address))).to.equal(dollars);
  });

  it("tokens with a permit that the wallet signs: one transaction, no approval", async () => {
    const { pools, doors, dollar, dollarAddress, payer, ethers } = market;
    const doorsAddress = await doors.getAddress();
    const deadline = 2n ** 32n;
    const permit = {
      owner: payer.address,
      spender: doorsAddress,
      value: dollars,
      nonce: await dollar.nonces(payer.address),
      deadline,
    };
    const domain = { name: "Local Dollar", version: "1", chainId: CHAIN_ID, verifyingContract: dollarAddress };
    const { v, r, s } = ethers.Signature.from(await payer.signTypedData(domain, PERMIT, permit));
    const sent = await doors
      .connect(payer)
      .payWithPermit(formatMemo(id), dollarAddress, dollars, ZeroHash, deadline, v, r, s);
    expect(eventOf(pools, await mined(sent), "Credited")).to.include(credit({ door: DOORS.payFor }));
    expect(await dollar.allowance(payer.address, doorsAddress)).to.equal(0n);
  });
});
