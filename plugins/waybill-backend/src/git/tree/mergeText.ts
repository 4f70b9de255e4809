import { diff3Merge } from 'node-diff3';

/** Above this, lines are not compared: the time grows with the square of what differs. */
const MOST_LINES = 20_000;

/** Changes that two sides made to one text, put together line by line. Undefined: they touch each other, or it is no text. */
export function mergeText(
  base: Buffer,
  one: Buffer,
  other: Buffer,
): Buffer | undefined {
  const sides = [base, one, other].map(linesOf);
  const [before, first, second] = sides;
  if (!before || !first || !second) {
    return undefined;
  }
  const regions = diff3Merge(first, before, second, {
    excludeFalseConflicts: true,
  });
  if (regions.some(region => region.conflict)) {
    return undefined;
  }
  return Buffer.from(regions.flatMap(({ ok }) => ok ?? []).join(''), 'latin1');
}

/** Each with its end of line; as bytes, so that no encoding is lost. Undefined: binary, as Git tells it. */
function linesOf(content: Buffer): string[] | undefined {
  if (content.subarray(0, 8000).includes(0)) {
    return undefined;
  }
  const lines = content.toString('latin1').split(/(?<=\n)/);
  return lines.length > MOST_LINES ? undefined : lines;
}
