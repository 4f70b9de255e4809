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
import { AuthorizedApplicationState } from '../../governance/AuthorizedApplicationState';
import { ApplicationStatePort, AuthorityPort } from '../../ports';
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
  /** Nothing is checked in it yet. */
  state: ApplicationStatePort;
  logger: LoggerService;
  /** Of the app. */
  uiBaseUrl?: string;
}): Previewer {
  const { knex, authority } = options;
  return async (
    pipeline,
    snapshot,
    freight,
    caller,
    { rollback = false } = {},
  ) => {
    const { stage, entityRef, project } = snapshot;
    const now = await databaseNow(knex);
    const collection = startCollection(snapshot, {
      freight: freight.id,
      origin: originOf(freight.warehouse),
    });
    const ports = authority.portsFor(
      { pipelineId: pipeline.id, entity: pipeline.entity, project },
      stage.name,
    );
    const planning = {
      ...options,
      withApplications: true,
      state: new AuthorizedApplicationState(options.state, ports.argo),
    };
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
        rollback,
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
      ports,
      values: authority.valuesFor({
        pipelineId: pipeline.id,
        entity: pipeline.entity,
        project,
      }),
      now,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      logger: options.logger,
    });
    const { effects: _, ...view } = plan;
    return view;
  };
}
