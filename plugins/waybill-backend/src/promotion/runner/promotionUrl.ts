import { parseEntityRef } from '@backstage/catalog-model';

/**
 * The page of a Promotion: the tab of its entity, where the frontend plugin and its README put it.
 *
 * @param uiBaseUrl - of the app; undefined: nobody knows where it is
 */
export function promotionUrl(
  uiBaseUrl: string | undefined,
  { id, entityRef }: { id: string; entityRef: string },
): string | undefined {
  if (!uiBaseUrl) {
    return undefined;
  }
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const path = ['catalog', namespace, kind, name, 'freight', 'promotions', id]
    .map(encodeURIComponent)
    .join('/');
  return `${uiBaseUrl.replace(/\/+$/, '')}/${path}`;
}
