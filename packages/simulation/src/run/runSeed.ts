import { createChance } from '../kernel/Chance';
import { forbidRealTime } from '../kernel/forbidRealTime';
import { Run } from './Run';
import { Violation } from './Violation';

/** What a run has shown. */
export interface Outcome {
  seed: number;
  /** The invariant that did not hold, if any, and what was the matter. */
  violation: { invariant: string; what: string } | undefined;
  events: number;
  coverage: [string, number][];
  /** The whole story. */
  story(): string;
}

/** What is no invariant's business: it would end a real process. */
const UNHANDLED = 'no unhandled rejection';
const UNEXPECTED = 'the simulation itself works';

/** Runs one seed to its end. The same seed gives the same story, byte for byte. */
export async function runSeed(
  seed: number,
  template: Buffer,
): Promise<Outcome> {
  const giveBack = forbidRealTime(createChance(seed + 1));
  const run = new Run(seed, template);
  const { scheduler } = run;
  const onUnhandled = (error: unknown) => {
    scheduler.failure ??= { error: new Violation(UNHANDLED, textOf(error)) };
  };
  process.on('unhandledRejection', onUnhandled);
  let violation: Outcome['violation'];
  // Every abort makes an error, and nobody reads where it was made.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    await run.toTheEnd();
  } catch (error) {
    violation =
      error instanceof Violation
        ? { invariant: error.invariant, what: error.what }
        : { invariant: UNEXPECTED, what: textOf(error) };
  } finally {
    process.off('unhandledRejection', onUnhandled);
    Error.stackTraceLimit = stackTraceLimit;
    giveBack();
    run.close();
  }
  return {
    seed,
    violation,
    events: scheduler.events,
    coverage: [...run.coverage.counts],
    story: () => run.log.toString(),
  };
}

function textOf(error: unknown): string {
  return (error instanceof Error && error.stack) || String(error);
}
