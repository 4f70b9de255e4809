import { posix } from 'path';
import { Application, ApplicationSource } from '../Application';
import { KubeObject } from '../KubeObject';
import { GitTree, openGitTree } from './GitTree';
import { parseImageOverride } from './overrideImage';
import { parseManifests } from './parseManifests';
import { kustomizationIn, renderKustomize } from './renderKustomize';
import { renderHelm } from './renderHelm';

export interface Rendered {
  /** Commit of each source, in their order. */
  revisions: string[];
  sourceTypes: string[];
  objects: KubeObject[];
}

/** Where a repository named in an Application lies on this disk; undefined: unknown. */
export type ResolveRepository = (repoURL: string) => string | undefined;

export function sourcesOf(spec: Application['spec']): ApplicationSource[] {
  return spec.sources?.length
    ? spec.sources
    : [spec.source].filter((one): one is ApplicationSource => !!one);
}

/** What Git says the Application should be. Throws what Argo CD would put into a ComparisonError. */
export async function renderApplication(
  application: Application,
  resolveRepository: ResolveRepository,
  /** Instead of the sources' `targetRevision`. */
  revisions: (string | undefined)[] = [],
): Promise<Rendered> {
  const { metadata, spec } = application;
  const sources = sourcesOf(spec);
  if (sources.length === 0) {
    throw new Error('application has no source');
  }
  const trees: GitTree[] = [];
  const refs: Record<string, GitTree> = {};
  for (const [index, source] of sources.entries()) {
    const tree = await openSource(source, resolveRepository, revisions[index]);
    trees.push(tree);
    if (source.ref) {
      refs[source.ref] = tree;
    }
  }
  const rendered: Rendered = {
    revisions: trees.map(({ commit }) => commit),
    sourceTypes: [],
    objects: [],
  };
  for (const [index, source] of sources.entries()) {
    const { type, objects } = await renderSource(application, source, {
      tree: trees[index],
      refs,
    });
    rendered.sourceTypes.push(type);
    rendered.objects.push(...objects);
  }
  const namespace = spec.destination.namespace ?? metadata.namespace;
  for (const object of rendered.objects) {
    if (object.kind !== 'Namespace') {
      object.metadata.namespace ??= namespace;
    }
  }
  return rendered;
}

async function openSource(
  source: ApplicationSource,
  resolveRepository: ResolveRepository,
  revision: string | undefined,
): Promise<GitTree> {
  if (source.chart) {
    throw new Error(
      `source ${source.repoURL} is a chart repository, which the sandbox does not serve`,
    );
  }
  const repository = resolveRepository(source.repoURL);
  if (repository === undefined) {
    throw new Error(
      `failed to list refs: repository not found: ${source.repoURL}`,
    );
  }
  return openGitTree(repository, revision || source.targetRevision || 'HEAD');
}

async function renderSource(
  { metadata, spec }: Application,
  source: ApplicationSource,
  { tree, refs }: { tree: GitTree; refs: Record<string, GitTree> },
): Promise<{ type: string; objects: KubeObject[] }> {
  if (source.ref && !source.path) {
    return { type: '', objects: [] };
  }
  const folder = posix.normalize(source.path ?? '.').replace(/\/$/, '');
  const files = await tree.list(folder);
  if (files === undefined || folder.startsWith('..')) {
    throw new Error(
      `failed to generate manifest: ${source.path}: app path does not exist`,
    );
  }
  if (kustomizationIn(files)) {
    const images = (source.kustomize?.images ?? []).map(parseImageOverride);
    return {
      type: 'Kustomize',
      objects: await renderKustomize(tree, folder, images),
    };
  }
  if (files.includes('Chart.yaml')) {
    const objects = await renderHelm({
      tree,
      folder,
      source,
      refs,
      releaseName: metadata.name,
      namespace: spec.destination.namespace ?? '',
    });
    return { type: 'Helm', objects };
  }
  const objects: KubeObject[] = [];
  for (const name of files.filter(file => /\.(ya?ml|json)$/.test(file))) {
    const file = posix.join(folder, name);
    objects.push(...parseManifests((await tree.read(file)) ?? '', file));
  }
  return { type: 'Directory', objects };
}
