import type { SolidityHooks } from "hardhat/types/hooks";
import type { CompilerOutputError } from "hardhat/types/solidity";

/** Contract and init code above the chain's limits: a fault in a contract, of no meaning in a test. */
const SIZE_WARNINGS = new Set(["5574", "3860"]);

/** A payable fallback without `receive`: where money may come with a memo, an empty call is a memo like any other. */
const ACCEPTED = new Set(["3628"]);

/** Hardhat names our own sources "project/…" and those of packages "npm/…". */
function isOurs(message = "", errorCode = ""): boolean {
  if (ACCEPTED.has(errorCode)) return false;
  const file = /--> (\S+?):/.exec(message)?.[1] ?? "";
  return file.startsWith("project/") && !(file.startsWith("project/test/") && SIZE_WARNINGS.has(errorCode));
}

/** Severity alone would not do: Hardhat lets a build pass whose errors are all of type "Warning". */
function asError(warning: CompilerOutputError): CompilerOutputError {
  const formattedMessage = warning.formattedMessage?.replace(/^Warning:/, "Warning (an error here):");
  return { ...warning, severity: "error", type: "WarningAsError", ...(formattedMessage && { formattedMessage }) };
}

const hooks: Partial<SolidityHooks> = {
  async invokeSolc(context, compiler, solcInput, solcConfig, next) {
    const output = await next(context, compiler, solcInput, solcConfig);
    const errors = output.errors?.map((error) =>
      error.severity === "warning" && isOurs(error.formattedMessage, error.errorCode) ? asError(error) : error,
    );
    return errors === undefined ? output : { ...output, errors };
  },
};

export default (): Promise<Partial<SolidityHooks>> => Promise.resolve(hooks);
