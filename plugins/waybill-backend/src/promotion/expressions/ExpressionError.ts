import { InputError } from '@backstage/errors';

/** Something is wrong in an expression; `position` counts from 0 in its source. */
export class ExpressionError extends InputError {
  constructor(
    readonly problem: string,
    readonly source: string,
    readonly position: number,
  ) {
    super(
      `Expression "${shorten(source)}", character ${position + 1}: ${problem}`,
    );
  }
}

function shorten(source: string): string {
  const line = source.trim().replace(/\s+/g, ' ');
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
