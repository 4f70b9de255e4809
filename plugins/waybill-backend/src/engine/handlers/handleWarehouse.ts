import { toError } from '@backstage/errors';
import { WarehouseDefinition } from '@waybill/backstage-plugin-waybill-common';
import {
  discoverWarehouse,
  WarehouseFindings,
} from '../../discovery/discoverWarehouse';
import { assembleFreight } from '../../freight/assembleFreight';
import { appendAudit } from '../../store/operations/audit/appendAudit';
import { insertFreight } from '../../store/operations/freight/insertFreight';
import { getPipeline } from '../../store/operations/pipelines/getPipeline';
import { listWarehouses } from '../../store/operations/warehouses/listWarehouses';
import { saveWarehouse } from '../../store/operations/warehouses/saveWarehouse';
import { PipelineRecord } from '../../store/PipelineRecord';
import { EngineConfig } from '../EngineConfig';
import { Handler, WorkTurn } from '../Handler';
import { identityOf } from '../stages/identityOf';
import { EngineTransaction, transact } from '../transact';

/** Who makes Freight when a Warehouse does. */
const DISCOVERY = { type: 'policy', ref: 'discovery' } as const;

/**
 * A look at one Warehouse: what is there, and is it new Freight? A look that fails is put down with its sentence, and
 * tried again later; what the last good look found stays.
 */
export const handleWarehouse: Handler = async turn => {
  const { item, context, signal } = turn;
  const pipelineId = item.pipelineId ?? '';
  const pipeline = await getPipeline(context.knex, { id: pipelineId });
  const warehouse = definedIn(pipeline, item.name);
  if (!pipeline || !warehouse || pipeline.state === 'orphaned') {
    return {}; // Its definition brings the work item back.
  }
  let findings: WarehouseFindings;
  try {
    findings = await look(turn, pipeline, warehouse);
  } catch (error) {
    signal.throwIfAborted();
    await transact(context, item, ({ tx, now }) =>
      saveWarehouse(tx, {
        pipelineId,
        name: warehouse.name,
        error: toError(error).message,
        now,
      }),
    );
    throw error;
  }
  await transact(context, item, async transaction => {
    const { tx, now } = transaction;
    await saveWarehouse(tx, {
      pipelineId,
      name: warehouse.name,
      ...findings,
      now,
    });
    if (warehouse.freightCreationPolicy === 'Automatic') {
      await createFreight(transaction, pipelineId, warehouse.name, findings);
    }
  });
  return { afterSeconds: intervalOf(warehouse, context.config) };
};

function definedIn(
  pipeline: PipelineRecord | undefined,
  name: string,
): WarehouseDefinition | undefined {
  return pipeline?.definition?.warehouses.find(it => it.name === name);
}

async function look(
  { item, context, signal }: WorkTurn,
  pipeline: PipelineRecord,
  warehouse: WarehouseDefinition,
): Promise<WarehouseFindings> {
  const { authority, registry, gitHistory, charts } = context.ports;
  const identity = identityOf(pipeline);
  const [previous] = await listWarehouses(context.knex, {
    pipelineId: pipeline.id,
    name: item.name,
  });
  return discoverWarehouse({
    warehouse,
    pipelineId: pipeline.id,
    previous,
    registry,
    gitHistory,
    charts,
    mayRead: ({ kind, repoURL }) =>
      authority.projectProblem(identity.entity, identity.project) ??
      // Chart repositories are not granted, as registries are not; where they may be is said by `waybill.registries`.
      (kind === 'chart' ? undefined : authority.mayRead(identity, repoURL)),
    now: await context.clock.now(context.knex),
    signal,
  });
}

/** Makes Freight of what was found, if the pipeline has none like it, and has the Stages looked at that request it. */
async function createFreight(
  { tx, now, poke }: EngineTransaction,
  pipelineId: string,
  warehouse: string,
  { artifacts }: WarehouseFindings,
): Promise<void> {
  const assembled = assembleFreight(warehouse, artifacts);
  const freight =
    assembled && (await insertFreight(tx, { pipelineId, freight: assembled }));
  if (!freight) {
    return;
  }
  await appendAudit(tx, {
    pipelineId,
    now,
    entry: {
      actor: DISCOVERY,
      action: 'freight.created',
      subject: freight.id,
      detail: { alias: freight.alias, warehouse },
    },
  });
  const pipeline = await getPipeline(tx, { id: pipelineId });
  const stages = pipeline?.definition?.stages ?? [];
  poke(
    ...stages
      .filter(stage =>
        stage.requestedFreight.some(it => it.origin.name === warehouse),
      )
      .map(stage => ({
        kind: 'stage' as const,
        pipelineId,
        name: stage.name,
      })),
  );
}

/** What the file asks for, within what the platform allows. */
export function intervalOf(
  { intervalSeconds }: WarehouseDefinition,
  config: EngineConfig,
): number {
  return Math.max(
    config.minWarehouseIntervalSeconds,
    Math.min(intervalSeconds, config.maxWarehouseIntervalSeconds),
  );
}
