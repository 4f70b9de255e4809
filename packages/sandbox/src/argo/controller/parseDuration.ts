const UNITS_MS: Record<string, number> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** `5s`, `3m`, `1h`, or seconds without a unit, to milliseconds. */
export function parseDuration(text: string): number {
  const match = /^(\d+)([smhd]?)$/.exec(text);
  if (!match) {
    throw new Error(`expected a duration such as 5s or 3m, found '${text}'`);
  }
  return Number(match[1]) * UNITS_MS[match[2] || 's'];
}
