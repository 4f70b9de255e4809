import os from 'node:os';
import { parseArgs } from 'node:util';

/** What `npm run simulate` is asked for. */
export type Command =
  | {
      type: 'many';
      from: number;
      count: number;
      jobs: number;
      /** A fault that never came about counts as a violation. */
      complete: boolean;
    }
  | { type: 'replay'; seed: number }
  | { type: 'teeth'; from: number; count: number; jobs: number };

const DEFAULT_SEEDS = 1_000;
/** By then a deliberate fault must have been caught. */
const SEEDS_FOR_TEETH = 10_000;

/** @throws Error that says what was expected */
export function readCommand(args: string[]): Command {
  const { values } = parseArgs({
    args,
    options: {
      seeds: { type: 'string' },
      from: { type: 'string' },
      jobs: { type: 'string' },
      seed: { type: 'string' },
      teeth: { type: 'boolean' },
      complete: { type: 'boolean' },
    },
  });
  const number = (name: 'seeds' | 'from' | 'jobs' | 'seed', text: string) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new Error(
        `--${name} must be a whole number from 1, it is '${text}'`,
      );
    }
    return value;
  };
  if (values.seed !== undefined) {
    return { type: 'replay', seed: number('seed', values.seed) };
  }
  const seeds = values.teeth ? SEEDS_FOR_TEETH : DEFAULT_SEEDS;
  const portion = {
    from: number('from', values.from ?? '1'),
    count: number('seeds', values.seeds ?? String(seeds)),
    jobs: number('jobs', values.jobs ?? String(os.availableParallelism())),
  };
  return values.teeth
    ? { type: 'teeth', ...portion }
    : { type: 'many', ...portion, complete: values.complete ?? false };
}
