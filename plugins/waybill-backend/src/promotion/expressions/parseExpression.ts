import { ExpressionError } from './ExpressionError';
import { BinaryOperator, ExpressionNode } from './ExpressionNode';
import {
  BINARY_OPERATORS,
  NOT_BUILT,
  OPERATOR_SYNONYMS,
  UNARY_OPERATORS,
} from './operatorTable';
import { Token, tokenize } from './tokenize';

/** Longer sources are refused, so that the depth of a tree stays bounded as well. */
const MAX_LENGTH = 10_000;
const MAX_DEPTH = 100;

const CONSTANTS: Record<string, boolean | null> = {
  true: true,
  false: false,
  nil: null,
  null: null,
};

/**
 * Text to a tree, by precedence climbing.
 *
 * @remarks A parser of our own, since expr-lang's grammar must be met exactly and refused exactly: `!a ?? b` is `!(a ?? b)`, and
 * `[1 2]` is no list. Every node knows where it stands.
 */
export function parseExpression(source: string): ExpressionNode {
  if (source.length > MAX_LENGTH) {
    throw new ExpressionError(
      `longer than ${MAX_LENGTH} characters`,
      source,
      MAX_LENGTH,
    );
  }
  const tokens = tokenize(source);
  let index = 0;
  let depth = 0;

  const peek = (): Token => tokens[index];
  const nameOf = (token: Token) =>
    token.type === 'operator' || token.type === 'name'
      ? OPERATOR_SYNONYMS[token.text] ?? token.text
      : '';
  const isAt = (text: string) =>
    peek().type === 'operator' && peek().text === text;
  const fail = (problem: string, token = peek()): never => {
    throw new ExpressionError(problem, source, token.position);
  };
  const unexpected = (): never => {
    const token = peek();
    if (NOT_BUILT.has(token.text)) {
      return fail(`"${token.text}" is not built yet`);
    }
    return fail(
      token.type === 'end' ? 'ends too early' : `unexpected "${token.text}"`,
    );
  };
  const take = (text: string): Token => {
    if (!isAt(text)) {
      return peek().type === 'end'
        ? fail(`"${text}" is missing`)
        : unexpected();
    }
    return tokens[index++];
  };
  /** Items up to a closing sign; one comma may follow the last. */
  const list = <T>(end: string, item: () => T): T[] => {
    const items: T[] = [];
    while (!isAt(end)) {
      items.push(item());
      if (!isAt(end)) {
        take(',');
      }
    }
    take(end);
    return items;
  };

  function expression(minimum: number): ExpressionNode {
    depth += 1;
    if (depth > MAX_DEPTH) {
      fail(`nested deeper than ${MAX_DEPTH}`);
    }
    let left = unary();
    for (;;) {
      const token = peek();
      const position = token.position;
      const negated =
        token.text === 'not' && nameOf(tokens[index + 1]) === 'in';
      const name = negated ? 'in' : nameOf(token);
      const operator = Object.hasOwn(BINARY_OPERATORS, name)
        ? BINARY_OPERATORS[name]
        : undefined;
      if (!operator || operator.precedence < minimum) {
        break;
      }
      if (NOT_BUILT.has(name)) {
        unexpected();
      }
      index += negated ? 2 : 1;
      const right = expression(operator.precedence + (operator.right ? 0 : 1));
      left =
        name === 'and' || name === 'or' || name === '??'
          ? { type: 'logical', operator: name, left, right, position }
          : {
              type: 'binary',
              operator: name as BinaryOperator,
              left,
              right,
              position,
            };
      if (negated) {
        left = { type: 'unary', operator: '!', operand: left, position };
      }
    }
    if (minimum === 0 && isAt('?')) {
      const { position } = take('?');
      const yes = expression(0);
      take(':');
      const no = expression(0);
      left = { type: 'conditional', test: left, yes, no, position };
    }
    depth -= 1;
    return left;
  }

  function unary(): ExpressionNode {
    const token = peek();
    const name = nameOf(token);
    if (Object.hasOwn(UNARY_OPERATORS, name)) {
      index += 1;
      const operand = expression(UNARY_OPERATORS[name]);
      const operator = name as '!' | '-' | '+';
      return { type: 'unary', operator, operand, position: token.position };
    }
    return postfix(primary());
  }

  function primary(): ExpressionNode {
    const token = peek();
    const position = token.position;
    if (token.type === 'string' || token.type === 'number') {
      index += 1;
      return { type: 'literal', value: token.value ?? '', position };
    }
    if (token.type === 'name') {
      const name = token.text;
      if (NOT_BUILT.has(name) || Object.hasOwn(BINARY_OPERATORS, name)) {
        return unexpected();
      }
      index += 1;
      if (Object.hasOwn(CONSTANTS, name)) {
        return { type: 'literal', value: CONSTANTS[name], position };
      }
      if (isAt('(')) {
        take('(');
        const args = list(')', () => expression(0));
        return { type: 'call', callee: name, arguments: args, position };
      }
      return { type: 'name', name, position };
    }
    if (isAt('(')) {
      take('(');
      const inner = expression(0);
      take(')');
      return inner;
    }
    if (isAt('[')) {
      take('[');
      return { type: 'array', items: list(']', () => expression(0)), position };
    }
    if (isAt('{')) {
      take('{');
      return { type: 'map', entries: list('}', mapEntry), position };
    }
    return unexpected();
  }

  function mapEntry() {
    const token = peek();
    let key: ExpressionNode;
    if (isAt('(')) {
      take('(');
      key = expression(0);
      take(')');
    } else if (token.type === 'end' || token.type === 'operator') {
      return unexpected();
    } else {
      index += 1;
      const value = token.type === 'string' ? token.value ?? '' : token.text;
      key = { type: 'literal', value, position: token.position };
    }
    take(':');
    return { key, value: expression(0) };
  }

  function postfix(start: ExpressionNode): ExpressionNode {
    let node = start;
    let chained = false;
    while (isAt('.') || isAt('?.') || isAt('[')) {
      const token = tokens[index++];
      const optional = token.text === '?.';
      chained ||= optional;
      const position = token.position;
      let property: ExpressionNode;
      if (token.text === '[' || (optional && isAt('['))) {
        if (token.text !== '[') {
          take('[');
        }
        if (isAt(':')) {
          fail('slices are not built yet');
        }
        property = expression(0);
        if (isAt(':')) {
          fail('slices are not built yet');
        }
        take(']');
      } else {
        if (peek().type !== 'name') {
          fail(`expected a name after "${token.text}"`);
        }
        const name = tokens[index++];
        property = {
          type: 'literal',
          value: name.text,
          position: name.position,
        };
        if (isAt('(')) {
          fail(`"${name.text}" is a method; methods are not built yet`, name);
        }
      }
      node = { type: 'member', object: node, property, optional, position };
    }
    return chained
      ? { type: 'chain', chain: node, position: start.position }
      : node;
  }

  const tree = expression(0);
  if (peek().type !== 'end') {
    unexpected();
  }
  return tree;
}
