import type { SolidityHooks } from "hardhat/types/hooks";

const hooks: Partial<SolidityHooks> = {
  async invokeSolc(context, compiler, solcInput, solcConfig, next) {
    const isTest = Object.keys(solcInput.sources).some((source) => source.startsWith("project/test/"));
    const settings = { ...solcInput.settings, viaIR: false };
    return next(context, compiler, isTest ? { ...solcInput, settings } : solcInput, solcConfig);
  },
};

export default (): Promise<Partial<SolidityHooks>> => Promise.resolve(hooks);
