/** Upper ends, in seconds, of the histogram of the time from request to acceptance; the farm has an hour. */
const BUCKETS: i64[] = [5, 15, 60, 300, 900, 3600];

export function noAcceptances(): i32[] {
  return [0, 0, 0, 0, 0, 0];
}

/** The histogram with one more acceptance. */
export function withAcceptance(histogram: i32[], seconds: i64): i32[] {
  let bucket = 0;
  while (bucket < BUCKETS.length - 1 && seconds > BUCKETS[bucket]) bucket++;
  histogram[bucket] = histogram[bucket] + 1;
  return histogram;
}
