import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  Entity,
  parseLocationRef,
} from '@backstage/catalog-model';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { WAYBILL_PIPELINE_ANNOTATION } from '@waybill/backstage-plugin-waybill-common';
import { isAllowedUrl } from './isAllowedUrl';
import { repositoryOf } from './repositoryOf';
import { resolveLocalFile } from './resolveLocalFile';

/** What of the platform decides where a definition may be. */
export interface DefinitionPlaces {
  integrations: ScmIntegrationRegistry;
  /** `waybill.definitions.allow` */
  allow: readonly string[];
  /** `file:` is for development alone. */
  development: boolean;
}

/**
 * The address of an entity's definition: its annotation, relative to the entity's source as TechDocs does it.
 *
 * @remarks The annotation and `backstage.io/source-location` are written by whoever edits the entity, so neither may lead out of
 * the repository that the catalog read the entity from (`managed-by-location`, which the catalog sets itself). Only
 * `waybill.definitions.allow` opens other places.
 */
export function resolveDefinitionUrl(
  entity: Entity,
  places: DefinitionPlaces,
): { url: string } | { problem: string } {
  const annotations = entity.metadata.annotations ?? {};
  const reference = annotations[WAYBILL_PIPELINE_ANNOTATION]?.trim() ?? '';
  const managedBy = parsed(annotations[ANNOTATION_LOCATION]);
  if (!managedBy) {
    return {
      problem: `The entity has no usable ${ANNOTATION_LOCATION}, so "${reference}" is relative to nothing`,
    };
  }
  if (reference.startsWith('url:')) {
    return absolute(reference.slice('url:'.length), places);
  }
  if (reference.startsWith('file:') || managedBy.type === 'file') {
    return resolveLocalFile(
      reference.replace(/^file:/, ''),
      managedBy,
      places.development,
    );
  }
  if (
    reference.includes('//') ||
    !/^[^\s:?#%\\\p{C}][^:?#%\\\p{C}]*$/u.test(reference)
  ) {
    return {
      problem: `${WAYBILL_PIPELINE_ANNOTATION}: expected a path such as ./waybill.yaml, or url:…, found "${reference}"`,
    };
  }
  const source = parsed(annotations[ANNOTATION_SOURCE_LOCATION]) ?? managedBy;
  return relative(reference, source, managedBy, places);
}

function absolute(
  target: string,
  { integrations, allow }: DefinitionPlaces,
): { url: string } | { problem: string } {
  const url = URL.canParse(target) ? new URL(target) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) {
    return {
      problem: `${WAYBILL_PIPELINE_ANNOTATION}: expected url: and an https:// address without a user`,
    };
  }
  return isAllowedUrl(url.href, allow, integrations)
    ? { url: url.href }
    : {
        problem: `${WAYBILL_PIPELINE_ANNOTATION}: ${url.href} is not allowed by waybill.definitions.allow in the platform's configuration`,
      };
}

function relative(
  reference: string,
  source: { type: string; target: string },
  managedBy: { type: string; target: string },
  { integrations, allow }: DefinitionPlaces,
): { url: string } | { problem: string } {
  const home = repositoryOf(managedBy.target, integrations);
  const from = repositoryOf(source.target, integrations);
  if (managedBy.type !== 'url' || source.type !== 'url' || !home || !from) {
    return {
      problem: `${WAYBILL_PIPELINE_ANNOTATION}: "${reference}" is relative, but the entity comes from no repository of a configured integration (${managedBy.type}:${managedBy.target}); use url:…`,
    };
  }
  const url = integrations.resolveUrl({ url: reference, base: source.target });
  const found = repositoryOf(url, integrations);
  if (found?.repositoryUrl !== from.repositoryUrl || found.ref !== from.ref) {
    return {
      problem: `${WAYBILL_PIPELINE_ANNOTATION}: "${reference}" leads out of the repository; a relative path stays in it`,
    };
  }
  if (
    found.repositoryUrl !== home.repositoryUrl &&
    !isAllowedUrl(url, allow, integrations)
  ) {
    return {
      problem: `${WAYBILL_PIPELINE_ANNOTATION}: ${ANNOTATION_SOURCE_LOCATION} names ${found.repositoryUrl}, but the catalog read the entity from ${home.repositoryUrl}; reading the other is not allowed by waybill.definitions.allow in the platform's configuration`,
    };
  }
  return { url };
}

function parsed(ref: string | undefined) {
  try {
    return ref ? parseLocationRef(ref) : undefined;
  } catch {
    return undefined;
  }
}
