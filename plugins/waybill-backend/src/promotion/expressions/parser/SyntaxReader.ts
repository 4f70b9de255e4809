import { SyntaxNode } from '@lezer/common';
import { ExpressionError } from '../ExpressionError';

/** Two spellings of one operator. */
const SYNONYMS: Readonly<Record<string, string>> = {
  '&&': 'and',
  '||': 'or',
  '^': '**',
  not: '!',
};

/** What the nodes of Lezer's tree say of a source. */
export class SyntaxReader {
  constructor(readonly source: string) {}

  textOf(node: SyntaxNode): string {
    return this.source.slice(node.from, node.to);
  }

  childrenOf(node: SyntaxNode): SyntaxNode[] {
    const children: SyntaxNode[] = [];
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (!child.type.isSkipped && !child.name.endsWith('Comment')) {
        children.push(child);
      }
    }
    return children;
  }

  /** Without signs and keywords, which have no nodes of their own but where the grammar names them. */
  partsOf(node: SyntaxNode): SyntaxNode[] {
    return this.childrenOf(node).filter(child => /^[A-Z]/.test(child.name));
  }

  operatorOf(node: SyntaxNode): string {
    const text = this.textOf(node);
    return Object.hasOwn(SYNONYMS, text) ? SYNONYMS[text] : text;
  }

  fail(problem: string, position: number): never {
    throw new ExpressionError(problem, this.source, position);
  }
}
