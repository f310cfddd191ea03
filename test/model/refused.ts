/** An act that the rules do not allow. The name is only for people: what counts is that nothing changed. */
export class Refused extends Error {
  override readonly name: string;

  constructor(name: string) {
    super(name);
    this.name = name;
  }
}

export function demand(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Refused(otherwise);
}
