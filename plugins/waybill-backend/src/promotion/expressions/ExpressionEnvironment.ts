import { ExpressionValue } from './ExpressionValue';

/** Throws an error with a sentence when it cannot answer. */
export type ExpressionFunction = (args: ExpressionValue[]) => ExpressionValue;

/** All that an expression can reach, next to expr-lang's own functions. A function here hides one of those with the same name. */
export interface ExpressionEnvironment {
  variables: ReadonlyMap<string, ExpressionValue>;
  functions: ReadonlyMap<string, ExpressionFunction>;
  /** What `$env` is, where it is no map of all variables: a file that holds a list, say. */
  document?: ExpressionValue;
  /** What `now()` answers. Default: it refuses, since an expression has no clock. */
  now?: Date;
  /** In a plan: some variables hold an `UnknownValue`. */
  hasUnknowns?: boolean;
}
