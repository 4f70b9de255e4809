import { Tree } from '@lezer/common';
import { ExpressionError } from '../ExpressionError';
import { ExpressionNode } from '../ExpressionNode';
import { parser } from './expressionTables';
import { toExpressionNode } from './toExpressionNode';

/** Characters. A longer source is refused before anything is built from it. */
const MAX_LENGTH = 10_000;

/** Characters before which no row of operations is too long for the parser. */
const LONG_ROW = 2_000;

const strict = parser.configure({ strict: true });
/** What may stand between two tokens. */
const BLANK = /(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;
const TOKEN = /[\p{L}_$][\p{L}\p{Nd}_$]*|[\d.]+|[^]/uy;

/**
 * Text to a tree. Every node knows where it stands.
 *
 * @remarks Throws an `ExpressionError` with the first place that is no expression.
 */
export function parseExpression(source: string): ExpressionNode {
  if (source.length > MAX_LENGTH) {
    throw new ExpressionError(
      `longer than ${MAX_LENGTH} characters`,
      source,
      MAX_LENGTH,
    );
  }
  let tree: Tree;
  try {
    tree = strict.parse(source);
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw unexpected(source, stoppedAt(error));
    }
    throw error;
  }
  return toExpressionNode(tree.topNode, source);
}

/** Lezer says where it stopped in words alone: "No parse at 12". */
function stoppedAt(error: SyntaxError): number {
  return Number(/\d+$/.exec(error.message)?.[0] ?? 0);
}

function unexpected(source: string, stopped: number): ExpressionError {
  BLANK.lastIndex = stopped;
  const at = stopped + (BLANK.exec(source)?.[0].length ?? 0);
  TOKEN.lastIndex = at;
  const token = TOKEN.exec(source)?.[0];
  if (token === undefined) {
    return new ExpressionError('ends too early', source, at);
  }
  if (token === '"' || token === "'" || token === '`') {
    const isWhole = new RegExp(`^${token}(?:\\\\[^]|[^\\\\${token}])*${token}`);
    if (!isWhole.test(source.slice(at))) {
      return new ExpressionError(
        `literal not terminated: the text that starts with ${token} has no end`,
        source,
        at,
      );
    }
  }
  // Lezer gives up on a long row of operations with the words it has for a wrong sign.
  const rowEnds = at > LONG_ROW ? ', or too many operations in a row' : '';
  return new ExpressionError(`unexpected "${token}"${rowEnds}`, source, at);
}
