import { BigInt } from "@graphprotocol/graph-ts";
import { Clock } from "../rule/clock";
import { Worth } from "../rule/money";

// Words as contracts/types/Clock.sol and Worth.sol pack them. A BigInt is its bytes, the lowest first, and only as many
// as it needs: reading them here costs no call of the host.

const LOW_63: u64 = 0x7fffffffffffffff;

/** The 64 bits from byte `from` on. */
function bitsAt(word: BigInt, from: i32): u64 {
  let bits: u64 = 0;
  for (let i = 7; i >= 0; i--) {
    const at = from + i;
    bits = (bits << 8) | (at < word.length ? u64(word[at]) : 0);
  }
  return bits;
}

export function unpackClock(word: BigInt): Clock {
  const rates = bitsAt(word, 16);
  const times = bitsAt(word, 24);
  const low = bitsAt(word, 0);
  return new Clock(
    i64(low & LOW_63),
    i64(bitsAt(word, 8) & LOW_63),
    i64(rates & 0xffffffff),
    i64(rates >> 32),
    i64(times & 0xffffffff),
    i64(times >> 32),
    low >> 63 != 0,
  );
}

export function unpackWorth(word: BigInt): Worth {
  const suPrice = word.rightShift(128);
  return new Worth(word.minus(suPrice.leftShift(128)), suPrice);
}
