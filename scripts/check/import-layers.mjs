// The ESLint rule that keeps imports pointing one way. Its table is the architecture; there is no other copy.

import { dirname, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * For each layer the only layers it may import, itself always included. What is not listed here (scripts, test) may
 * import any layer.
 *
 * @type {Map<string, readonly string[]>}
 */
const LAYERS = new Map([
  ["src/protocol", []],
  ["src/bridge", ["src/protocol"]],
  ["src/node", ["src/protocol"]],
  ["src/sdk", ["src/protocol"]],
  ["src/cli", ["src/sdk", "src/protocol"]],
  ["src/market", ["src/sdk", "src/protocol"]],
]);

/** The packages of src/protocol, which does no I/O: hashes, encodings, shapes, curves, nothing that opens a socket. */
const PROTOCOL_PACKAGES = ["ethers", "canonicalize", "typebox", "@noble/ciphers", "@noble/hashes"];

const CURVES = ["@noble/ed25519", "@noble/curves", "sodium-native", "libsodium-wrappers", "tweetnacl", "elliptic"];

/**
 * Who may import which of them: the verdict on a signature is given in one place, or there are two verdicts.
 *
 * @type {Map<string, readonly string[]>}
 */
const CURVE_MODULES = new Map([
  ["src/protocol/ed25519.ts", ["@noble/ed25519", "sodium-native"]],
  ["src/protocol/sealedBox.ts", ["@noble/curves"]],
]);

/** @param {string} path @returns {string} relative to the root, with forward slashes */
const fromRoot = (path) => relative(root, path).split(sep).join("/");

/** @param {string} file @returns {string | undefined} */
const layerOf = (file) => [...LAYERS.keys()].find((layer) => file.startsWith(`${layer}/`));

/** @param {string} name @param {readonly string[]} packages */
const isOneOf = (name, packages) => packages.some((known) => name === known || name.startsWith(`${known}/`));

/**
 * @param {string} file the importing file, relative to the root
 * @param {string} name what it imports, as written
 * @returns {string | undefined} what is wrong with it
 */
export function faultOf(file, name) {
  const layer = layerOf(file);
  if (name.startsWith(".")) {
    const target = fromRoot(resolve(root, dirname(file), name));
    const other = layerOf(target);
    if (layer === undefined || other === layer) return undefined;
    if (other === undefined) return `${layer} imports ${target}, which is no layer of src/`;
    return LAYERS.get(layer)?.includes(other) ? undefined : `${layer} must not import ${other}`;
  }
  if (file.startsWith("src/") && isOneOf(name, CURVES)) {
    return isOneOf(name, CURVE_MODULES.get(file) ?? []) ? undefined : `${curveModule(name)} may import ${name}`;
  }
  if (layer !== "src/protocol") return undefined;
  return isOneOf(name, PROTOCOL_PACKAGES) ? undefined : `src/protocol is pure and must not import ${name}`;
}

/** @param {string} name */
function curveModule(name) {
  const [module] = [...CURVE_MODULES].find(([, packages]) => isOneOf(name, packages)) ?? [];
  return module === undefined ? "nothing" : `only ${module}`;
}

const IMPORTS = ":matches(ImportDeclaration, ImportExpression, ExportNamedDeclaration, ExportAllDeclaration)";

/** @type {import("eslint").Rule.RuleModule} */
export const importLayers = {
  meta: { type: "problem", messages: { fault: "{{ fault }}" } },
  create: (context) => ({
    /** @param {import("eslint").Rule.Node} node */
    [`${IMPORTS} > Literal.source`](node) {
      if (node.type !== "Literal" || typeof node.value !== "string") return;
      const fault = faultOf(fromRoot(context.filename), node.value);
      if (fault !== undefined) context.report({ node, messageId: "fault", data: { fault } });
    },
  }),
};
