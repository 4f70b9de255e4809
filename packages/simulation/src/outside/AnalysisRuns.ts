import { ConflictError } from '@backstage/errors';
import {
  AnalysisRun,
  NewAnalysisRun,
} from '@waybill/backstage-plugin-waybill-backend/src/ports';
import { isVerificationOver } from '@waybill/backstage-plugin-waybill-common';
import { Coverage } from '../faults/Coverage';
import { Mood } from '../faults/Mood';
import { Scheduler } from '../kernel/Scheduler';

type Phase =
  | 'Pending'
  | 'Running'
  | 'Successful'
  | 'Failed'
  | 'Error'
  | 'Inconclusive';

/** An AnalysisRun, and what has really become of it. */
export interface SimulatedRun {
  readonly name: string;
  readonly annotations: Record<string, string>;
  /** Of the image that it was told to look at. */
  readonly tag: string | undefined;
  /** When it was asked for, in virtual milliseconds, as the others. */
  readonly sentAt: number;
  readonly createdAt: number;
  /** Undefined: the controller has not looked at it yet. */
  phase: Phase | undefined;
  message?: string;
  completedAt?: number;
  /** Since when it is told to end. */
  stoppedAt?: number;
  /** Somebody took it away. */
  deleted: boolean;
}

/** What may become of one that looks at something good. */
const ODD = [
  'ends as Failed',
  'ends as Error',
  'ends as Inconclusive',
  'goes on for ever',
] as const;
const VERDICTS = {
  'ends as Failed': 'Failed',
  'ends as Error': 'Error',
  'ends as Inconclusive': 'Inconclusive',
} as const;

/** Whose an AnalysisRun is. */
const OWNER = 'waybill/verification';

/** Argo Rollouts with its AnalysisRuns: they take their time, and not all of them come to a verdict. */
export class AnalysisRuns {
  calmFrom = Infinity;
  /** In the order in which they were made, also those that are gone. */
  readonly all: SimulatedRun[] = [];

  constructor(
    readonly scheduler: Scheduler,
    readonly mood: Mood,
    readonly coverage: Coverage,
    /** Tags of releases that do not pass. */
    readonly badTags: ReadonlySet<string>,
  ) {}

  /** The spec of whichever template; undefined: there is none just now. */
  template(): object | undefined {
    return this.#lies('rollouts: no template', 0.4)
      ? undefined
      : { metrics: [{ name: 'smoke', count: 1 }], args: [{ name: 'tag' }] };
  }

  get(name: string): AnalysisRun | undefined {
    const found = this.find(name);
    return found && answerOf(found);
  }

  /** @throws ConflictError where the name is taken */
  create({ name, annotations, spec }: NewAnalysisRun, sentAt: number) {
    if (this.find(name)) {
      throw new ConflictError(`analysisruns.argoproj.io "${name}" exists`);
    }
    const args = spec.args as { name: string; value?: string }[];
    const run: SimulatedRun = {
      name,
      annotations,
      tag: args.find(it => it.name === 'tag')?.value,
      sentAt,
      createdAt: this.scheduler.now,
      phase: undefined,
      deleted: false,
    };
    this.all.push(run);
    this.#follow(run);
    return { verification: annotations[OWNER], answer: answerOf(run) };
  }

  /** Whoever ends one before its time gets a success, as long as nothing was measured that is none. */
  terminate(name: string): void {
    const run = this.find(name);
    if (run && !isOver(run) && run.stoppedAt === undefined) {
      run.stoppedAt = this.scheduler.now;
      this.#later(4_000, () => this.#end(run, 'Successful', 'Run Terminated'));
    }
  }

  delete(run: SimulatedRun): void {
    run.deleted = true;
  }

  find(name: string): SimulatedRun | undefined {
    return this.all.find(it => it.name === name && !it.deleted);
  }

  /** Those that go on until somebody ends them, or their verdict comes. */
  get going(): SimulatedRun[] {
    return this.all.filter(it => !it.deleted && !isOver(it));
  }

  readonly verificationOf = ({
    annotations,
  }: SimulatedRun): string | undefined => annotations[OWNER];

  #follow(run: SimulatedRun): void {
    const odd = ODD.find(how => this.#lies(`rollouts: a run ${how}`, 0.7));
    const isBad = this.badTags.has(run.tag ?? '');
    if (isBad) this.coverage.count('rollouts: a bad release is seen');
    this.#later(2_000, () => {
      this.#become(run, 'Pending');
      this.#later(5_000, () => {
        this.#become(run, 'Running');
        if (odd !== 'goes on for ever') {
          const verdict = odd ? VERDICTS[odd] : 'Successful';
          this.#later(25_000, () => this.#end(run, isBad ? 'Failed' : verdict));
        }
      });
    });
  }

  #become(run: SimulatedRun, phase: Phase): void {
    if (!isOver(run)) run.phase = phase;
  }

  #end(run: SimulatedRun, phase: Phase, message?: string): void {
    if (run.deleted || isOver(run)) return;
    run.phase = phase;
    run.message =
      message ?? (phase === 'Successful' ? undefined : 'so it seems');
    run.completedAt = this.scheduler.now;
    this.scheduler.log.add(
      this.scheduler.now,
      undefined,
      `AnalysisRun ${run.name} is ${phase}`,
    );
  }

  #later(mostMs: number, act: () => void): void {
    this.scheduler.schedule(this.scheduler.chance.next() * mostMs, '', act);
  }

  #lies(how: string, share: number): boolean {
    const { chance, now } = this.scheduler;
    const lies = now < this.calmFrom && chance.happens(this.mood.lies * share);
    if (lies) this.coverage.count(how);
    return lies;
  }
}

function isOver({ phase }: SimulatedRun): boolean {
  return phase !== undefined && isVerificationOver({ phase });
}

function answerOf({
  annotations,
  phase,
  message,
  completedAt,
}: SimulatedRun): AnalysisRun {
  const completed = completedAt !== undefined && {
    // Kubernetes knows no fractions of a second.
    completedAt: `${new Date(completedAt).toISOString().slice(0, 19)}Z`,
  };
  return {
    annotations: { ...annotations },
    ...(phase && { status: { phase, message, ...completed } }),
  };
}
