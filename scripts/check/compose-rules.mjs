// What must hold of deploy/docker-compose.yml: a mistake in it shows on a server first, or as an open port.

import { parse } from "yaml";

const SERVICES = ["graph-node", "postgres", "ipfs"];
const STATEFUL = ["postgres", "ipfs"];
const SECRET = /pass|secret|key|token/i;

/** @typedef {{ image?: string, ports?: string[], volumes?: string[], environment?: Record<string, string> }} Service */
/** @typedef {{ services?: Record<string, Service>, volumes?: Record<string, unknown> }} Compose */

/**
 * @param {string} text
 * @returns {string[]} a sentence for each fault
 */
export function composeFaults(text) {
  /** @type {Compose} */
  let compose;
  try {
    /** @type {unknown} */
    const parsed = parse(text);
    compose = /** @type {Compose} */ (parsed ?? {});
  } catch (error) {
    return [`not YAML: ${error instanceof Error ? error.message : String(error)}`];
  }
  const { services = {}, volumes = {} } = compose;
  const faults = SERVICES.filter((name) => services[name] === undefined).map((name) => `there is no service ${name}`);
  for (const [name, service] of Object.entries(services)) {
    const { image = "", ports = [], environment = {} } = service;
    if (!/:v?\d+(\.\d+)+$/.test(image)) faults.push(`${name}: the image "${image}" has no whole version`);
    for (const port of ports) {
      if (!String(port).startsWith("127.0.0.1:")) faults.push(`${name}: port ${port} is not bound to the loopback`);
    }
    for (const [key, value] of Object.entries(environment)) {
      if (SECRET.test(key) && !/^\$\{\w+:\?/.test(String(value))) faults.push(`${name}: ${key} is written down`);
    }
    const named = (service.volumes ?? []).map((volume) => volume.split(":")[0] ?? "");
    for (const volume of named) if (!(volume in volumes)) faults.push(`${name}: the volume ${volume} is not declared`);
    if (STATEFUL.includes(name) && named.length === 0) faults.push(`${name}: what it stores is in no volume`);
  }
  return faults;
}
