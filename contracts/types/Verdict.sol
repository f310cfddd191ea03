// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Can a reservation be paid by memo, and if not, why?
enum Verdict {
    Due,
    NoSuchReservation,
    NotPayable, // rejected, cancelled, or credited already
    DeadlinePassed,
    TermsDiffer, // the id belongs to other terms than the payer meant
    QuoteReached, // waits for the farm's acceptance, fully paid
    CurrencyNotTaken, // not one that both sides take
    PoolIsOver, // the pool to refill was closed or evicted
    UnderNotice, // the pool to refill has an eviction notice
    PriceTooHigh // more per unit than can be counted
}
