import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  parseLocationRef,
} from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { resolve } from 'node:path';
import { repositoryOf } from './repositoryOf';

/** Where entities come from, as far as it decides whether the platform vouches for their place. */
export interface Origins {
  /** Of `catalog.locations`, as location refs. */
  configured: ReadonlySet<string>;
  /** Of locations that a person registered, as location refs. */
  registered: ReadonlySet<string>;
}

/** Location refs of `catalog.locations`, as the catalog writes them into annotations. */
export function configuredLocations(config: Config): Set<string> {
  return new Set(
    (config.getOptionalConfigArray('catalog.locations') ?? []).map(location => {
      const type = location.getString('type');
      const target = location.getString('target');
      return `${type}:${type === 'file' ? resolve(target) : target}`;
    }),
  );
}

/**
 * The repository of the file that the catalog read an entity from, if a configured location or a provider led there.
 *
 * @remarks Both annotations are set by the catalog and overwrite what a file says; `source-location` is not and is not looked at.
 * A location that a person registered proves nothing: anyone may register anything that can be read.
 */
export function ownRepository(
  entity: Entity,
  origins: Origins,
  integrations: ScmIntegrationRegistry,
): string | undefined {
  const annotations = entity.metadata.annotations ?? {};
  const origin = annotations[ANNOTATION_ORIGIN_LOCATION];
  const location = annotations[ANNOTATION_LOCATION];
  const vouched =
    origin !== undefined &&
    (origins.configured.has(origin) || !origins.registered.has(origin));
  if (!vouched || !location) {
    return undefined;
  }
  try {
    const { type, target } = parseLocationRef(location);
    return type === 'url'
      ? repositoryOf(target, integrations)?.repositoryUrl
      : undefined;
  } catch {
    return undefined;
  }
}
