import {
  JsonObject,
  normalizeGitUrl,
} from '@waybill/backstage-plugin-waybill-common';
import {
  Application,
  ApplicationSource,
  GitStart,
  StepPorts,
  WorkTree,
} from '@waybill/backstage-plugin-waybill-node';
import { renderSource } from '../rendering/renderSource';
import { Manifest, splitManifests } from '../rendering/splitManifests';
import { ArgocdSourceUpdate } from '../steps/argocdConfig';
import { sourcesOf, updateSources } from '../steps/updateSources';
import { createWorkspace } from '../workspace/createWorkspace';
import { RecordingWorkTree } from '../workspace/RecordingWorkTree';

/** What rendering needs. */
export interface RenderContext {
  /** Of the plan. */
  effects: JsonObject[];
  /** That the plan has opened, as it left them. */
  trees: RecordingWorkTree[];
  ports: Pick<StepPorts, 'argo' | 'git' | 'tools'>;
  signal: AbortSignal;
}

/** The manifests of one source of an Application, before and after. */
export interface RenderedSource {
  index: number;
  source: ApplicationSource;
  /** The commit that `before` was rendered from; undefined: the newest one. */
  base: string | undefined;
  before: Manifest[];
  after: Manifest[];
}

/**
 * Renders those sources of an Application that change, from the files before and after. Throws with a sentence for what only Argo CD
 * can do.
 *
 * @param updates - what the plan writes into the Application
 */
export async function renderChange(
  context: RenderContext,
  application: Application,
  updates: ArgocdSourceUpdate[],
): Promise<RenderedSource[]> {
  const before = sourcesOf(application);
  const after = [...before];
  for (const { index, source } of updateSources(application, updates).sources) {
    after[index] = source;
  }
  const changed: RenderedSource[] = [];
  for (const [index, source] of before.entries()) {
    // A source that others only take values from.
    if (source.ref && source.path === undefined && !source.chart) {
      continue;
    }
    const tree = await findTree(context, source, after[index]);
    if (!tree && JSON.stringify(source) === JSON.stringify(after[index])) {
      continue;
    }
    const start = tree ? await beforeOf(context, tree) : undefined;
    changed.push({
      index,
      source,
      base: tree?.base,
      before: await manifests(context, application, source, start),
      after: await manifests(context, application, after[index], tree),
    });
  }
  return changed;
}

/** A source as it was at another commit. */
export async function renderAt(
  context: RenderContext,
  application: Application,
  source: ApplicationSource,
  commit: string,
): Promise<Manifest[]> {
  const { ports, signal } = context;
  const { repoURL } = source;
  const tree = await ports.git.open({ repoURL, start: { commit }, signal });
  return manifests(context, application, source, tree);
}

/** The tree that ends where the source looks; undefined: the plan changes nothing there. */
async function findTree(
  { trees, effects, ports, signal }: RenderContext,
  source: ApplicationSource,
  after: ApplicationSource,
): Promise<RecordingWorkTree | undefined> {
  const repoURL = normalizeGitUrl(source.repoURL);
  const changed = trees.filter(
    tree =>
      normalizeGitUrl(tree.repoURL) === repoURL && tree.committed().length > 0,
  );
  if (changed.length === 0) {
    return undefined;
  }
  const { targetRevision = 'HEAD' } = source;
  const branch =
    targetRevision === 'HEAD' || targetRevision === ''
      ? (await ports.git.resolve({ repoURL: source.repoURL, signal }))?.branch
      : targetRevision.replace(/^refs\/heads\//, '');
  const pushedTo = (tree: RecordingWorkTree) =>
    effects.flatMap(effect =>
      typeof effect.repoURL === 'string' &&
      typeof effect.branch === 'string' &&
      normalizeGitUrl(effect.repoURL) === repoURL &&
      Array.isArray(effect.files) &&
      effect.files.some(file =>
        tree
          .committed()
          .some(change => change.path === (file as JsonObject).path),
      )
        ? [effect.branch]
        : [],
    );
  return (
    changed.find(tree => tree.branch === branch) ??
    changed.find(tree => pushedTo(tree).includes(branch ?? '')) ??
    // It is pointed to the commit itself.
    (after.targetRevision === source.targetRevision
      ? undefined
      : changed.at(-1))
  );
}

function beforeOf(
  { ports, signal }: RenderContext,
  { repoURL, base }: WorkTree,
): Promise<WorkTree> {
  const start: GitStart = base ? { commit: base } : { orphan: 'preview' };
  return ports.git.open({ repoURL, start, signal });
}

async function manifests(
  { ports, signal }: RenderContext,
  application: Application,
  source: ApplicationSource,
  tree: WorkTree | undefined,
): Promise<Manifest[]> {
  const { repoURL, targetRevision = 'HEAD' } = source;
  const workspace = createWorkspace();
  if (!source.chart) {
    workspace.mount(
      '.',
      tree ??
        (await ports.git.open({
          repoURL,
          start:
            targetRevision === 'HEAD' || targetRevision === ''
              ? { defaultBranch: true }
              : { branch: targetRevision },
          signal,
        })),
    );
  }
  return splitManifests(
    await renderSource({
      tools: ports.tools,
      signal,
      workspace,
      source,
      namespace: application.spec.destination.namespace ?? 'default',
      application: application.metadata.name,
    }),
  );
}
