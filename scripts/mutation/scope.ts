/** Where money is counted, held or moved, and what decides whether it is. Getters and interfaces are not. */
const MONEY_PATHS = [
  /^contracts\/pools\/(?!Views|Delegating)/,
  /^contracts\/types\/(Clock|Worth|Deal|Request)\.sol$/,
  /^contracts\/libraries\/(Cost|Memo|Signatures|Hashes)\.sol$/,
  /^contracts\/registry\/(PriceLists|ShareTables)\.sol$/,
  /^contracts\/(Doors|Deposit|Orders)\.sol$/,
];

export const isMoneyPath = (file: string): boolean => MONEY_PATHS.some((path) => path.test(file));
