import { Interface } from "ethers";
import { rpc } from "../stack/rpc.ts";

const POOLS = new Interface(["function slotsOf(uint256 id) view returns (uint256 clock, uint256 worth, uint256 deal)"]);
/** Where a deal keeps its state, see contracts/types/Deal.sol. */
const STATE_AT = 224n;
const PAYABLE = 2n;

/** Does the reservation still wait for its payment, as far as the chain knows? */
export async function isPayable(url: string, pools: string, id: number): Promise<boolean> {
  const data = POOLS.encodeFunctionData("slotsOf", [id]);
  const answer = (await rpc(url, "eth_call", [{ to: pools, data }, "latest"])) as string;
  const [, , deal = 0n] = POOLS.decodeFunctionResult("slotsOf", answer).toArray() as bigint[];
  return (deal >> STATE_AT) % 256n === PAYABLE;
}
