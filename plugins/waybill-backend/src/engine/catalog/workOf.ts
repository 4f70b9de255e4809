import { Knex } from 'knex';
import { getPipeline } from '../../store/operations/pipelines/getPipeline';
import { listPromotions } from '../../store/operations/promotions/listPromotions';
import { WorkItemKey } from '../../store/WorkItem';

/** More than one Promotion per Stage cannot run, so this is enough for a pipeline of so many Stages. */
const RUNNING_LIMIT = 500;

/** Everything of a pipeline that has to be looked at when its definition or its entity changes. */
export async function workOf(
  tx: Knex,
  pipelineId: string,
): Promise<WorkItemKey[]> {
  const pipeline = await getPipeline(tx, { id: pipelineId });
  const unfinished = await listPromotions(tx, {
    pipelineId,
    unfinished: true,
    limit: RUNNING_LIMIT,
  });
  const { warehouses = [], stages = [] } = pipeline?.definition ?? {};
  return [
    ...warehouses.map(({ name }) => ({
      kind: 'warehouse' as const,
      pipelineId,
      name,
    })),
    ...stages.map(({ name }) => ({ kind: 'stage' as const, pipelineId, name })),
    ...unfinished.items
      .filter(it => it.phase === 'Running')
      .map(({ id }) => ({ kind: 'promotion' as const, pipelineId, name: id })),
  ];
}
