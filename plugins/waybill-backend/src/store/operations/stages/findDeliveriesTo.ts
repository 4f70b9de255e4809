import { Knex } from 'knex';
import { WorkItemKey } from '../../WorkItem';

/** How many names go into one query. */
const NAMES_PER_QUERY = 20;

/**
 * The Stages whose health depends on an Application, and the running Promotions that have to do with it, as work items.
 *
 * @remarks By the Application's name in their health checks and records, wherever it stands there: a look too many does
 * no harm.
 */
export async function findDeliveriesTo(
  tx: Knex,
  options: { applications: string[] },
): Promise<WorkItemKey[]> {
  const found: WorkItemKey[] = [];
  for (let i = 0; i < options.applications.length; i += NAMES_PER_QUERY) {
    // As a whole JSON string. Names of Kubernetes have no wildcard of LIKE in them.
    const patterns = options.applications
      .slice(i, i + NAMES_PER_QUERY)
      .filter(name => /^[a-z0-9.-]+$/.test(name))
      .map(name => `%"${name}"%`);
    const mentions = (columns: string[]) => (query: Knex.QueryBuilder) => {
      for (const column of columns) {
        patterns.forEach(pattern => query.orWhere(column, 'like', pattern));
      }
    };
    if (patterns.length === 0) {
      continue;
    }
    const stages = await tx('stages')
      .select('pipeline_id', 'name')
      .where(mentions(['state_json']));
    const promotions = await tx('promotions')
      .distinct('promotions.pipeline_id', 'promotions.id')
      .join('promotion_steps', 'promotion_steps.promotion_id', 'promotions.id')
      .where('promotions.phase', 'Running')
      .andWhere(
        mentions([
          'promotion_steps.record_json',
          'promotions.health_checks_json',
          'promotions.steps_json',
        ]),
      );
    found.push(
      ...stages.map(row => ({
        kind: 'stage' as const,
        pipelineId: row.pipeline_id,
        name: row.name,
      })),
      ...promotions.map(row => ({
        kind: 'promotion' as const,
        pipelineId: row.pipeline_id,
        name: row.id,
      })),
    );
  }
  return found;
}
