/** Something outside that an expression asks for by name. */
export interface ExpressionLookup {
  kind: 'stageMetadata' | 'freightMetadata' | 'freightStatus';
  /** Of the Stage, or the Freight's id. */
  name: string;
}

/**
 * Thrown out of an expression that asks for what has not been looked up yet. Whoever evaluates looks it up and evaluates again: an
 * expression itself waits for nothing.
 */
export class PendingLookup extends Error {
  constructor(readonly lookup: ExpressionLookup) {
    super(`${lookup.kind}("${lookup.name}") has not been looked up`);
    this.name = 'PendingLookup';
  }
}
