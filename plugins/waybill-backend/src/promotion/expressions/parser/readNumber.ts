import { ExpressionError } from '../ExpressionError';

/** What a number's literal stands for. `position` is where it starts in `source`. */
export function readNumber(
  literal: string,
  source: string,
  position: number,
): number {
  const value = Number(literal.replace(/_/g, ''));
  if (!Number.isFinite(value)) {
    throw new ExpressionError(`"${literal}" is not a number`, source, position);
  }
  return value;
}
