import { FreightOrigin, FreightWithStatus } from '../model/Freight';
import {
  CurrentFreight,
  StageHistoryEntry,
  StageState,
} from '../model/StageState';

/**
 * The Freight that a rollback without a choice brings back; undefined: there is none.
 *
 * @remarks If the last Promotion did not succeed, what runs now, again. Otherwise the Freight that ran here most
 * recently before it, was verified here, is not rejected, and was not itself rolled back from.
 * @param options - `origin`: needed where the Stage takes several, else that of the last Promotion; `history`: newest
 * first; `freight`: all that the history names; `rolledBackFrom`: Promotions whose Freight a rollback has replaced
 * @public
 */
export function rollbackTarget(options: {
  stage: string;
  origin?: FreightOrigin;
  history: StageHistoryEntry[];
  lastPromotion: StageState['lastPromotion'];
  current: CurrentFreight[];
  freight: Pick<FreightWithStatus, 'id' | 'warehouse' | 'status'>[];
  rolledBackFrom: ReadonlySet<string>;
}): string | undefined {
  const { stage, history, lastPromotion, current, rolledBackFrom } = options;
  const byId = new Map(options.freight.map(it => [it.id, it]));
  const origin = options.origin ?? impliedOrigin(current, lastPromotion);
  if (!origin) {
    return undefined;
  }
  const running = current.find(it => it.origin === origin)?.freight;
  const isRejected = (id: string) =>
    byId.get(id)?.status.rejected !== undefined;

  if (
    running &&
    lastPromotion &&
    lastPromotion.phase !== 'Succeeded' &&
    !isRejected(running)
  ) {
    return running;
  }
  const seen = new Set<string | undefined>([running]);
  for (const entry of history) {
    const id = entry.collection[origin];
    // Entries of other origins only carry this one over. Of each Freight its newest run counts.
    if (!id || entry.freight !== id || seen.has(id)) {
      continue;
    }
    seen.add(id);
    const verified =
      entry.verified || byId.get(id)?.status.verifiedIn[stage] !== undefined;
    if (
      byId.has(id) &&
      verified &&
      !isRejected(id) &&
      !rolledBackFrom.has(entry.promotion)
    ) {
      return id;
    }
  }
  return undefined;
}

function impliedOrigin(
  current: CurrentFreight[],
  lastPromotion: StageState['lastPromotion'],
): FreightOrigin | undefined {
  if (current.length === 1) {
    return current[0].origin;
  }
  return Object.entries(lastPromotion?.collection ?? {}).find(
    ([, freight]) => freight === lastPromotion?.freight,
  )?.[0];
}
