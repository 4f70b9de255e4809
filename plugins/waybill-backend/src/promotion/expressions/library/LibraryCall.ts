import { ExpressionValue } from '../ExpressionValue';

/** Asks the predicate about one element. `accumulator` is what `#acc` stands for. */
export type Predicate = (
  element: ExpressionValue,
  index: number,
  accumulator?: ExpressionValue,
) => ExpressionValue;

/** What a function of the library may use besides its arguments. */
export interface LibraryCall {
  /** Takes steps from the budget, before work or space that the arguments' size does not tell of. Throws when they do not suffice. */
  charge(steps: number): void;
  /** The second argument of a function in `predicateArguments.ts`; undefined: not given. */
  predicate: Predicate | undefined;
  /** Undefined: there is no time. */
  now: Date | undefined;
}

/** One of expr-lang's own functions. Throws a sentence when it cannot answer. */
export type LibraryFunction = (
  args: ExpressionValue[],
  call: LibraryCall,
) => ExpressionValue;
