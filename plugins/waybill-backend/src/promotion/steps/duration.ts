import { z } from 'zod';

const PART = /(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g;
const SECONDS: Record<string, number> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};

/** `30s`, `1h30m`. As in Kargo it may stand anywhere in the text. */
export const durationSchema = z
  .string()
  .max(100, { abort: true })
  .regex(
    /\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h)/,
    'must hold a duration such as 30s or 1h30m',
  );

/** The sum of all durations found in the text. */
export function durationSeconds(text: string): number {
  return [...text.matchAll(PART)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * SECONDS[unit],
    0,
  );
}
