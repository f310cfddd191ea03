// The contracts' enums by number, the schema's by name.

const DOORS: string[] = ["PAY", "PAY_FOR", "TRANSFER_AND_CALL", "NATIVE", "REFILL", "OFFER", "ACCEPTANCE"];
const SKIPS: string[] = ["NOT_ACTIVE", "WRONG_FARM", "ABOVE_CAP", "EMPTY"];

export const PAY_FOR = "PAY_FOR";

export function doorName(number: i32): string {
  return DOORS[number];
}

export function skipName(number: i32): string {
  return SKIPS[number];
}
