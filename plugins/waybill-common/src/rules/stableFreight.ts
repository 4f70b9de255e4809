import { FreightOrigin } from '../model/Freight';
import { StageSnapshot } from '../model/StageSnapshot';
import { rolledBackFrom } from './rolledBackFrom';

/**
 * The Freight of one origin that a Stage is known to have run well: the newest that ran and was verified here, is not rejected, and was
 * not itself rolled back from, by a person or by itself. Undefined: there is none.
 *
 * @param failed - Freight that has just failed, whatever it did before
 */
export function stableFreight(
  snapshot: Pick<StageSnapshot, 'stage' | 'state' | 'history' | 'freight'>,
  origin: FreightOrigin,
  failed: string,
): string | undefined {
  const { stage, state, history } = snapshot;
  const byId = new Map(snapshot.freight.map(it => [it.id, it]));
  const replaced = rolledBackFrom(history);
  const ruledOut = new Set([
    failed,
    ...(state.rolledAwayFrom ?? []).map(it => it.freight),
  ]);
  for (const { collection, freight: id, promotion, verified } of history) {
    // Entries of other origins only carry this one over. Of each Freight its newest run counts.
    if (collection[origin] !== id || ruledOut.has(id)) {
      continue;
    }
    ruledOut.add(id);
    const freight = byId.get(id);
    if (
      freight &&
      !freight.status.rejected &&
      (verified || freight.status.verifiedIn[stage.name]) &&
      !replaced.has(promotion)
    ) {
      return id;
    }
  }
  return undefined;
}
