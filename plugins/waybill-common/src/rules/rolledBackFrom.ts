import { StageHistoryEntry } from '../model/StageState';

/**
 * The Promotions whose Freight a rollback has replaced, by their ids.
 *
 * @remarks A Stage runs one Freight of each origin, so what a rollback replaced is what ran of its own origin before it,
 * and that may have come long before the entry beneath it: entries of other origins only carry it over.
 * @param history - newest first
 * @public
 */
export function rolledBackFrom(history: StageHistoryEntry[]): Set<string> {
  const replaced = new Set<string>();
  history.forEach(({ rollback, freight, collection }, index) => {
    const origin = Object.keys(collection).find(
      it => collection[it] === freight,
    );
    if (!rollback || origin === undefined) return;
    const older = history.slice(index + 1);
    const before = older.find(it => it.collection[origin] !== undefined)
      ?.collection[origin];
    const brought = older.find(it => it.freight === before);
    if (before !== freight && brought) replaced.add(brought.promotion);
  });
  return replaced;
}
