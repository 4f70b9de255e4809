type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The merge patch (RFC 7386) that turns one value into another; undefined: they are equal. */
export function mergePatchBetween(
  before: unknown,
  after: unknown,
): Json | undefined {
  if (!isRecord(before) || !isRecord(after)) {
    return JSON.stringify(before) === JSON.stringify(after)
      ? undefined
      : (after as Json);
  }
  const patch: { [key: string]: Json } = {};
  for (const key of Object.keys(before)) {
    if (after[key] === undefined && before[key] !== undefined) {
      patch[key] = null;
    }
  }
  for (const [key, value] of Object.entries(after)) {
    const change =
      value === undefined ? undefined : mergePatchBetween(before[key], value);
    if (change !== undefined) {
      patch[key] = change;
    }
  }
  return Object.keys(patch).length > 0 ? patch : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
