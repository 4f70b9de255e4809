import { SyntaxNode } from '@lezer/common';
import { ExpressionError } from '../ExpressionError';
import { BinaryOperator, ExpressionNode } from '../ExpressionNode';
import { isPredicateArgument } from '../library/predicateArguments';
import { readNumber } from './readNumber';
import { readString } from './readString';

/** Of the tree: `1 + 1 + …` grows to the left without a bracket. */
const MAX_DEPTH = 500;

const CONSTANTS: Readonly<Record<string, boolean | null>> = {
  true: true,
  false: false,
  nil: null,
};
/** Two spellings of one operator. */
const SYNONYMS: Readonly<Record<string, string>> = {
  '&&': 'and',
  '||': 'or',
  '^': '**',
  not: '!',
};
const COMPARISONS = new Set(['<', '<=', '>', '>=']);

/** The tree of Lezer as one of ours, with what is not for a grammar to say: literals, chains, and where `#` may stand. */
export function toExpressionNode(
  top: SyntaxNode,
  source: string,
): ExpressionNode {
  let depth = 0;
  let predicates = 0;

  const textOf = (node: SyntaxNode) => source.slice(node.from, node.to);
  const fail = (problem: string, position: number): never => {
    throw new ExpressionError(problem, source, position);
  };
  const childrenOf = (node: SyntaxNode): SyntaxNode[] => {
    const children: SyntaxNode[] = [];
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (!child.type.isSkipped && !child.name.endsWith('Comment')) {
        children.push(child);
      }
    }
    return children;
  };
  /** Without signs and keywords, which have no nodes of their own but where the grammar names them. */
  const partsOf = (node: SyntaxNode) =>
    childrenOf(node).filter(child => /^[A-Z]/.test(child.name));

  function convert(node: SyntaxNode): ExpressionNode {
    depth += 1;
    if (depth > MAX_DEPTH) {
      fail(`nested deeper than ${MAX_DEPTH}`, node.from);
    }
    const converted = visit(node);
    depth -= 1;
    return converted;
  }

  function sequence(nodes: SyntaxNode[], position: number): ExpressionNode {
    const items = nodes.map(convert);
    return items.length === 1
      ? items[0]
      : { type: 'sequence', items, position };
  }

  function visit(node: SyntaxNode): ExpressionNode {
    const position = node.from;
    const parts = partsOf(node);
    switch (node.name) {
      case 'Expression':
      case 'Paren':
        return sequence(parts, position);
      case 'Let': {
        const [given, value, ...body] = parts;
        return {
          type: 'let',
          name: textOf(given),
          value: convert(value),
          body: sequence(body, value.to),
          position: given.from,
        };
      }
      case 'If':
        return branches(node);
      case 'Conditional': {
        const [test, ...answers] = parts.map(convert);
        const [yes, no] = answers.length === 1 ? [test, answers[0]] : answers;
        return { type: 'conditional', test, yes, no, position: test.position };
      }
      case 'Binary':
        return binary(parts);
      case 'Unary': {
        const [sign, operand] = parts;
        const operator = operatorOf(sign) as '!' | '-' | '+';
        return { type: 'unary', operator, operand: convert(operand), position };
      }
      case 'Number':
      case 'String':
      case 'Constant':
        return { type: 'literal', value: literal(node), position };
      case 'Variable':
        return { type: 'name', name: textOf(node), position };
      case 'Pointer':
        return pointer(textOf(node).slice(1), position);
      case 'Shorthand':
        return {
          type: 'member',
          object: pointer('', position),
          property: name(parts[parts.length - 1]),
          optional: false,
          position,
        };
      case 'List':
        return { type: 'array', items: parts.map(convert), position };
      case 'Map':
        return { type: 'map', entries: parts.map(entry), position };
      case 'Call': {
        const [callee, given] = parts;
        return call(callee, given, []);
      }
      case 'Pipe': {
        const [left, callee, given] = parts;
        return call(callee, given, [left]);
      }
      default:
        return postfix(node);
    }
  }

  function literal(node: SyntaxNode): string | number | boolean | null {
    const text = textOf(node);
    switch (node.name) {
      case 'Number':
        return readNumber(text, source, node.from);
      case 'String':
        return readString(text, source, node.from);
      default:
        return CONSTANTS[text];
    }
  }

  function name(node: SyntaxNode): ExpressionNode {
    return { type: 'literal', value: textOf(node), position: node.from };
  }

  function pointer(of: string, position: number): ExpressionNode {
    if (predicates === 0) {
      fail(
        '"#" and ".name" stand for an element, in a predicate only',
        position,
      );
    }
    return { type: 'pointer', name: of, position };
  }

  function operatorOf(node: SyntaxNode): string {
    const text = textOf(node);
    return Object.hasOwn(SYNONYMS, text) ? SYNONYMS[text] : text;
  }

  function binary(parts: SyntaxNode[]): ExpressionNode {
    const [first, ...rest] = parts;
    const negated = rest.length === 3;
    const [sign, second] = negated ? rest.slice(1) : rest;
    const operator = operatorOf(sign);
    const position = rest[0].from;
    if (operator !== '??' && operatorWithin(first) === '??') {
      fail(
        `"${textOf(sign)}" cannot follow "??" without parentheses`,
        position,
      );
    }
    const left = convert(first);
    const right = convert(second);
    if (COMPARISONS.has(operator) && COMPARISONS.has(operatorWithin(first))) {
      return row(left, operator as BinaryOperator, right, position);
    }
    if (operator === 'and' || operator === 'or' || operator === '??') {
      return { type: 'logical', operator, left, right, position };
    }
    const whole: ExpressionNode = {
      type: 'binary',
      operator: operator as BinaryOperator,
      left,
      right,
      position,
    };
    return negated
      ? { type: 'unary', operator: '!', operand: whole, position }
      : whole;
  }

  /** Of an operand that is an operation itself, without parentheses around it; else empty. */
  function operatorWithin(node: SyntaxNode): string {
    const parts = node.name === 'Binary' ? partsOf(node) : [];
    return parts.length === 3 ? operatorOf(parts[1]) : '';
  }

  /** `1 < x < 3` asks both. */
  function row(
    left: ExpressionNode,
    operator: BinaryOperator,
    right: ExpressionNode,
    position: number,
  ): ExpressionNode {
    const last = left.type === 'logical' ? left.right : left;
    const middle = last.type === 'binary' ? last.right : last;
    return {
      type: 'logical',
      operator: 'and',
      left,
      right: { type: 'binary', operator, left: middle, right, position },
      position,
    };
  }

  function branches(node: SyntaxNode): ExpressionNode {
    const groups: SyntaxNode[][] = [[]];
    for (const child of childrenOf(node)) {
      const text = textOf(child);
      if (child.name === 'If' || /^[A-Z]/.test(child.name)) {
        groups[groups.length - 1].push(child);
      } else if (text === '{' || text === 'else') {
        groups.push([]);
      }
    }
    const [[test], yes, ...no] = groups;
    return {
      type: 'conditional',
      test: convert(test),
      yes: sequence(yes, node.from),
      no: sequence(no.flat(), node.from),
      position: node.from,
    };
  }

  function entry(node: SyntaxNode) {
    const [key, value] = partsOf(node);
    return { key: keyOf(key), value: convert(value) };
  }

  function keyOf(node: SyntaxNode): ExpressionNode {
    if (node.name === 'Paren') {
      return convert(node);
    }
    const text = textOf(node);
    const value = /^["'`]/.test(text)
      ? readString(text, source, node.from)
      : text;
    return { type: 'literal', value, position: node.from };
  }

  function call(
    callee: SyntaxNode,
    given: SyntaxNode,
    piped: SyntaxNode[],
  ): ExpressionNode {
    const named = textOf(callee);
    const args = [...piped, ...partsOf(given)].map((node, index) => {
      const isPredicate = isPredicateArgument(named, index);
      if (node.name === 'Closure' && !isPredicate) {
        fail(`${named} takes no predicate there`, node.from);
      }
      predicates += isPredicate ? 1 : 0;
      const converted =
        node.name === 'Closure'
          ? sequence(partsOf(node), node.from)
          : convert(node);
      predicates -= isPredicate ? 1 : 0;
      return converted;
    });
    return {
      type: 'call',
      callee: named,
      arguments: args,
      position: callee.from,
    };
  }

  /** `a.b`, `a?.b`, `a[0]`, `a[1:2]`, `a.b()`, one after the other. */
  function postfix(node: SyntaxNode): ExpressionNode {
    const chained: { optional: boolean } = { optional: false };
    const chain = link(node, chained);
    return chained.optional
      ? { type: 'chain', chain, position: chain.position }
      : chain;
  }

  function link(
    node: SyntaxNode,
    chained: { optional: boolean },
  ): ExpressionNode {
    const [target, ...rest] = partsOf(node);
    depth += 1;
    if (depth > MAX_DEPTH) {
      fail(`nested deeper than ${MAX_DEPTH}`, node.from);
    }
    const object = ['Member', 'Method', 'Index', 'Slice'].includes(target.name)
      ? link(target, chained)
      : convert(target);
    depth -= 1;
    const [sign, ...inner] = rest;
    const optional = sign.name === 'Optional';
    chained.optional ||= optional;
    const position = sign.from;
    const [first, second] = inner;
    switch (node.name) {
      case 'Member':
        return {
          type: 'member',
          object,
          property: name(first),
          optional,
          position,
        };
      case 'Method':
        return {
          type: 'method',
          object,
          name: textOf(first),
          optional,
          arguments: partsOf(second).map(convert),
          position: first.from,
        };
      case 'Index':
        return {
          type: 'member',
          object,
          property: convert(first),
          optional,
          position,
        };
      default: {
        const bound = (of: 'From' | 'To') => {
          const found = inner.find(part => part.name === of);
          return found && convert(partsOf(found)[0]);
        };
        return {
          type: 'slice',
          object,
          from: bound('From'),
          to: bound('To'),
          position,
        };
      }
    }
  }

  return convert(top);
}
