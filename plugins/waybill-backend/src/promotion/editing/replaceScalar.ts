import { Scalar } from 'yaml';
import { formatScalar } from './formatScalar';
import { TextEdit } from './TextEdit';

/** The edit that puts another value where a scalar stands; comments around it stay. */
export function replaceScalar(
  text: string,
  node: Scalar,
  value: string | number | boolean | null,
  inFlow: boolean,
): TextEdit {
  const [start, end] = node.range ?? [0, 0];
  const formatted = formatScalar(value, {
    type: node.type as Scalar.Type | undefined,
    inFlow,
  });
  if (start === end) {
    const glued = start > 0 && !/\s/.test(text[start - 1]);
    const space = /\S/.test(text[end] ?? '') ? ' ' : '';
    return { start, end, text: `${glued ? ' ' : ''}${formatted}${space}` };
  }
  // A block scalar ends with the line break that is also the end of its entry.
  const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
  const lineBreak = isBlock && text[end - 1] === '\n' ? '\n' : '';
  return { start, end, text: formatted + lineBreak };
}
