import { ExpressionValue } from './ExpressionValue';

interface Scope {
  name: string;
  value: ExpressionValue;
  outer: Scope | undefined;
}

/** Names that `let` has given, and what a predicate is asked about, innermost first. */
export class ExpressionScopes {
  #innermost: Scope | undefined;

  /** Undefined: no such name here; a scope that gave null gives null. */
  get(name: string): ExpressionValue | undefined {
    for (let scope = this.#innermost; scope; scope = scope.outer) {
      if (scope.name === name) {
        return scope.value;
      }
    }
    return undefined;
  }

  /** Has these names while it acts, the last one innermost. */
  within<T>(names: [string, ExpressionValue][], action: () => T): T {
    const before = this.#innermost;
    for (const [name, value] of names) {
      this.#innermost = { name, value, outer: this.#innermost };
    }
    try {
      return action();
    } finally {
      this.#innermost = before;
    }
  }
}
