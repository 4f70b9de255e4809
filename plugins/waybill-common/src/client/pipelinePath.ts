import { parseEntityRef } from '@backstage/catalog-model';

/** Where an entity's pipeline is in the API. */
export function pipelinePath(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const parts = [kind, namespace, name].map(part =>
    encodeURIComponent(part.toLocaleLowerCase('en-US')),
  );
  return `/pipelines/${parts.join('/')}`;
}
