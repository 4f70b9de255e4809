import { InputError } from '@backstage/errors';

const SECONDS: Record<string, number> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6, // micro sign
  μs: 1e-6, // Greek mu
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};
const TERM = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/gy;

/**
 * Seconds of a duration as Go and Kargo write it: `30m`, `1h30m`, `1.5h`, `0`.
 *
 * @remarks Throws `InputError` for everything else, a negative duration included: nothing here may last less than
 * no time.
 * @public
 */
export function parseDuration(text: string): number {
  const unsigned = text.startsWith('+') ? text.slice(1) : text;
  if (unsigned === '0') {
    return 0;
  }
  let seconds = 0;
  let end = 0;
  for (const term of unsigned.matchAll(TERM)) {
    seconds += Number(term[1]) * SECONDS[term[2]];
    end = term.index! + term[0].length;
  }
  if (end === 0 || end !== unsigned.length || !Number.isFinite(seconds)) {
    throw new InputError(
      `Expected a duration such as "30m" or "1h30m", found "${text}"`,
    );
  }
  return seconds;
}
