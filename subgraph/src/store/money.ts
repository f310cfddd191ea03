import { BigInt, Bytes } from "@graphprotocol/graph-ts";
import { FarmCredit, FarmMoney, PayeeWithdrawal } from "../../generated/schema";
import { ZERO } from "../rule/bounds";
import { creditId, farmTokenId, withdrawalId } from "./ids";
import { countIncome } from "./income";
import { loadCurrency } from "./prices";

/** What an act did to a farm's money in one currency. */
export class Money {
  paid: BigInt = ZERO;
  released: BigInt = ZERO;
  returned: BigInt = ZERO;
  brought: BigInt = ZERO;
  /** Escrow after it less escrow before. */
  escrowed: BigInt = ZERO;
}

/** Books it under the share table that is in force. */
export function book(second: i64, farmId: i64, table: i32, token: Bytes, money: Money): void {
  const total = loadFarmMoney(farmId, token);
  total.paid = total.paid.plus(money.paid);
  total.released = total.released.plus(money.released);
  total.returned = total.returned.plus(money.returned);
  total.brought = total.brought.plus(money.brought);
  total.escrow = total.escrow.plus(money.escrowed);
  total.save();

  const currency = loadCurrency(token);
  currency.paid = currency.paid.plus(money.paid);
  currency.released = currency.released.plus(money.released);
  currency.returned = currency.returned.plus(money.returned);
  currency.escrow = currency.escrow.plus(money.escrowed);
  currency.save();

  if (!money.released.isZero()) {
    const credit = loadCredit(farmId, table, token);
    credit.released = credit.released.plus(money.released);
    credit.save();
  }
  countIncome(second, farmId, token, money);
}

export function withdraw(farmId: i64, table: i32, token: Bytes, payee: Bytes, amount: BigInt): void {
  const total = loadFarmMoney(farmId, token);
  total.withdrawn = total.withdrawn.plus(amount);
  total.save();
  const credit = loadCredit(farmId, table, token);
  credit.withdrawn = credit.withdrawn.plus(amount);
  credit.save();

  const id = withdrawalId(farmId, table, token, payee);
  let withdrawal = PayeeWithdrawal.load(id);
  if (withdrawal === null) {
    withdrawal = new PayeeWithdrawal(id);
    withdrawal.credit = credit.id;
    withdrawal.payee = payee;
    withdrawal.amount = ZERO;
  }
  withdrawal.amount = withdrawal.amount.plus(amount);
  withdrawal.save();
}

function loadFarmMoney(farmId: i64, token: Bytes): FarmMoney {
  const id = farmTokenId(farmId, token);
  const known = FarmMoney.load(id);
  if (known !== null) return known;
  const money = new FarmMoney(id);
  money.farm = farmId;
  money.currency = token;
  money.paid = ZERO;
  money.released = ZERO;
  money.escrow = ZERO;
  money.returned = ZERO;
  money.brought = ZERO;
  money.withdrawn = ZERO;
  return money;
}

function loadCredit(farmId: i64, table: i32, token: Bytes): FarmCredit {
  const id = creditId(farmId, table, token);
  const known = FarmCredit.load(id);
  if (known !== null) return known;
  const credit = new FarmCredit(id);
  credit.farm = farmId;
  credit.table = table;
  credit.currency = token;
  credit.released = ZERO;
  credit.withdrawn = ZERO;
  return credit;
}
