/** An invariant that did not hold. */
export class Violation extends Error {
  constructor(readonly invariant: string, readonly what: string) {
    super(`${invariant}: ${what}`);
  }
}
