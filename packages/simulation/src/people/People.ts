import { Coverage } from '../faults/Coverage';
import { Facts } from '../invariants/Facts';
import { Scheduler } from '../kernel/Scheduler';
import { PipelinePlan } from './makeDefinition';
import { Portal, Request } from './Portal';

const ENTITY = 'component:default/app';
const DANA = 'user:default/dana';
const MOST_ATTEMPTS = 4;

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
      default:
        this.#ask('refresh', (it, who) =>
          it.refreshWarehouse({ entityRef: ENTITY, warehouse: 'main' }, who),
        );
    }
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
