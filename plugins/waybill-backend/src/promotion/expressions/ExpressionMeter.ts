import { ExpressionBudget } from './ExpressionBudget';
import { ExpressionError } from './ExpressionError';
import { ExpressionNode } from './ExpressionNode';
import { ExpressionValue } from './ExpressionValue';
import { locateErrors } from './locateErrors';
import { findUnknown } from './values/findUnknown';
import { UnknownValue } from './values/UnknownValue';
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

  /**
   * The first unknown in what an operation is given. To look for one in vain costs nothing, since the operation is charged for the same
   * values then; where they are more than the budget has steps for, that is said here.
   */
  unknownIn(
    node: ExpressionNode,
    values: ExpressionValue[],
  ): UnknownValue | undefined {
    let looked = 0;
    const unknown = findUnknown(values, () => {
      looked += 1;
      if (looked > this.budget.steps) {
        this.charge(looked, node);
      }
    });
    if (unknown) {
      this.charge(looked, node);
    }
    return unknown;
  }

  /** What goes wrong inside goes wrong here. */
  at<T>(node: ExpressionNode, action: () => T): T {
    return locateErrors(this.source, node.position, action);
  }

  fail(problem: string, node: ExpressionNode): never {
    throw new ExpressionError(problem, this.source, node.position);
  }
}
