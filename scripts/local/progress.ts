/** Says each step with the seconds since the first. */
export function progress(say: (line: string) => void): (what: string) => void {
  const began = Date.now();
  return (what) => say(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${what} …`);
}
