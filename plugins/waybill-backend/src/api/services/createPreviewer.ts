import { LoggerService } from '@backstage/backend-plugin-api';
import {
  originOf,
  startCollection,
} from '@waybill/backstage-plugin-waybill-common';
import {
  CommitIdentity,
  StepDefinition,
} from '@waybill/backstage-plugin-waybill-node';
import { Knex } from 'knex';
import { AuthorityPort } from '../../ports';
import { planPromotion } from '../../promotion/planPromotion';
import { databaseNow } from '../../store/databaseNow';
import { getFreight } from '../../store/operations/freight/getFreight';
import { Previewer } from './commands/CommandContext';

/** A preview must be as fast as the promotion; one that hangs is given up. */
const TIMEOUT_MS = 60_000;

/** An id that no Promotion has, of the usual form, since branch names are made from it. */
const PREVIEW_ULID = '00000000000000000000000000';

/** Plans a promotion with the pipeline's own grants and steps, writing nothing. */
export function createPreviewer(options: {
  knex: Knex;
  steps: StepDefinition[];
  author: CommitIdentity;
  authority: AuthorityPort;
  logger: LoggerService;
  /** Of the app. */
  uiBaseUrl?: string;
}): Previewer {
  const { knex, authority } = options;
  const planning = { ...options, withRendered: true };
  return async (pipeline, snapshot, freight, caller) => {
    const { stage, entityRef, project } = snapshot;
    const now = await databaseNow(knex);
    const collection = startCollection(snapshot, {
      freight: freight.id,
      origin: originOf(freight.warehouse),
    });
    const plan = await planPromotion(planning, {
      promotion: {
        id: `${stage.name}.${PREVIEW_ULID}.${freight.id.slice(0, 7)}`,
        pipelineId: pipeline.id,
        entityRef,
        project,
        stage: stage.name,
        freight: freight.id,
        origin: originOf(freight.warehouse),
        collection,
        phase: 'Running',
        createdBy: caller.actor,
        createdAt: now.toISOString(),
        rollback: false,
        shard: stage.shard,
        vars: stage.vars,
        steps: stage.steps,
        stepStates: [],
        healthChecks: [],
        gates: [],
      },
      freight: await getFreight(knex, {
        pipelineId: pipeline.id,
        ids: Object.values(collection),
      }),
      ports: authority.portsFor(
        { pipelineId: pipeline.id, entity: pipeline.entity, project },
        stage.name,
      ),
      values: authority.valuesFor({
        pipelineId: pipeline.id,
        entity: pipeline.entity,
        project,
      }),
      now,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      logger: options.logger,
    });
    const { hash, steps, files, rendered, unknowns, error } = plan;
    return { hash, steps, files, rendered, unknowns, error };
  };
}
