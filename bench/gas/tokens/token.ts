import type { Addressable, BytesLike, ContractTransactionResponse, Signer } from "ethers";
import type { Chain } from "../chain.ts";
import { compileToken } from "./compile.ts";

/** What the bench calls on a token. */
export interface Token extends Addressable {
  readonly address: string;
  connect(signer: Signer): Token;
  mint(to: string, amount: bigint): Promise<ContractTransactionResponse>;
  approve(spender: Addressable, amount: bigint): Promise<ContractTransactionResponse>;
  "transferAndCall(address,uint256,bytes)"(
    to: Addressable,
    amount: bigint,
    data: BytesLike,
  ): Promise<ContractTransactionResponse>;
}

export async function deployToken(chain: Chain, name: "PlainToken" | "CallingToken"): Promise<Token> {
  const { abi, bytecode } = compileToken(name);
  const factory = await chain.ethers.getContractFactory(abi, bytecode);
  return (await chain.deploy(() => factory.deploy())) as unknown as Token;
}
