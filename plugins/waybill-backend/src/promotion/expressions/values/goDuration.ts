import { InputError } from '@backstage/errors';

const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};
const WHOLE = /^[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/;
const PART = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;

/** Nanoseconds from Go's form of a duration, `1h30m`. */
export function parseGoDuration(text: string): number {
  if (/^[+-]?0$/.test(text)) {
    return 0;
  }
  if (!WHOLE.test(text)) {
    throw new InputError(
      `"${text}" is not a duration; one is written as "1h30m", "45s" or "250ms"`,
    );
  }
  const sum = [...text.matchAll(PART)].reduce(
    (total, [, amount, unit]) => total + Number(amount) * UNITS[unit],
    0,
  );
  return Math.round(text.startsWith('-') ? -sum : sum);
}

/** Go's form: `1h30m0s`, `1.5s`, `0s`. */
export function formatGoDuration(nanoseconds: number): string {
  if (nanoseconds === 0) {
    return '0s';
  }
  const sign = nanoseconds < 0 ? '-' : '';
  const rest = Math.abs(nanoseconds);
  const small = (['ns', 'µs', 'ms'] as const).find(
    (_, index) => rest < 1e3 ** (index + 1),
  );
  if (small) {
    return `${sign}${rest / UNITS[small]}${small}`;
  }
  const hours = Math.floor(rest / UNITS.h);
  const minutes = Math.floor((rest % UNITS.h) / UNITS.m);
  const seconds = (rest % UNITS.m) / UNITS.s;
  const before = hours > 0 ? `${hours}h${minutes}m` : `${minutes}m`;
  return `${sign}${hours + minutes > 0 ? before : ''}${seconds}s`;
}
