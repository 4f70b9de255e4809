import { FreightView } from '@waybill/backstage-plugin-waybill-common';

/**
 * The line of Freight as far as it is known, newest first, each once: what was answered before, beyond the newest page, stays. What is as new
 * as that page and no longer on it is gone.
 *
 * @param known - what was answered before
 * @param newest - the first page, as it is now
 * @param isAll - whether there is nothing beyond that page
 */
export function joinFreight(
  known: FreightView[],
  newest: FreightView[],
  isAll: boolean,
): FreightView[] {
  const last = newest[newest.length - 1];
  const beyond = isAll || !last ? [] : known.filter(it => byAge(it, last) > 0);
  const byId = new Map([...beyond, ...newest].map(one => [one.id, one]));
  return [...byId.values()].sort(byAge);
}

function byAge(a: FreightView, b: FreightView): number {
  return b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id);
}
