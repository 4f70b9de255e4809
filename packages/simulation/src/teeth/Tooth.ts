/** A deliberate fault, put in by replacing a module, and the invariant that must not let it pass. */
export interface Tooth {
  /** What goes wrong, as a person would make the mistake. */
  name: string;
  /** The module that is replaced. */
  module: string;
  /** What it exports instead; the rest stays as it is. */
  replace(original: object): object;
  /** The name of the invariant that is to catch it. */
  caughtBy: string;
  /** A seed known to catch it. */
  seed: number;
}
