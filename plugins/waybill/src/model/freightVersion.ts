import { FreightView } from '@waybill/backstage-plugin-waybill-common';

const SHORT_COMMIT = 7;
const MOST_NAMES = 2;

/**
 * What people call Freight: its images' tags, else its charts' versions, else its short commits.
 */
export function freightVersion(
  freight: Pick<FreightView, 'alias' | 'images' | 'charts' | 'commits'>,
): string {
  const names =
    [
      freight.images.map(image => image.tag || image.digest.slice(0, 14)),
      freight.charts.map(chart => chart.version),
      freight.commits.map(
        commit => commit.tag ?? commit.id.slice(0, SHORT_COMMIT),
      ),
    ].find(kind => kind.length > 0) ?? [];
  const distinct = [...new Set(names)];
  if (distinct.length === 0) return freight.alias;
  const rest = distinct.length - MOST_NAMES;
  const shown = distinct.slice(0, MOST_NAMES).join(' · ');
  return rest > 0 ? `${shown} +${rest}` : shown;
}
