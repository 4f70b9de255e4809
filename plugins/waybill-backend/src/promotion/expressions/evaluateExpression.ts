import { isError } from '@backstage/errors';
import { applyBinary } from './applyBinary';
import { ExpressionEnvironment } from './ExpressionEnvironment';
import { ExpressionError } from './ExpressionError';
import { ExpressionNode } from './ExpressionNode';
import { ExpressionValue } from './ExpressionValue';
import { parseExpression } from './parseExpression';
import { readMember } from './readMember';
import { weightOf } from './weightOf';

/** Nodes visited, and what they compare or write, for one template; far more than a sensible one has. */
const STEP_BUDGET = 50_000;
/** Of the tree: `1 + 1 + …` grows to the left without a bracket. */
const MAX_DEPTH = 500;

/** What is left of the budget; shared by the expressions of one template. */
export interface ExpressionBudget {
  steps: number;
}

export function createBudget(steps: number = STEP_BUDGET): ExpressionBudget {
  return { steps };
}

/** Where a `?.` met null: the rest of its chain is passed over. */
class ChainBroken {}
const BROKEN = new ChainBroken();

/**
 * Works out one expression.
 *
 * @remarks It walks the tree itself and reaches nothing but the environment: no prototype, no global, no code. Throws an
 * `ExpressionError` that says where.
 */
export function evaluateExpression(
  source: string,
  environment: ExpressionEnvironment,
  budget: ExpressionBudget = createBudget(),
): ExpressionValue {
  const fail = (problem: string, node: ExpressionNode): never => {
    throw new ExpressionError(problem, source, node.position);
  };
  /** Turns what goes wrong inside into an error that says where; an error that says so already stays. */
  const at = <T>(node: ExpressionNode, action: () => T): T => {
    try {
      return action();
    } catch (error) {
      if (error instanceof ExpressionError || !isError(error)) {
        throw error;
      }
      return fail(error.message, node);
    }
  };
  const boolean = (node: ExpressionNode, of: string): boolean => {
    const value = walk(node);
    return typeof value === 'boolean'
      ? value
      : fail(`${of} needs true or false`, node);
  };

  let depth = 0;

  /** One operation on much costs as much as many on little: before it, and after it for what it was the first to ask for. */
  function charged<T>(
    node: ExpressionNode,
    values: ExpressionValue[],
    operation: () => T,
  ): T {
    const charge = () => {
      budget.steps -= weightOf(values, budget.steps);
      if (budget.steps < 0) {
        fail('it takes too many steps', node);
      }
    };
    charge();
    const result = at(node, operation);
    charge();
    return result;
  }

  function walk(node: ExpressionNode): ExpressionValue {
    const value = descend(node);
    // A parenthesised chain has its own end, so this is only ever the inside of one.
    return value instanceof ChainBroken ? null : value;
  }

  function descend(node: ExpressionNode): ExpressionValue | ChainBroken {
    depth += 1;
    if (depth > MAX_DEPTH) {
      fail(`nested deeper than ${MAX_DEPTH}`, node);
    }
    const value = visit(node);
    depth -= 1;
    return value;
  }

  function visit(node: ExpressionNode): ExpressionValue | ChainBroken {
    budget.steps -= 1;
    if (budget.steps < 0) {
      fail('it takes too many steps', node);
    }
    switch (node.type) {
      case 'literal':
        return node.value;
      case 'name':
        return node.name === '$env'
          ? Object.fromEntries(environment.variables)
          : environment.variables.get(node.name) ?? null;
      case 'chain':
        return walk(node.chain);
      case 'member': {
        const object = descend(node.object);
        if (object instanceof ChainBroken) {
          return object;
        }
        if (object === null && node.optional) {
          return BROKEN;
        }
        const key = walk(node.property);
        return at(node, () => readMember(object, key));
      }
      case 'call': {
        const called = environment.functions.get(node.callee);
        if (!called) {
          return fail(`there is no function "${node.callee}"`, node);
        }
        const args = node.arguments.map(walk);
        return charged(node, args, () => called(args));
      }
      case 'unary': {
        if (node.operator === '!') {
          return !boolean(node.operand, 'not');
        }
        const operand = walk(node.operand);
        if (typeof operand !== 'number') {
          return fail(`"${node.operator}" needs a number`, node);
        }
        return node.operator === '-' ? -operand : operand;
      }
      case 'logical': {
        if (node.operator === '??') {
          return walk(node.left) ?? walk(node.right);
        }
        const left = boolean(node.left, `"${node.operator}"`);
        const decided = node.operator === 'and' ? !left : left;
        return decided ? left : boolean(node.right, `"${node.operator}"`);
      }
      case 'binary': {
        refuseUnlikeLiterals(node, fail);
        const left = walk(node.left);
        const right = walk(node.right);
        return charged(node, [left, right], () =>
          applyBinary(node.operator, left, right),
        );
      }
      case 'conditional':
        return boolean(node.test, '"?"') ? walk(node.yes) : walk(node.no);
      case 'array':
        return node.items.map(walk);
      default: {
        const entries = node.entries.map(({ key, value }) => {
          const name = walk(key);
          return typeof name === 'string'
            ? ([name, walk(value)] as const)
            : fail('the key of a map must be a text', key);
        });
        return Object.fromEntries(entries);
      }
    }
  }

  const tree = parseExpression(source);
  return walk(tree);
}

/** `'1' == 1` can never be meant; with variables it is just false. */
function refuseUnlikeLiterals(
  node: ExpressionNode & { type: 'binary' },
  fail: (problem: string, at: ExpressionNode) => never,
): void {
  const { left, right, operator } = node;
  if (
    (operator === '==' || operator === '!=') &&
    left.type === 'literal' &&
    right.type === 'literal' &&
    left.value !== null &&
    right.value !== null &&
    typeof left.value !== typeof right.value
  ) {
    fail(
      `a ${typeof left.value} is never equal to a ${typeof right.value}`,
      node,
    );
  }
}
