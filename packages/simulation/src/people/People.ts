import { createStageCommands } from '@waybill/backstage-plugin-waybill-backend/src/api/services/createStageCommands';
import { StageCommands } from '@waybill/backstage-plugin-waybill-backend/src/api/services/StageCommands';
import { Caller } from '@waybill/backstage-plugin-waybill-backend/src/api/Caller';
import { Facts } from '../invariants/Facts';
import { Scheduler } from '../kernel/Scheduler';
import { Fleet } from '../run/Fleet';
import { PipelinePlan } from './makeDefinition';

const ENTITY = 'component:default/app';
/** After so long without an answer somebody asks again, in milliseconds. */
const PATIENCE_MS = 15_000;
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
  'approve',
  'hold',
  'resume',
  'refresh',
] as const;

/** People at the portal, by the real commands, at whatever replica answers them. */
export class People {
  #keys = 0;

  constructor(
    readonly options: {
      scheduler: Scheduler;
      fleet: Fleet;
      plan: PipelinePlan;
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
        this.#keys += 1;
        const key = `key ${this.#keys}`;
        const what = `promote ${chosen.slice(0, 7)} to ${stage} with ${key}`;
        const request = { freight: chosen, reason: key, idempotencyKey: key };
        const promote = (it: StageCommands, who: Caller) =>
          it.promote(target, request, who);
        this.#ask(what, promote, MOST_ATTEMPTS);
        // A double click, at another replica perhaps.
        if (chance.happens(0.5)) this.#ask(`${what}, again`, promote, 1);
        return;
      }
      case 'roll back':
        this.#ask(`roll ${stage} back`, (it, who) =>
          it.rollback(target, { reason: 'it is bad' }, who),
        );
        return;
      case 'abort': {
        const unfinished = [...facts().promotions.values()].filter(
          it => it.finishedAt === undefined,
        );
        if (unfinished.length > 0) {
          const { id } = chance.pick(unfinished);
          this.#ask(`abort ${id}`, (it, who) => it.abort(id, {}, who));
        }
        return;
      }
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

  #ask(
    what: string,
    command: (
      commands: StageCommands,
      caller: Caller,
    ) => Promise<{ id: string } | void>,
    attempts = 1,
  ): void {
    const { scheduler, fleet, onAccepted } = this.options;
    const { living } = fleet;
    let answered = false;
    const again = () => {
      if (!answered && attempts > 1) this.#ask(what, command, attempts - 1);
    };
    scheduler.schedule(PATIENCE_MS, '', again);
    if (living.length === 0) return;
    const { knex, engine, owner } = scheduler.chance.pick(living);
    const log = (answer: string) =>
      scheduler.log.add(scheduler.now, owner.name, `${what}: ${answer}`);
    log('asked');
    const commands = createStageCommands({
      knex,
      engine,
      previewer: async () => {
        throw new Error('Nobody previews anything in these runs');
      },
      ownershipOf: async ({ actor: { ref } }) => [ref],
    });
    const actor = { type: 'user', ref: 'user:default/dana' } as const;
    command(commands, { actor } as Caller).then(
      result => {
        answered = true;
        log(result ? `is ${result.id}` : 'done');
        if (result) onAccepted(result.id);
      },
      error => {
        // Definite answers; a lost connection to the database is none.
        answered = ['ConflictError', 'NotFoundError', 'InputError'].includes(
          error.name,
        );
        log(`${error.name}: ${error.message}`);
      },
    );
  }
}
