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
      /** How many of the seeds are run again, to tell the same story. */
      twice: number;
    }
  | { type: 'replay'; seed: number }
  | {
      type: 'teeth';
      /** Undefined: each begins where it is known to bite. */
      from: number | undefined;
      count: number;
      jobs: number;
    };

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
      twice: { type: 'string' },
    },
  });
  const number = (
    name: 'seeds' | 'from' | 'jobs' | 'seed' | 'twice',
    text: string,
  ) => {
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
  const from =
    values.from === undefined ? undefined : number('from', values.from);
  const portion = {
    count: number('seeds', values.seeds ?? String(seeds)),
    jobs: number('jobs', values.jobs ?? String(os.availableParallelism())),
  };
  return values.teeth
    ? { type: 'teeth', from, ...portion }
    : {
        type: 'many',
        from: from ?? 1,
        ...portion,
        complete: values.complete ?? false,
        twice: values.twice === undefined ? 0 : number('twice', values.twice),
      };
}
