import {
  FreightWithStatus,
  PipelineState,
  PromotionBrief,
  StageDefinition,
  StageSnapshot,
  StageState,
} from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { AuthorityPort } from '../../ports';
import { getFreight } from '../../store/operations/freight/getFreight';
import { listFreight } from '../../store/operations/freight/listFreight';
import { listHeldLocks } from '../../store/operations/locks/listHeldLocks';
import { listPromotionBriefs } from '../../store/operations/promotions/listPromotionBriefs';
import { emptyStageState } from '../../store/operations/stages/emptyStageState';
import { listHistory } from '../../store/operations/stages/listHistory';
import { listStages } from '../../store/operations/stages/listStages';
import { PipelineRecord } from '../../store/PipelineRecord';
import { identityOf } from './identityOf';
import { platformGates } from './platformGates';

/** How much of each Warehouse's Freight a decision looks at, newest first; what runs or waits is seen anyway. */
const FREIGHT_LIMIT = 100;

/** How far back the last stable Freight is looked for, where something may be rolled back by itself. */
const HISTORY_LIMIT = 50;

/** All that decides what happens next on a Stage, read in one transaction. */
export async function loadStageSnapshot(
  tx: Knex,
  options: {
    authority: AuthorityPort;
    pipeline: PipelineRecord;
    stage: StageDefinition;
    /** As locked in this transaction; read if not given. */
    state?: StageState;
    /** Freight that is asked about, however old. */
    freight?: string[];
  },
): Promise<StageSnapshot> {
  const { authority, pipeline, stage } = options;
  const sources = stage.requestedFreight.flatMap(
    request => request.sources.stages,
  );
  const states = await listStages(tx, {
    pipelineId: pipeline.id,
    names: [...sources, ...(options.state ? [] : [stage.name])],
  });
  const state =
    options.state ?? states.get(stage.name) ?? emptyStageState(stage.name);
  const upstream = Object.fromEntries(
    sources.map(name => [name, states.get(name)?.current ?? []]),
  );
  const promotions = await listPromotionBriefs(tx, {
    pipelineId: pipeline.id,
    stage: stage.name,
  });
  const automaticRollback = authority.automaticRollback(
    identityOf(pipeline),
    stage,
  );
  const history = automaticRollback
    ? (
        await listHistory(tx, {
          pipelineId: pipeline.id,
          stage: stage.name,
          limit: HISTORY_LIMIT,
        })
      ).items
    : [];
  return {
    entityRef: pipeline.entityRef,
    project: pipeline.definition?.project ?? '',
    pipelineState: runningState(pipeline),
    stage,
    state,
    freight: await loadFreight(tx, pipeline, stage, [
      ...state.current.map(it => it.freight),
      ...Object.values(upstream).flatMap(list => list.map(it => it.freight)),
      ...unfinished(promotions).map(it => it.freight),
      ...history.map(it => it.freight),
      ...(options.freight ?? []),
    ]),
    upstream,
    promotions,
    promotionPolicies: pipeline.definition?.promotionPolicies ?? [],
    autoPromotionAllowed: authority.autoPromotionAllowed(
      identityOf(pipeline),
      stage,
    ),
    automaticRollback,
    history,
    heldLocks: await listHeldLocks(tx, {
      pipelineId: pipeline.id,
      groups: stage.queue?.lockGroups ?? [],
    }),
    platformGates: platformGates(authority, pipeline, stage),
  };
}

/** A definition that is broken or out of reach leaves the last good one running; only one that is gone stops it. */
function runningState(pipeline: PipelineRecord): PipelineState {
  return pipeline.state === 'orphaned' || !pipeline.definition
    ? pipeline.state
    : 'ok';
}

function unfinished(promotions: PromotionBrief[]): PromotionBrief[] {
  return promotions.filter(it => !it.finishedAt);
}

async function loadFreight(
  tx: Knex,
  pipeline: PipelineRecord,
  stage: StageDefinition,
  named: string[],
): Promise<FreightWithStatus[]> {
  const warehouses = stage.requestedFreight.map(it => it.origin.name);
  const found = new Map<string, FreightWithStatus>();
  for (const warehouse of new Set(warehouses)) {
    const page = await listFreight(tx, {
      pipelineId: pipeline.id,
      warehouse,
      limit: FREIGHT_LIMIT,
    });
    page.items.forEach(freight => found.set(freight.id, freight));
  }
  const missing = named.filter(id => !found.has(id));
  if (missing.length > 0) {
    const more = await getFreight(tx, {
      pipelineId: pipeline.id,
      ids: missing,
    });
    // What an upstream Stage runs of another Warehouse is none of this one's business.
    more
      .filter(freight => warehouses.includes(freight.warehouse))
      .forEach(freight => found.set(freight.id, freight));
  }
  return [...found.values()];
}
