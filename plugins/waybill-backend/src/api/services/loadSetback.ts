import {
  setbackOf,
  SetbackView,
  StageHistoryEntry,
  StageSnapshot,
} from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { getPromotion } from '../../store/operations/promotions/getPromotion';

/** What went wrong with Freight in a Stage before, with who did it and why; undefined: nothing. */
export async function loadSetback(
  knex: Knex,
  freight: string,
  { promotions }: StageSnapshot,
  history: StageHistoryEntry[],
): Promise<SetbackView | undefined> {
  const setback = setbackOf(freight, history, promotions);
  const promotion =
    setback && (await getPromotion(knex, { id: setback.promotion }));
  return (
    promotion && {
      ...setback,
      by: promotion.createdBy,
      reason: promotion.reason ?? null,
    }
  );
}
