import { SyntaxNode } from '@lezer/common';
import { readNumber } from './readNumber';
import { readString } from './readString';
import { SyntaxReader } from './SyntaxReader';

const CONSTANTS: Readonly<Record<string, boolean | null>> = {
  true: true,
  false: false,
  nil: null,
};

/** What a number, a string or a constant stands for. */
export function readLiteral(
  node: SyntaxNode,
  syntax: SyntaxReader,
): string | number | boolean | null {
  const text = syntax.textOf(node);
  switch (node.name) {
    case 'Number':
      return readNumber(text, syntax.source, node.from);
    case 'String':
      return readString(text, syntax.source, node.from);
    default:
      return CONSTANTS[text];
  }
}
