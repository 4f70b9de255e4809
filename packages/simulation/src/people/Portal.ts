import { createStageCommands } from '@waybill/backstage-plugin-waybill-backend/src/api/services/createStageCommands';
import { StageCommands } from '@waybill/backstage-plugin-waybill-backend/src/api/services/StageCommands';
import { Caller } from '@waybill/backstage-plugin-waybill-backend/src/api/Caller';
import { Scheduler } from '../kernel/Scheduler';
import { Fleet } from '../run/Fleet';

/** After so long without an answer somebody asks again, in milliseconds. */
const PATIENCE_MS = 15_000;
/** Definite answers; a lost connection to the database is none. */
const ANSWERS = [
  'ConflictError',
  'NotFoundError',
  'InputError',
  'NotAllowedError',
];

/** What somebody asks for. */
export interface Request {
  what: string;
  /** `user:default/dana` */
  user: string;
  command(
    commands: StageCommands,
    caller: Caller,
  ): Promise<{ id: string } | void>;
  /** Default: once. */
  attempts?: number;
  /** Told when it was done, with the Promotion that it is about. */
  onDone?(promotion: string | undefined): void;
}

/** The real commands behind the API, at whatever replica answers. */
export class Portal {
  constructor(readonly scheduler: Scheduler, readonly fleet: Fleet) {}

  ask(request: Request): void {
    const { scheduler } = this;
    const { what, attempts = 1 } = request;
    const { living } = this.fleet;
    let answered = false;
    const again = () => {
      if (!answered && attempts > 1) {
        this.ask({ ...request, attempts: attempts - 1 });
      }
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
      isFileStep: () => false,
      ownershipOf: async ({ actor: { ref } }) => [ref],
    });
    const actor = { type: 'user', ref: request.user } as const;
    request.command(commands, { actor } as Caller).then(
      result => {
        answered = true;
        log(result ? `is ${result.id}` : 'done');
        request.onDone?.(result?.id);
      },
      error => {
        answered = ANSWERS.includes(error.name);
        log(`${error.name}: ${error.message}`);
      },
    );
  }
}
