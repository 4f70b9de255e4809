import { Application } from '@waybill/backstage-plugin-waybill-node';

/** What the last comparison saw of each source. */
export function observedRevisions({ spec, status }: Application): string[] {
  const { revision, revisions } = status?.sync ?? {};
  if (spec.sources?.length) {
    return revisions ?? [];
  }
  return revision ? [revision] : [];
}
