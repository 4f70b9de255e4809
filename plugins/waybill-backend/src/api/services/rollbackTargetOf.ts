import {
  rollbackTarget,
  rolledBackFrom,
  StageHistoryEntry,
  StageSnapshot,
} from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { getFreight } from '../../store/operations/freight/getFreight';

/**
 * The Freight that a rollback without a choice brings back, of one origin; undefined: none.
 *
 * @param history - `listRecentHistory` of the Stage
 */
export async function rollbackTargetOf(
  knex: Knex,
  pipelineId: string,
  snapshot: StageSnapshot,
  history: StageHistoryEntry[],
  origin?: string,
): Promise<string | undefined> {
  const { state, stage } = snapshot;
  const ids = new Set(history.flatMap(it => Object.values(it.collection)));
  state.current.forEach(it => ids.add(it.freight));
  return rollbackTarget({
    stage: stage.name,
    origin,
    history,
    lastPromotion: state.lastPromotion,
    current: state.current,
    freight: await getFreight(knex, { pipelineId, ids: [...ids] }),
    rolledBackFrom: rolledBackFrom(history),
  });
}
