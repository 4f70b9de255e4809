import { applyBinary } from './applyBinary';
import { applySign } from './applySign';
import { callFunction } from './callFunction';
import { ExpressionBudget } from './ExpressionBudget';
import { ExpressionEnvironment } from './ExpressionEnvironment';
import { ExpressionMeter } from './ExpressionMeter';
import { ExpressionNode } from './ExpressionNode';
import { ExpressionScopes } from './ExpressionScopes';
import { ExpressionValue, LazyMap } from './ExpressionValue';
import { readMember } from './readMember';
import { readMethod } from './readMethod';
import { readSlice } from './readSlice';
import { sumWithUnknown } from './sumWithUnknown';
import { unlikeLiterals } from './unlikeLiterals';
import { UnknownValue } from './values/UnknownValue';

/** Trees inside trees, those of variables included. */
const MAX_DEPTH = 500;

type NodeOf<T extends ExpressionNode['type']> = ExpressionNode & { type: T };

/** Where a `?.` met null: the rest of its chain is passed over. */
class ChainBroken {}
const BROKEN = new ChainBroken();

/** One walk through the tree of one expression. */
export class ExpressionWalk {
  readonly scopes = new ExpressionScopes();
  readonly meter: ExpressionMeter;

  constructor(
    source: string,
    readonly environment: ExpressionEnvironment,
    private readonly budget: ExpressionBudget,
  ) {
    this.meter = new ExpressionMeter(source, budget);
  }

  /** What a tree stands for. */
  value(node: ExpressionNode): ExpressionValue {
    const value = this.descend(node);
    // A parenthesised chain has its own end, so this is only ever the inside of one.
    return value instanceof ChainBroken ? null : value;
  }

  private descend(node: ExpressionNode): ExpressionValue | ChainBroken {
    this.meter.charge(1, node);
    if (this.budget.depth >= MAX_DEPTH) {
      this.meter.fail(`nested deeper than ${MAX_DEPTH}`, node);
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
        return this.scopes.get(`#${node.name}`) ?? null;
      case 'chain':
        return this.value(node.chain);
      case 'member':
        return this.member(node);
      case 'slice':
        return this.slice(node);
      case 'call':
        return callFunction(node, this);
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
        return this.scopes.within([[node.name, value]], () =>
          this.value(node.body),
        );
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
    return this.scopes.get(name) ?? variables.get(name) ?? null;
  }

  /** What something is read of. */
  private objectOf(
    node: NodeOf<'member' | 'slice' | 'method'>,
  ): ExpressionValue | ChainBroken {
    const object = this.descend(node.object);
    const isOptional = node.type !== 'slice' && node.optional;
    return object === null && isOptional ? BROKEN : object;
  }

  private member(node: NodeOf<'member'>): ExpressionValue | ChainBroken {
    const object = this.objectOf(node);
    if (object instanceof ChainBroken) {
      return object;
    }
    const key = this.value(node.property);
    for (const value of [object, key]) {
      if (value instanceof UnknownValue) {
        return value;
      }
    }
    return this.meter.at(node, () => readMember(object, key));
  }

  private slice(node: NodeOf<'slice'>): ExpressionValue | ChainBroken {
    const object = this.objectOf(node);
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
    return this.meter.charged(node, [object], () =>
      readSlice(object, from, to),
    );
  }

  private method(node: NodeOf<'method'>): ExpressionValue | ChainBroken {
    const object = this.objectOf(node);
    if (object instanceof ChainBroken) {
      return object;
    }
    const args = node.arguments.map(item => this.value(item));
    const unknown = this.unknownIn(node, [object, ...args]);
    if (unknown) {
      return unknown;
    }
    const method = this.meter.at(node, () => readMethod(object, node.name));
    return this.meter.charged(node, args, () => method(args));
  }

  private unary(node: NodeOf<'unary'>): ExpressionValue {
    const { operator } = node;
    if (operator === '!') {
      const operand = this.boolean(node.operand, 'not');
      return operand instanceof UnknownValue ? operand : !operand;
    }
    const operand = this.value(node.operand);
    if (operand instanceof UnknownValue) {
      return operand;
    }
    return this.meter.at(node, () => applySign(operator, operand));
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
      this.meter.fail(problem, node);
    }
    const left = this.value(node.left);
    const right = this.value(node.right);
    const unknown = this.unknownIn(node, [left, right]);
    if (unknown) {
      return node.operator === '+' ? sumWithUnknown(left, right) : unknown;
    }
    return this.meter.charged(node, [left, right], () =>
      applyBinary(node.operator, left, right, steps =>
        this.meter.charge(steps, node),
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
        return this.meter.fail('the key of a map must be a text', key);
      }
      entries.push([name, this.value(value)]);
    }
    return Object.fromEntries(entries);
  }

  private boolean(node: ExpressionNode, of: string): boolean | UnknownValue {
    const value = this.value(node);
    return typeof value === 'boolean' || value instanceof UnknownValue
      ? value
      : this.meter.fail(`${of} needs true or false`, node);
  }

  private unknownIn(
    node: ExpressionNode,
    values: ExpressionValue[],
  ): UnknownValue | undefined {
    return this.environment.hasUnknowns
      ? this.meter.unknownIn(node, values)
      : undefined;
  }
}
