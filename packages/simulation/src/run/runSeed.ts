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
  counts: Map<string, number>;
  coverage: [string, number][];
  /** The whole story. */
  story(): string;
}

/** Runs one seed to its end. The same seed gives the same story, byte for byte. */
export async function runSeed(
  seed: number,
  template: Buffer,
): Promise<Outcome> {
  const giveBack = forbidRealTime(createChance(seed + 1));
  const run = new Run(seed, template);
  let violation: Outcome['violation'];
  try {
    await run.toTheEnd();
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    violation = { invariant: error.invariant, what: error.what };
  } finally {
    giveBack();
    run.close();
  }
  return {
    seed,
    violation,
    events: run.scheduler.events,
    counts: run.database.counts,
    coverage: [...run.coverage.counts],
    story: () => run.log.toString(),
  };
}
