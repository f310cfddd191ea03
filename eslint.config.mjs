import eslint from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";
import { importLayers } from "./scripts/check/import-layers.mjs";

export default defineConfig(
  globalIgnores(["artifacts/", "bench/ponder/", "cache/", "coverage/", "node_modules/", "out/", "subgraph/", "types/"]),
  eslint.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    plugins: { granary: { rules: { "import-layers": importLayers } } },
    rules: {
      "granary/import-layers": "error",
      // The type check knows which names exist; this rule would need a list of Node's.
      "no-undef": "off",
      eqeqeq: "error",
      "@typescript-eslint/consistent-type-imports": "error",
      // In an error path a missing `await` loses the stack, or the error.
      "@typescript-eslint/return-await": ["error", "error-handling-correctness-only"],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/prefer-readonly": "error",
      // Node runs our TypeScript by stripping the types: nothing that needs more than that.
      "@typescript-eslint/parameter-properties": "error",
      "no-restricted-syntax": ["error", { selector: "TSEnumDeclaration", message: "Use a union of literals." }],
    },
  },
  {
    files: ["src/bridge/**"],
    ignores: ["src/bridge/config.ts"],
    rules: {
      "no-restricted-properties": [
        "error",
        { object: "process", property: "env", message: "Only config.ts reads the environment." },
      ],
    },
  },
  {
    files: ["test/**"],
    rules: {
      // chai's assertions are property reads: `expect(x).to.be.true`.
      "@typescript-eslint/no-unused-expressions": "off",
      // `it` and `describe` take async functions whose promises mocha awaits.
      "@typescript-eslint/no-floating-promises": "error",
    },
  },
);
