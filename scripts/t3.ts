import hre from "hardhat";
import { startChain } from "./stack/chain.ts";
import { deploy } from "./deploy/deploy.ts";
import { connect } from "./deploy/chain.ts";
import { seed } from "./local/seed/seed.ts";
for (const withoutAnvil of [false, true]) {
let t=Date.now();
const now = BigInt(Math.floor(Date.now()/1000));
const c = await startChain({ startsAt: Number(now) - 41*86400, withoutAnvil });
const connection = await hre.network.create({ network: "localhost", override: { url: c.url } });
try {
const d = await deploy({ hre, provider: connect(connection.provider), directory: "/tmp/exp/dep"+Date.now(), say: ()=>{} });
console.log("deployed", Date.now()-t); t=Date.now();
console.log(await seed(connection, d!, now)); console.log("seeded", Date.now()-t, await connection.ethers.provider.getBlockNumber());
console.log((await connection.ethers.provider.getBlock("latest"))!.timestamp - Date.now()/1000);
const lens = await connection.ethers.getContractAt("Lens", d!.contracts.Lens.address);
} catch (e) { console.log(e); }
await connection.close(); await c.stop();
}
