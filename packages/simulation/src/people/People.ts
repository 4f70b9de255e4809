import {
  isVerificationOver,
  StageState,
} from '@waybill/backstage-plugin-waybill-common';
import { Coverage } from '../faults/Coverage';
import { Facts } from '../invariants/Facts';
import { Mood } from '../faults/Mood';
import { AnalysisRuns } from '../outside/AnalysisRuns';
import { Scheduler } from '../kernel/Scheduler';
import { PipelinePlan } from './makeDefinition';
import { Portal, Request } from './Portal';

const ENTITY = 'component:default/app';
const DANA = 'user:default/dana';
const MOST_ATTEMPTS = 4;
/** A verification that takes longer than this hangs, in milliseconds. */
const PATIENCE_MS = 90_000;

const WISHES = [
  'promote',
  'promote',
  'promote',
  'promote with a key',
  'promote with a key',
  'roll back',
  'roll back',
  'abort',
  'try again',
  'try again',
  'approve',
  'hold',
  'resume',
  'refresh',
  'verify again',
  'verify again',
  'end a verification',
] as const;

/** People at the portal who want something of a Stage. */
export class People {
  #keys = 0;
  #retries = 0;

  constructor(
    readonly options: {
      scheduler: Scheduler;
      portal: Portal;
      plan: PipelinePlan;
      mood: Mood;
      coverage: Coverage;
      facts(): Facts;
      /** The ids of all Freight, oldest first. */
      freight(): string[];
      onAccepted(promotion: string): void;
    },
  ) {}

  /** Somebody wants something. */
  act(): void {
    const { chance } = this.options.scheduler;
    const { plan, facts, freight } = this.options;
    const known = freight();
    if (known.length === 0) return;
    const stage = chance.pick(plan.stages).name;
    const target = { entityRef: ENTITY, stage };
    const chosen = chance.happens(0.6)
      ? known[known.length - 1]
      : chance.pick(known);
    const wish = chance.pick(WISHES);
    switch (wish) {
      case 'promote':
        this.#ask(`promote ${chosen.slice(0, 7)} to ${stage}`, (it, who) =>
          it.promote(target, { freight: chosen }, who),
        );
        return;
      case 'promote with a key': {
        const key = this.#newKey();
        const what = `promote ${chosen.slice(0, 7)} to ${stage} with ${key}`;
        const request = { freight: chosen, reason: key, idempotencyKey: key };
        this.#askWithKey(what, (it, who) => it.promote(target, request, who));
        return;
      }
      case 'roll back':
        this.#ask(`roll ${stage} back`, (it, who) =>
          it.rollback(target, { reason: 'it is bad' }, who),
        );
        return;
      case 'abort': {
        // Whoever looks at an old page asks for what has ended.
        const all = [...facts().promotions.values()];
        const shown = chance.happens(0.2)
          ? all
          : all.filter(it => it.finishedAt === undefined);
        if (shown.length > 0) {
          const { id } = chance.pick(shown);
          this.#ask(`abort ${id}`, (it, who) => it.abort(id, {}, who));
        }
        return;
      }
      case 'try again':
        this.tryAgain();
        return;
      case 'approve':
        this.#ask(`approve ${chosen.slice(0, 7)} for ${stage}`, (it, who) =>
          it.approve(target, { freight: chosen }, who),
        );
        return;
      case 'hold':
        this.#ask(`hold ${stage}`, (it, who) =>
          it.hold(target, { reason: 'a demonstration' }, who),
        );
        return;
      case 'resume':
        this.#ask(`resume ${stage}`, (it, who) => it.resume(target, {}, who));
        return;
      case 'verify again':
        this.verifyAgain();
        return;
      case 'end a verification':
        this.endVerification();
        return;
      default:
        this.#ask('refresh', (it, who) =>
          it.refreshWarehouse({ entityRef: ENTITY, warehouse: 'main' }, who),
        );
    }
  }

  /** Somebody wants to see once more whether what a Stage runs is good. */
  verifyAgain(): void {
    const stage = this.#pickVerified(
      ({ verification }) => verification?.finishedAt !== undefined,
    );
    if (!stage) return;
    this.options.coverage.count('people: verify again');
    this.#ask(`verify ${stage} again`, (it, who) =>
      it.verify({ entityRef: ENTITY, stage }, who),
    );
  }

  /** Somebody has no patience with a verification. */
  endVerification(): void {
    const stage = this.#pickVerified(
      ({ verification }) =>
        verification?.id !== undefined && !isVerificationOver(verification),
    );
    if (stage) this.#end(stage);
  }

  /** Somebody may have changed their mind as soon as something is being verified. */
  maybeEnd(): void {
    const { scheduler, mood } = this.options;
    if (scheduler.chance.happens(mood.people / 30)) {
      const soon = scheduler.chance.next() ** 2 * 10_000;
      scheduler.schedule(soon, '', () => this.endVerification());
    }
  }

  /** What goes on for much longer than it should is ended, in the end. */
  endHanging({ going, verificationOf }: AnalysisRuns): void {
    const { scheduler, facts } = this.options;
    const hanging = going
      .filter(it => scheduler.now - it.createdAt > PATIENCE_MS)
      .map(verificationOf);
    for (const {
      stage,
      verification,
      verificationRequest,
    } of facts().stages.values()) {
      if (
        verification &&
        !isVerificationOver(verification) &&
        !verificationRequest &&
        hanging.includes(verification.id)
      ) {
        this.#end(stage);
      }
    }
  }

  #end(stage: string): void {
    this.options.coverage.count('people: end a verification');
    this.#ask(`end the verification in ${stage}`, (it, who) =>
      it.abortVerification({ entityRef: ENTITY, stage }, who),
    );
  }

  /** One of those Stages that AnalysisRuns verify, mostly one that is as wanted. */
  #pickVerified(isWanted: (state: StageState) => boolean): string | undefined {
    const { scheduler, plan, facts } = this.options;
    const states = [...facts().stages.values()].filter(({ stage }) =>
      plan.stages.some(it => it.name === stage && it.verifies),
    );
    const wanted = states.filter(isWanted);
    const from = scheduler.chance.happens(0.9) ? wanted : states;
    return from.length > 0 ? scheduler.chance.pick(from).stage : undefined;
  }

  /** Somebody tries a Promotion again that did not succeed, mostly the newest. */
  tryAgain(): void {
    const { scheduler, facts, coverage } = this.options;
    const { chance } = scheduler;
    const ended = [...facts().promotions.values()].filter(
      it => it.finishedAt !== undefined && it.phase !== 'Succeeded',
    );
    if (ended.length === 0) return;
    const { id } = chance.happens(0.8)
      ? ended[ended.length - 1]
      : chance.pick(ended);
    const from = chance.happens(0.65) ? 'failed-step' : 'start';
    coverage.count(
      from === 'start'
        ? 'people: retry anew'
        : 'people: retry from the failed step',
    );
    const what = `try ${id} again from ${from}`;
    if (chance.happens(0.6)) {
      this.#retries += 1;
      const reason = `try ${this.#retries}`;
      this.#ask(what, (it, who) => it.retry(id, { from, reason }, who));
      return;
    }
    const key = this.#newKey();
    const request = { from, reason: key, idempotencyKey: key } as const;
    this.#askWithKey(`${what} with ${key}`, (it, who) =>
      it.retry(id, request, who),
    );
  }

  #newKey(): string {
    this.#keys += 1;
    return `key ${this.#keys}`;
  }

  #askWithKey(what: string, command: Request['command']): void {
    this.#ask(what, command, MOST_ATTEMPTS);
    // A double click, at another replica perhaps.
    if (this.options.scheduler.chance.happens(0.5)) {
      this.#ask(`${what}, again`, command);
    }
  }

  #ask(what: string, command: Request['command'], attempts = 1): void {
    const { portal, onAccepted } = this.options;
    portal.ask({
      what,
      user: DANA,
      command,
      attempts,
      onDone: promotion => promotion && onAccepted(promotion),
    });
  }
}
