import { Coverage } from '../faults/Coverage';
import { Outcome } from '../run/runSeed';

/** A seed at which an invariant did not hold. */
export interface Finding {
  seed: number;
  invariant: string;
  what: string;
}

/** What some seeds have shown, as it goes from process to process. */
export interface TallyReport {
  seeds: number;
  events: number;
  findings: Finding[];
  coverage: [string, number][];
}

/** What many seeds have shown together. */
export class Tally {
  seeds = 0;
  events = 0;
  readonly findings: Finding[] = [];
  readonly coverage = new Coverage();

  add(outcome: Outcome): void {
    this.seeds += 1;
    this.events += outcome.events;
    this.coverage.add(outcome.coverage);
    if (outcome.violation) {
      this.findings.push({ seed: outcome.seed, ...outcome.violation });
    }
  }

  merge(report: TallyReport): void {
    this.seeds += report.seeds;
    this.events += report.events;
    this.coverage.add(report.coverage);
    this.findings.push(...report.findings);
    this.findings.sort((a, b) => a.seed - b.seed);
  }

  get report(): TallyReport {
    const { seeds, events, findings, coverage } = this;
    return { seeds, events, findings, coverage: [...coverage.counts] };
  }
}
