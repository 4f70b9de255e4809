import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { PipelineEntity } from '../../ports';
import { bindPipeline } from '../../store/operations/pipelines/bindPipeline';
import { createPipeline } from '../../store/operations/pipelines/createPipeline';
import { findPipeline } from '../../store/operations/pipelines/findPipeline';
import {
  listBindings,
  PipelineBinding,
} from '../../store/operations/pipelines/listBindings';
import { orphanPipeline } from '../../store/operations/pipelines/orphanPipeline';
import { BindingDecision, decideBindings } from '../catalog/decideBindings';
import { workOf } from '../catalog/workOf';
import { EngineContext } from '../EngineContext';
import { Handler } from '../Handler';
import { EngineTransaction, transact } from '../transact';

/** How often in a row the catalog must say that many entities are gone before they are. */
const SUSPICIOUS_ANSWERS = 3;

/** How soon it is asked again then, in seconds. */
const ASK_AGAIN_SECONDS = 15;

/**
 * Asks the catalog which entities have a pipeline, and binds, renames and orphans accordingly. An answer that is
 * suddenly much shorter than what is known takes nothing away until it has come several times in a row.
 */
export const handleCatalog: Handler = async ({
  item,
  context,
  signal,
  logger,
}) => {
  const { ports, config } = context;
  const entities = await ports.definitions.listEntities(signal);
  return transact(context, item, async transaction => {
    const bindings = await listBindings(transaction.tx);
    const before = readMemory(item.memory, bindings);
    const suspicious = isSuspicious(before.known, bindings, entities)
      ? before.suspicious + 1
      : 0;
    const trusted = suspicious === 0 || suspicious >= SUSPICIOUS_ANSWERS;
    if (!trusted) {
      logger.warn(
        `The catalog names ${entities.length} entities with a pipeline, far fewer than before; nothing is taken away unless it says so ${SUSPICIOUS_ANSWERS} times in a row (${suspicious} so far)`,
      );
    }
    const decisions = decideBindings(bindings, entities, {
      trusted,
      mayHave: (entity, project) =>
        ports.authority.projectProblem(entity, project) === undefined,
    });
    for (const decision of decisions) {
      await carryOut(transaction, context, decision);
    }
    return {
      afterSeconds: trusted
        ? config.catalogIntervalSeconds
        : Math.min(ASK_AGAIN_SECONDS, config.catalogIntervalSeconds),
      memory: trusted ? {} : { suspicious, known: before.known },
    };
  });
};

/** Whether an answer lacks more than half of the entities that were known before the first such answer. */
function isSuspicious(
  known: number,
  bindings: PipelineBinding[],
  entities: PipelineEntity[],
): boolean {
  const refs = new Set(entities.map(it => it.entityRef));
  const uids = new Set(entities.map(it => it.uid));
  const missing = bindings.filter(
    ({ gone, entity }) =>
      !gone && !refs.has(entity.entityRef) && !uids.has(entity.uid),
  );
  return (
    missing.length > 0 && (entities.length === 0 || missing.length > known / 2)
  );
}

/** How many suspicious answers there were in a row, and how many entities were known before them. */
function readMemory(
  { suspicious, known }: JsonObject,
  bindings: PipelineBinding[],
): { suspicious: number; known: number } {
  return typeof suspicious === 'number' && typeof known === 'number'
    ? { suspicious, known }
    : { suspicious: 0, known: bindings.filter(it => !it.gone).length };
}

async function carryOut(
  { tx, now, poke }: EngineTransaction,
  { ids }: EngineContext,
  decision: BindingDecision,
): Promise<void> {
  switch (decision.type) {
    case 'create': {
      const { entity } = decision;
      await createPipeline(tx, { id: ids.uuid(), entity, now });
      const pipeline = await findPipeline(tx, entity);
      if (pipeline) {
        poke({ kind: 'definition', pipelineId: pipeline.id, name: '' });
      }
      return;
    }
    case 'bind':
      await bindPipeline(tx, decision);
      poke({ kind: 'definition', pipelineId: decision.pipelineId, name: '' });
      return;
    case 'orphan': {
      const { pipelineId, entity } = decision;
      await orphanPipeline(tx, {
        pipelineId,
        message: `${entity.entityRef} is no longer in the catalog with the annotation waybill/pipeline; nothing new starts until it is back`,
        now,
      });
      poke(...(await workOf(tx, pipelineId)));
      return;
    }
    default:
      throw new Error(
        `Expected a decision on a binding, found ${JSON.stringify(
          decision satisfies never,
        )}`,
      );
  }
}
