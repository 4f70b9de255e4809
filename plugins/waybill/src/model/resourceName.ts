import { RenderedResourceView } from '@waybill/backstage-plugin-waybill-common';

/** `Deployment / shop / web` */
export function resourceName({
  kind,
  namespace,
  name,
}: Pick<RenderedResourceView, 'kind' | 'namespace' | 'name'>): string {
  return [kind, namespace, name].filter(Boolean).join(' / ');
}
