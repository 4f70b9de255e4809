import { normalizeGitUrl } from '@waybill/backstage-plugin-waybill-common';
import {
  Application,
  ApplicationSource,
  StepFailure,
} from '@waybill/backstage-plugin-waybill-node';
import { ArgocdSourceUpdate } from './argocdConfig';

/** What an update comes to on one Application. */
export interface SourceUpdates {
  /** Revisions that a sync must reach, by source. */
  desired: { index: number; revision: string; repoURL: string }[];
  /** Sources that must be written first. */
  sources: { index: number; source: ApplicationSource }[];
}

/**
 * Finds the source each update is meant for. An update that matches none is refused, since its revision would never be checked.
 */
export function updateSources(
  application: Application,
  updates: readonly ArgocdSourceUpdate[],
): SourceUpdates {
  const sources = sourcesOf(application);
  const desired = new Map<number, { revision: string; repoURL: string }>();
  const changed = new Map<number, ApplicationSource>();
  for (const item of updates) {
    const matching = sources
      .map((source, index) => ({ source, index }))
      .filter(({ source }) => isMeant(source, item));
    if (matching.length === 0) {
      const found = sources
        .map(source => [source.repoURL, source.chart].filter(Boolean).join(' '))
        .join(', ');
      throw new StepFailure(
        `No source of the Argo CD Application "${
          application.metadata.name
        }" is ${[item.repoURL, item.chart].filter(Boolean).join(' ')}; it has ${
          found || 'none'
        }`,
      );
    }
    for (const { source, index } of matching) {
      if (item.desiredRevision) {
        desired.set(index, {
          revision: item.desiredRevision,
          repoURL: source.repoURL,
        });
      }
      const before = changed.get(index) ?? source;
      const after = applySource(before, item);
      if (JSON.stringify(after) !== JSON.stringify(before)) {
        changed.set(index, after);
      }
    }
  }
  return {
    desired: [...desired].map(([index, rest]) => ({ index, ...rest })),
    sources: [...changed].map(([index, source]) => ({ index, source })),
  };
}

export function sourcesOf(application: Application): ApplicationSource[] {
  const { source, sources } = application.spec;
  if (sources?.length) {
    return sources;
  }
  return source ? [source] : [];
}

/** The source with the update written into it. */
export function applySource(
  source: ApplicationSource,
  update: ArgocdSourceUpdate,
): ApplicationSource {
  const after = { ...source };
  if (update.updateTargetRevision && update.desiredRevision) {
    after.targetRevision = update.desiredRevision;
  }
  if (update.kustomize) {
    after.kustomize = {
      ...source.kustomize,
      images: update.kustomize.images.map(image => {
        const name = image.newName
          ? `${image.repoURL}=${image.newName}`
          : image.repoURL;
        return image.digest
          ? `${name}@${image.digest}`
          : `${name}:${image.tag ?? ''}`;
      }),
    };
  }
  if (update.helm) {
    const set = new Map(
      update.helm.images.map(({ key, value }) => [key, value] as const),
    );
    const kept = (source.helm?.parameters ?? []).map(parameter => {
      const value = set.get(parameter.name);
      set.delete(parameter.name);
      return value === undefined ? parameter : { ...parameter, value };
    });
    const added = [...set].map(([name, value]) => ({ name, value }));
    after.helm = { ...source.helm, parameters: [...kept, ...added] };
  }
  return after;
}

/** Charts by their exact address and name, Git repositories by their normalised address. */
export function isMeant(
  source: ApplicationSource,
  update: ArgocdSourceUpdate,
): boolean {
  if (source.chart || update.chart) {
    return source.chart === update.chart && source.repoURL === update.repoURL;
  }
  return normalizeGitUrl(source.repoURL) === normalizeGitUrl(update.repoURL);
}
