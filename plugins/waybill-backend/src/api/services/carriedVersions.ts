import { Freight } from '@waybill/backstage-plugin-waybill-common';

/** What people call Freight by: tags of its images and commits, versions of its charts. */
export function carriedVersions(
  freight: Pick<Freight, 'images' | 'charts' | 'commits'>,
): string[] {
  const names = [
    ...freight.images.map(image => image.tag),
    ...freight.charts.map(chart => chart.version),
    ...freight.commits.map(commit => commit.tag),
  ];
  return [...new Set(names.flatMap(name => name || []))];
}
