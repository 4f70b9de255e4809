import {
  HistoryItem,
  StageHistoryEntry,
} from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { getFreight } from '../../store/operations/freight/getFreight';
import { toFreightView } from '../views/toFreightView';

/** What a Stage ran, with what it was: old Freight is on no other page that a person has open. */
export async function toHistoryItems(
  knex: Knex,
  pipelineId: string,
  entries: StageHistoryEntry[],
): Promise<HistoryItem[]> {
  const ids = entries.map(it => it.freight);
  const freight = await getFreight(knex, { pipelineId, ids });
  const contents = new Map(freight.map(it => [it.id, toFreightView(it)]));
  return entries.map(entry => {
    const content = contents.get(entry.freight);
    return content ? { ...entry, content } : entry;
  });
}
