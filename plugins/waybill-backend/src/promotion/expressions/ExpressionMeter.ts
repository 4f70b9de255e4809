import { ExpressionBudget } from './ExpressionBudget';
import { ExpressionError } from './ExpressionError';
import { ExpressionNode } from './ExpressionNode';
import { ExpressionValue } from './ExpressionValue';
import { locateErrors } from './locateErrors';
import { weightOf } from './weightOf';

/** Takes from the budget what operations cost, and says of what goes wrong where in the source it did. */
export class ExpressionMeter {
  constructor(
    private readonly source: string,
    readonly budget: ExpressionBudget,
  ) {}

  /** Throws an `ExpressionError` when the budget does not suffice. */
  charge(steps: number, node: ExpressionNode): void {
    this.budget.steps -= steps;
    if (!(this.budget.steps >= 0)) {
      this.fail('it takes too many steps', node);
    }
  }

  /** One operation on much costs as much as many on little: before it, and after it for what it made or was the first to ask for. */
  charged(
    node: ExpressionNode,
    values: ExpressionValue[],
    operation: () => ExpressionValue,
  ): ExpressionValue {
    this.charge(weightOf(values, this.budget.steps), node);
    const result = this.at(node, operation);
    this.charge(weightOf([...values, result], this.budget.steps), node);
    return result;
  }

  /** What goes wrong inside goes wrong here. */
  at<T>(node: ExpressionNode, action: () => T): T {
    return locateErrors(this.source, node.position, action);
  }

  fail(problem: string, node: ExpressionNode): never {
    throw new ExpressionError(problem, this.source, node.position);
  }
}
