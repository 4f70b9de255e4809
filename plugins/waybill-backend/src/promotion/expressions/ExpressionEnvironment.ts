import { ExpressionValue } from './ExpressionValue';

/** Throws an error with a sentence when it cannot answer. */
export type ExpressionFunction = (args: ExpressionValue[]) => ExpressionValue;

/** All that an expression can reach. */
export interface ExpressionEnvironment {
  variables: ReadonlyMap<string, ExpressionValue>;
  functions: ReadonlyMap<string, ExpressionFunction>;
}
