/** Nodes visited, and what they compare or write, for one template; far more than a sensible one has. */
const STEPS = 50_000;

/** What is left for the expressions of one template, those of the variables it uses included. */
export interface ExpressionBudget {
  steps: number;
  /** Of the walk through trees, one inside the other where a variable is worked out on first use. */
  depth: number;
}

export function createBudget(steps: number = STEPS): ExpressionBudget {
  return { steps, depth: 0 };
}
