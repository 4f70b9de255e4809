import {
  Freight,
  freightId,
  originOf,
} from '@waybill/backstage-plugin-waybill-common';
import { DiscoveredArtifacts } from '../ports';

/** Freight that has no alias yet; it gets one that is free when it is stored. */
export type UnnamedFreight = Omit<Freight, 'alias'>;

/**
 * The Freight that a look at a Warehouse makes: the first choice of every subscription. Undefined while any of them
 * has found nothing.
 */
export function assembleFreight(
  warehouse: string,
  discovered: DiscoveredArtifacts,
): UnnamedFreight | undefined {
  const contents = {
    images: discovered.subscriptions.flatMap(it =>
      it.kind === 'image' ? it.images.slice(0, 1) : [],
    ),
    commits: discovered.subscriptions.flatMap(it =>
      it.kind === 'git' ? it.commits.slice(0, 1) : [],
    ),
    charts: discovered.subscriptions.flatMap(it =>
      it.kind === 'chart' ? it.charts.slice(0, 1) : [],
    ),
  };
  const found =
    contents.images.length + contents.commits.length + contents.charts.length;
  if (found === 0 || found < discovered.subscriptions.length) {
    return undefined;
  }
  return {
    id: freightId(originOf(warehouse), contents),
    warehouse,
    createdAt: discovered.discoveredAt,
    ...contents,
  };
}
