import { isError } from '@backstage/errors';
import {
  JsonObject,
  normalizeGitUrl,
  RenderedApplicationView,
} from '@waybill/backstage-plugin-waybill-common';
import {
  Application,
  ApplicationRef,
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
import { diffManifests } from './diffManifests';

/** More are a fleet, and rendering all of it no preview. */
const MOST_APPLICATIONS = 20;
const MOST_RESOURCES = 500;

type Ports = Pick<StepPorts, 'argo' | 'git' | 'tools'>;

/**
 * How the manifests of the Applications that a plan updates would change, by rendering their sources from the files before and after.
 *
 * @param options.effects - of the plan
 * @param options.trees - that the plan has opened, as it left them
 */
export async function renderedDiffs(options: {
  effects: JsonObject[];
  trees: RecordingWorkTree[];
  ports: Ports;
  signal: AbortSignal;
}): Promise<RenderedApplicationView[]> {
  const updates = options.effects
    .filter(effect => effect.type === 'argocd-update')
    .slice(0, MOST_APPLICATIONS) as unknown as {
    application: ApplicationRef;
    sources: ArgocdSourceUpdate[];
  }[];
  const views: RenderedApplicationView[] = [];
  for (const { application: ref, sources } of updates) {
    const view = { application: ref.name, namespace: ref.namespace };
    try {
      const resources = await diffApplication(options, ref, sources);
      views.push({
        ...view,
        resources: resources.slice(0, MOST_RESOURCES),
        notRendered:
          resources.length > MOST_RESOURCES
            ? `only ${MOST_RESOURCES} of ${resources.length} changed resources are shown`
            : null,
      });
    } catch (error) {
      options.signal.throwIfAborted();
      views.push({
        ...view,
        resources: [],
        notRendered: isError(error) ? error.message : String(error),
      });
    }
  }
  return views;
}

async function diffApplication(
  options: Parameters<typeof renderedDiffs>[0],
  ref: ApplicationRef,
  updates: ArgocdSourceUpdate[],
) {
  const { ports, signal } = options;
  const application = await ports.argo.get(ref, signal);
  if (!application) {
    throw new Error('the Application does not exist');
  }
  const before = sourcesOf(application);
  const after = [...before];
  for (const { index, source } of updateSources(application, updates).sources) {
    after[index] = source;
  }
  const old: Manifest[] = [];
  const made: Manifest[] = [];
  for (const [index, source] of before.entries()) {
    // A source that others only take values from.
    if (source.ref && source.path === undefined && !source.chart) {
      continue;
    }
    const tree = await findTree(options, source, after[index]);
    if (!tree && JSON.stringify(source) === JSON.stringify(after[index])) {
      continue;
    }
    const start = tree ? await beforeOf(options, tree) : undefined;
    old.push(...(await manifests(options, application, source, start)));
    made.push(...(await manifests(options, application, after[index], tree)));
  }
  return diffManifests(old, made);
}

/** The tree that ends where the source looks; undefined: the plan changes nothing there. */
async function findTree(
  { trees, effects, ports, signal }: Parameters<typeof renderedDiffs>[0],
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
  { ports, signal }: Parameters<typeof renderedDiffs>[0],
  { repoURL, base }: WorkTree,
): Promise<WorkTree> {
  const start: GitStart = base ? { commit: base } : { orphan: 'preview' };
  return ports.git.open({ repoURL, start, signal });
}

async function manifests(
  { ports, signal }: Parameters<typeof renderedDiffs>[0],
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
