import { SyntaxNode } from '@lezer/common';
import { ExpressionNode } from '../ExpressionNode';
import { isPredicateArgument } from '../library/predicateArguments';
import { readLiteral } from './readLiteral';
import { readString } from './readString';
import { SyntaxReader } from './SyntaxReader';
import { toBinaryNode } from './toBinaryNode';

/** Of the tree: `1 + 1 + …` grows to the left without a bracket. */
const MAX_DEPTH = 500;

/** The tree of Lezer as one of ours, with what is not for a grammar to say: literals, chains, and where `#` may stand. */
export function toExpressionNode(
  top: SyntaxNode,
  source: string,
): ExpressionNode {
  const syntax = new SyntaxReader(source);
  let depth = 0;
  let predicates = 0;

  function convert(node: SyntaxNode): ExpressionNode {
    depth += 1;
    if (depth > MAX_DEPTH) {
      syntax.fail(`nested deeper than ${MAX_DEPTH}`, node.from);
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
    const parts = syntax.partsOf(node);
    switch (node.name) {
      case 'Expression':
      case 'Paren':
        return sequence(parts, position);
      case 'Let': {
        const [given, value, ...body] = parts;
        return {
          type: 'let',
          name: syntax.textOf(given),
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
        return toBinaryNode(node, syntax, convert);
      case 'Unary': {
        const [sign, operand] = parts;
        const operator = syntax.operatorOf(sign) as '!' | '-' | '+';
        return { type: 'unary', operator, operand: convert(operand), position };
      }
      case 'Number':
      case 'String':
      case 'Constant':
        return { type: 'literal', value: readLiteral(node, syntax), position };
      case 'Variable':
        return { type: 'name', name: syntax.textOf(node), position };
      case 'Pointer':
        return pointer(syntax.textOf(node).slice(1), position);
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

  function name(node: SyntaxNode): ExpressionNode {
    return { type: 'literal', value: syntax.textOf(node), position: node.from };
  }

  function pointer(of: string, position: number): ExpressionNode {
    if (predicates === 0) {
      syntax.fail(
        '"#" and ".name" stand for an element, in a predicate only',
        position,
      );
    }
    return { type: 'pointer', name: of, position };
  }

  function branches(node: SyntaxNode): ExpressionNode {
    const groups: SyntaxNode[][] = [[]];
    for (const child of syntax.childrenOf(node)) {
      const text = syntax.textOf(child);
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
    const [key, value] = syntax.partsOf(node);
    return { key: keyOf(key), value: convert(value) };
  }

  function keyOf(node: SyntaxNode): ExpressionNode {
    if (node.name === 'Paren') {
      return convert(node);
    }
    const text = syntax.textOf(node);
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
    const named = syntax.textOf(callee);
    const args = [...piped, ...syntax.partsOf(given)].map((node, index) => {
      const isPredicate = isPredicateArgument(named, index);
      if (node.name === 'Closure' && !isPredicate) {
        syntax.fail(`${named} takes no predicate there`, node.from);
      }
      predicates += isPredicate ? 1 : 0;
      const converted =
        node.name === 'Closure'
          ? sequence(syntax.partsOf(node), node.from)
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
    const [target, ...rest] = syntax.partsOf(node);
    depth += 1;
    if (depth > MAX_DEPTH) {
      syntax.fail(`nested deeper than ${MAX_DEPTH}`, node.from);
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
          name: syntax.textOf(first),
          optional,
          arguments: syntax.partsOf(second).map(convert),
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
          return found && convert(syntax.partsOf(found)[0]);
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
