import { isError } from '@backstage/errors';
import { applyBinary } from './applyBinary';
import { ExpressionBudget } from './ExpressionBudget';
import { ExpressionEnvironment } from './ExpressionEnvironment';
import { ExpressionError } from './ExpressionError';
import { ExpressionNode } from './ExpressionNode';
import { ExpressionValue, LazyMap } from './ExpressionValue';
import { isPredicateArgument } from './library/predicateArguments';
import { Predicate } from './library/LibraryCall';
import { standardLibrary } from './library/standardLibrary';
import { PendingLookup } from './PendingLookup';
import { readMember } from './readMember';
import { readSlice } from './readSlice';
import { sumWithUnknown } from './sumWithUnknown';
import { unlikeLiterals } from './unlikeLiterals';
import { DurationValue } from './values/DurationValue';
import { findUnknown } from './values/findUnknown';
import { nameOfValue } from './values/nameOfValue';
import { ObjectValue } from './values/ObjectValue';
import { UnknownValue } from './values/UnknownValue';
import { weightOf } from './weightOf';

/** Trees inside trees, those of variables included. */
const MAX_DEPTH = 500;

type NodeOf<T extends ExpressionNode['type']> = ExpressionNode & { type: T };

/** Names that `let` has given, and what a predicate is asked about, innermost first. */
interface Scope {
  name: string;
  value: ExpressionValue;
  outer: Scope | undefined;
}

/** Where a `?.` met null: the rest of its chain is passed over. */
class ChainBroken {}
const BROKEN = new ChainBroken();

/** Out of a function whose predicate gave an unknown: what the function gives is unknown then. */
class UnknownReached {
  constructor(readonly unknown: UnknownValue) {}
}

/** One walk through the tree of one expression. */
export class ExpressionWalk {
  private scope: Scope | undefined;

  constructor(
    private readonly source: string,
    private readonly environment: ExpressionEnvironment,
    private readonly budget: ExpressionBudget,
  ) {}

  /** What a tree stands for. */
  value(node: ExpressionNode): ExpressionValue {
    const value = this.descend(node);
    // A parenthesised chain has its own end, so this is only ever the inside of one.
    return value instanceof ChainBroken ? null : value;
  }

  private descend(node: ExpressionNode): ExpressionValue | ChainBroken {
    this.charge(1, node);
    if (this.budget.depth >= MAX_DEPTH) {
      this.fail(`nested deeper than ${MAX_DEPTH}`, node);
    }
    this.budget.depth += 1;
    try {
      return this.visit(node);
    } finally {
      this.budget.depth -= 1;
    }
  }

  private visit(node: ExpressionNode): ExpressionValue | ChainBroken {
    switch (node.type) {
      case 'literal':
        return node.value;
      case 'name':
        return this.named(node.name);
      case 'pointer':
        return this.scoped(`#${node.name}`) ?? null;
      case 'chain':
        return this.value(node.chain);
      case 'member':
        return this.member(node);
      case 'slice':
        return this.slice(node);
      case 'call':
        return this.call(node);
      case 'method':
        return this.method(node);
      case 'unary':
        return this.unary(node);
      case 'logical':
        return this.logical(node);
      case 'binary':
        return this.binary(node);
      case 'conditional': {
        const test = this.boolean(node.test, '"?"');
        if (test instanceof UnknownValue) {
          return test;
        }
        return this.value(test ? node.yes : node.no);
      }
      case 'let': {
        const value = this.value(node.value);
        return this.within([[node.name, value]], () => this.value(node.body));
      }
      case 'sequence':
        return node.items.map(item => this.value(item))[node.items.length - 1];
      case 'array':
        return node.items.map(item => this.value(item));
      default:
        return this.map(node);
    }
  }

  private named(name: string): ExpressionValue {
    const { variables, document } = this.environment;
    if (name === '$env' && document !== undefined) {
      return document;
    }
    if (name === '$env') {
      return new LazyMap(
        new Map([...variables].map(([key, value]) => [key, () => value])),
      );
    }
    return this.scoped(name) ?? variables.get(name) ?? null;
  }

  /** Undefined: no such name here; a scope that gave null gives null. */
  private scoped(name: string): ExpressionValue | undefined {
    for (let scope = this.scope; scope; scope = scope.outer) {
      if (scope.name === name) {
        return scope.value;
      }
    }
    return undefined;
  }

  private within<T>(names: [string, ExpressionValue][], action: () => T): T {
    const { scope } = this;
    for (const [name, value] of names) {
      this.scope = { name, value, outer: this.scope };
    }
    try {
      return action();
    } finally {
      this.scope = scope;
    }
  }

  private member(node: NodeOf<'member'>): ExpressionValue | ChainBroken {
    const object = this.descend(node.object);
    if (object instanceof ChainBroken) {
      return object;
    }
    if (object === null && node.optional) {
      return BROKEN;
    }
    const key = this.value(node.property);
    for (const value of [object, key]) {
      if (value instanceof UnknownValue) {
        return value;
      }
    }
    return this.at(node, () => readMember(object, key));
  }

  private slice(node: NodeOf<'slice'>): ExpressionValue | ChainBroken {
    const object = this.descend(node.object);
    if (object instanceof ChainBroken) {
      return object;
    }
    const from = node.from && this.value(node.from);
    const to = node.to && this.value(node.to);
    for (const value of [object, from, to]) {
      if (value instanceof UnknownValue) {
        return value;
      }
    }
    return this.charged(node, [object], () => readSlice(object, from, to));
  }

  private method(node: NodeOf<'method'>): ExpressionValue | ChainBroken {
    const object = this.descend(node.object);
    if (object instanceof ChainBroken) {
      return object;
    }
    if (object === null && node.optional) {
      return BROKEN;
    }
    const args = node.arguments.map(item => this.value(item));
    const unknown = this.unknownIn([object, ...args]);
    if (unknown) {
      return unknown;
    }
    const method =
      object instanceof ObjectValue ? object.methods.get(node.name) : undefined;
    if (!method) {
      const known =
        object instanceof ObjectValue
          ? `; it has ${[...object.methods.keys()].join(', ')}`
          : '';
      return this.fail(
        `${nameOfValue(object)} has no method "${node.name}"${known}`,
        node,
      );
    }
    return this.charged(node, args, () => method(args));
  }

  private call(node: NodeOf<'call'>): ExpressionValue {
    const { callee } = node;
    const own = this.environment.functions.get(callee);
    const common = own ? undefined : standardLibrary.get(callee);
    if (!own && !common) {
      return this.fail(`there is no function "${callee}"`, node);
    }
    const asked = common
      ? node.arguments.find((_, index) => isPredicateArgument(callee, index))
      : undefined;
    const args = node.arguments.map(item =>
      item === asked ? null : this.value(item),
    );
    const unknown = this.unknownIn(args);
    if (unknown) {
      return unknown;
    }
    try {
      return this.charged(node, args, () =>
        common
          ? common(args, {
              charge: steps => this.charge(steps, node),
              predicate: asked && this.predicate(callee, asked),
              now: this.environment.now,
            })
          : own!(args),
      );
    } catch (error) {
      if (error instanceof UnknownReached) {
        return error.unknown;
      }
      throw error;
    }
  }

  private predicate(callee: string, node: ExpressionNode): Predicate {
    return (element, index, accumulator) => {
      const answer = this.within(
        [
          ['#', element],
          ['#index', index],
          ['#acc', accumulator ?? null],
        ],
        () => this.value(node),
      );
      if (answer instanceof UnknownValue && callee !== 'map') {
        throw new UnknownReached(answer);
      }
      return answer;
    };
  }

  private unary(node: NodeOf<'unary'>): ExpressionValue {
    if (node.operator === '!') {
      const operand = this.boolean(node.operand, 'not');
      return operand instanceof UnknownValue ? operand : !operand;
    }
    const operand = this.value(node.operand);
    if (operand instanceof UnknownValue) {
      return operand;
    }
    if (operand instanceof DurationValue) {
      return node.operator === '-'
        ? new DurationValue(-operand.nanoseconds)
        : operand;
    }
    if (typeof operand !== 'number') {
      return this.fail(`"${node.operator}" needs a number`, node);
    }
    return node.operator === '-' ? -operand : operand;
  }

  private logical(node: NodeOf<'logical'>): ExpressionValue {
    if (node.operator === '??') {
      return this.value(node.left) ?? this.value(node.right);
    }
    const left = this.boolean(node.left, `"${node.operator}"`);
    const decides = node.operator === 'or';
    if (left === decides) {
      return left;
    }
    const right = this.boolean(node.right, `"${node.operator}"`);
    // An unknown is decided by a right side that decides whatever the left one is.
    return left instanceof UnknownValue && right !== decides ? left : right;
  }

  private binary(node: NodeOf<'binary'>): ExpressionValue {
    const problem = unlikeLiterals(node);
    if (problem) {
      this.fail(problem, node);
    }
    const left = this.value(node.left);
    const right = this.value(node.right);
    const unknown = this.unknownIn([left, right]);
    if (unknown) {
      return node.operator === '+' ? sumWithUnknown(left, right) : unknown;
    }
    return this.charged(node, [left, right], () =>
      applyBinary(node.operator, left, right, steps =>
        this.charge(steps, node),
      ),
    );
  }

  private map(node: NodeOf<'map'>): ExpressionValue {
    const entries: [string, ExpressionValue][] = [];
    for (const { key, value } of node.entries) {
      const name = this.value(key);
      if (name instanceof UnknownValue) {
        return name;
      }
      if (typeof name !== 'string') {
        return this.fail('the key of a map must be a text', key);
      }
      entries.push([name, this.value(value)]);
    }
    return Object.fromEntries(entries);
  }

  private boolean(node: ExpressionNode, of: string): boolean | UnknownValue {
    const value = this.value(node);
    return typeof value === 'boolean' || value instanceof UnknownValue
      ? value
      : this.fail(`${of} needs true or false`, node);
  }

  private unknownIn(values: ExpressionValue[]): UnknownValue | undefined {
    return this.environment.hasUnknowns ? findUnknown(values) : undefined;
  }

  /** One operation on much costs as much as many on little: before it, and after it for what it made or was the first to ask for. */
  private charged(
    node: ExpressionNode,
    values: ExpressionValue[],
    operation: () => ExpressionValue,
  ): ExpressionValue {
    this.charge(weightOf(values, this.budget.steps), node);
    const result = this.at(node, operation);
    this.charge(weightOf([...values, result], this.budget.steps), node);
    return result;
  }

  private charge(steps: number, node: ExpressionNode): void {
    this.budget.steps -= steps;
    if (!(this.budget.steps >= 0)) {
      this.fail('it takes too many steps', node);
    }
  }

  /** Turns what goes wrong inside into an error that says where; an error that says so already stays. */
  private at<T>(node: ExpressionNode, action: () => T): T {
    try {
      return action();
    } catch (error) {
      if (
        error instanceof ExpressionError ||
        error instanceof PendingLookup ||
        !isError(error)
      ) {
        throw error;
      }
      return this.fail(error.message, node);
    }
  }

  private fail(problem: string, node: ExpressionNode): never {
    throw new ExpressionError(problem, this.source, node.position);
  }
}
