import { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError, stringifyError } from '@backstage/errors';
import { Knex } from 'knex';
import { ClockPort, EnginePort, IdsPort } from '../ports';
import { isPostgres } from '../store/isPostgres';
import { findIdempotencyKey } from '../store/operations/promotions/findIdempotencyKey';
import { getPromotion } from '../store/operations/promotions/getPromotion';
import { lockStage } from '../store/operations/stages/lockStage';
import { claimWorkItems } from '../store/operations/workItems/claimWorkItems';
import { releaseClaims } from '../store/operations/workItems/releaseClaims';
import { systemClock } from '../store/systemClock';
import { WorkItemKey, WorkKind } from '../store/WorkItem';
import { createWorkItemLoop, WorkItemLoop } from './createWorkItemLoop';
import { EngineConfig } from './EngineConfig';
import { EngineContext, EnginePorts } from './EngineContext';
import { engineHealth } from './engineHealth';
import { Handler } from './Handler';
import { handleCatalog } from './handlers/handleCatalog';
import { handleDefinition } from './handlers/handleDefinition';
import { handlePromotion } from './handlers/handlePromotion';
import { handleStage } from './handlers/handleStage';
import { handleWarehouse } from './handlers/handleWarehouse';
import { createPromotion } from './promotions/createPromotion';
import { idempotencyOf } from './promotions/idempotencyOf';
import { runWorkItem } from './runWorkItem';
import { findStage } from './stages/findStage';
import { loadStageSnapshot } from './stages/loadStageSnapshot';
import { transact } from './transact';
import { watchApplications } from './watchApplications';

/** Who does which kind of work, and how long one turn may take, in seconds. */
const HANDLERS: Record<WorkKind, { handler: Handler; timeoutSeconds: number }> =
  {
    catalog: { handler: handleCatalog, timeoutSeconds: 120 },
    definition: { handler: handleDefinition, timeoutSeconds: 120 },
    warehouse: { handler: handleWarehouse, timeoutSeconds: 300 },
    stage: { handler: handleStage, timeoutSeconds: 120 },
    promotion: { handler: handlePromotion, timeoutSeconds: 1_800 },
  };

/** How long stopping waits for handlers to heed their signal, in milliseconds. */
const STOP_PATIENCE_MS = 10_000;

/** Decides when. What the API asks of it works on every replica, also where the loops do not run. */
export interface Engine extends EnginePort {
  /** Starts the loops, unless the configuration says that this replica has none. */
  start(): Promise<void>;
  /** Takes nothing more, stops what runs, and gives back what it held. */
  stop(): Promise<void>;
}

/** Makes an engine; it does nothing by itself until it is started. */
export function createEngine(options: {
  knex: Knex;
  ports: EnginePorts;
  config: EngineConfig;
  logger: LoggerService;
  ids: IdsPort;
  clock?: ClockPort;
  /** Whether no other process ever works on this database; default: on SQLite, which serves one. */
  alone?: boolean;
}): Engine {
  const { config, ids, logger, alone = !isPostgres(options.knex) } = options;
  const worker = ids.uuid();
  const stopped = new AbortController();
  let loops: WorkItemLoop[] = [];
  const context: EngineContext = {
    ...options,
    clock: options.clock ?? systemClock,
    wake(kinds) {
      const wanted = new Set(kinds);
      loops.filter(loop => wanted.has(loop.kind)).forEach(loop => loop.wake());
    },
  };
  const poke = (...items: WorkItemKey[]) =>
    transact(context, undefined, async transaction =>
      transaction.poke(...items),
    );

  return {
    async start() {
      if (!config.enabled) {
        logger.info('waybill.engine.enabled is false: no loops run here');
        return;
      }
      loops = (Object.keys(HANDLERS) as WorkKind[]).map(kind =>
        loopOf(context, kind, worker, stopped.signal),
      );
      if (alone) {
        // What is still held was held by a process that was killed, and is fenced off if it was not.
        await releaseClaims(context.knex, 'everybody');
      }
      await poke({ kind: 'catalog', name: '' });
      loops.forEach(loop => loop.start());
      watchApplications(context, stopped.signal).catch(error =>
        logger.error(
          `Cannot watch Applications, polling goes on: ${stringifyError(
            error,
          )}`,
        ),
      );
    },
    async stop() {
      stopped.abort();
      await Promise.all(loops.map(loop => loop.stop(STOP_PATIENCE_MS)));
      loops = [];
      await releaseClaims(context.knex, { worker });
    },
    pokePipeline: pipelineId =>
      poke({ kind: 'definition', pipelineId, name: '' }),
    pokeWarehouse: (pipelineId, name) =>
      poke({ kind: 'warehouse', pipelineId, name }),
    pokeStage: (pipelineId, name) => poke({ kind: 'stage', pipelineId, name }),
    async pokePromotion(id) {
      const promotion = await getPromotion(context.knex, { id });
      if (promotion?.phase === 'Running') {
        const { pipelineId } = promotion;
        await poke({ kind: 'promotion', pipelineId, name: id });
      }
    },
    loadSnapshot: (pipelineId, stage, freight) =>
      context.knex.transaction(async tx => {
        const found = await findStage(tx, { pipelineId, stage });
        return (
          found && {
            snapshot: await loadStageSnapshot(tx, {
              ...found,
              authority: context.ports.authority,
              freight: freight === undefined ? [] : [freight],
            }),
            now: await context.clock.now(tx),
          }
        );
      }),
    createPromotion: request =>
      transact(context, undefined, async transaction => {
        const { tx } = transaction;
        const found = await findStage(tx, request);
        if (!found) {
          throw new NotFoundError(
            `The pipeline has no Stage '${request.stage}'`,
          );
        }
        const state = await lockStage(tx, request);
        const snapshot = await loadStageSnapshot(tx, {
          ...found,
          state,
          authority: context.ports.authority,
          freight: [request.freight],
        });
        return createPromotion(transaction, { ...request, ids, snapshot });
      }),
    async findRepeated({ idempotencyKey, ...request }) {
      if (idempotencyKey === undefined) return undefined;
      const { knex, clock } = context;
      const id = await findIdempotencyKey(knex, {
        ...idempotencyOf(request),
        key: idempotencyKey,
        now: await clock.now(knex),
      });
      return id === undefined ? undefined : getPromotion(knex, { id });
    },
    health: () => engineHealth(context, loops),
  };
}

function loopOf(
  context: EngineContext,
  kind: WorkKind,
  worker: string,
  stopped: AbortSignal,
): WorkItemLoop {
  const { knex, clock, config, ids, logger } = context;
  const { handler, timeoutSeconds } = HANDLERS[kind];
  return createWorkItemLoop({
    kind,
    concurrency: config.concurrency[kind],
    // Each at its own pace, so that they do not all ask in the same moment.
    pollMs: config.pollSeconds * 1000 + Object.keys(HANDLERS).indexOf(kind),
    clock,
    logger,
    claim: async limit =>
      claimWorkItems(knex, {
        kind,
        limit,
        token: ids.uuid(),
        worker,
        leaseMs: config.leaseSeconds * 1000,
        now: await clock.now(knex),
      }),
    run: (item, claimedAt) =>
      runWorkItem(context, item, {
        handler,
        claimedAt,
        timeoutMs: timeoutSeconds * 1000,
        stopped,
      }),
  });
}
