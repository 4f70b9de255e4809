import { Setback } from '../model/Setback';
import { PromotionBrief } from '../model/StageSnapshot';
import { StageHistoryEntry } from '../model/StageState';
import { compareText } from './compareText';

/**
 * Why Freight is not to be urged upon a Stage; undefined: nothing speaks against it. It may be promoted all the same.
 *
 * @remarks The newest that happened to it there counts: Freight that came back after a rollback has no setback any more, nor has one
 * whose Promotion is under way or was aborted by a person.
 * @param history - newest first
 * @param promotions - of the Stage, in any order
 * @public
 */
export function setbackOf(
  freight: string,
  history: readonly StageHistoryEntry[],
  promotions: readonly PromotionBrief[],
): Setback | undefined {
  const newest = promotions
    .filter(it => it.freight === freight)
    .sort((a, b) => compareText(b.id, a.id))[0];
  if (newest && newest.phase !== 'Succeeded') {
    return failureOf(newest, promotions);
  }
  return rollbackFrom(freight, history);
}

function failureOf(
  promotion: PromotionBrief,
  promotions: readonly PromotionBrief[],
): Setback | undefined {
  const { id, phase, finishedAt, collection, origin } = promotion;
  // One that never started has not been tried.
  const hasFailed = phase === 'Failed' || phase === 'Errored';
  if (!hasFailed || !collection || !finishedAt) {
    return undefined;
  }
  const back = promotions
    .filter(it => it.rollback && it.origin === origin && it.finishedAt)
    .filter(it => it.phase === 'Succeeded' && compareText(it.id, id) > 0)
    .sort((a, b) => compareText(a.id, b.id))[0];
  return back?.finishedAt
    ? { kind: 'RolledBack', promotion: back.id, at: back.finishedAt }
    : { kind: 'Failed', promotion: id, at: finishedAt };
}

function rollbackFrom(
  freight: string,
  history: readonly StageHistoryEntry[],
): Setback | undefined {
  for (const [index, entry] of history.entries()) {
    if (entry.freight === freight) {
      return undefined;
    }
    const origin = Object.keys(entry.collection).find(
      it => entry.collection[it] === entry.freight,
    );
    const before =
      origin !== undefined &&
      history.slice(index + 1).find(it => it.collection[origin] !== undefined)
        ?.collection[origin];
    if (entry.rollback && before === freight) {
      return { kind: 'RolledBack', promotion: entry.promotion, at: entry.at };
    }
  }
  return undefined;
}
