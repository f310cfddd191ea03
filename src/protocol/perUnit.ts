/** A value for each of the two units that are sold: compute (CU) and storage (SU). */
export interface PerUnit<T> {
  readonly cu: T;
  readonly su: T;
}
