import {
  rollbackTarget,
  rolledBackFrom,
  StageSnapshot,
} from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { getFreight } from '../../store/operations/freight/getFreight';
import { listHistory } from '../../store/operations/stages/listHistory';

/** How far back a rollback without a choice looks. */
const HISTORY = 50;

/** The Freight that a rollback without a choice brings back, of one origin; undefined: none. */
export async function rollbackTargetOf(
  knex: Knex,
  pipelineId: string,
  snapshot: StageSnapshot,
  origin?: string,
): Promise<string | undefined> {
  const { state, stage } = snapshot;
  const { items: history } = await listHistory(knex, {
    pipelineId,
    stage: stage.name,
    limit: HISTORY,
  });
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
