import type { SolidityHooks } from "hardhat/types/hooks";
import type { CompilerOutputError } from "hardhat/types/solidity";

/** Contract and init code above the chain's limits: a fault in a contract, of no meaning in a test. */
const SIZE_WARNINGS = new Set(["5574", "3860"]);

/** A payable fallback without `receive`: where money may come with a memo, an empty call is a memo like any other. */
const ACCEPTED = new Set(["3628"]);

/** Hardhat names our own sources "project/…" and those of packages "npm/…". */
const sourceOf = (message = ""): string => /--> (\S+?):/.exec(message)?.[1] ?? "";

function isAccepted(source: string, errorCode = ""): boolean {
  // Nobody here can mend a package; what it warns of is read once, when it is chosen.
  if (source.startsWith("npm/") || ACCEPTED.has(errorCode)) return true;
  return source.startsWith("project/test/") && SIZE_WARNINGS.has(errorCode);
}

/** Severity alone would not do: Hardhat lets a build pass whose errors are all of type "Warning". */
function asError(warning: CompilerOutputError): CompilerOutputError {
  const formattedMessage = warning.formattedMessage?.replace(/^Warning:/, "Warning (an error here):");
  return { ...warning, severity: "error", type: "WarningAsError", ...(formattedMessage && { formattedMessage }) };
}

const hooks: Partial<SolidityHooks> = {
  async invokeSolc(context, compiler, solcInput, solcConfig, next) {
    const output = await next(context, compiler, solcInput, solcConfig);
    const errors = output.errors?.flatMap((error) => {
      if (error.severity !== "warning") return [error];
      return isAccepted(sourceOf(error.formattedMessage), error.errorCode) ? [] : [asError(error)];
    });
    return errors === undefined ? output : { ...output, errors };
  },
};

export default (): Promise<Partial<SolidityHooks>> => Promise.resolve(hooks);
