import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ApplicationSource,
  StepFailure,
  ToolsPort,
  Workspace,
} from '@waybill/backstage-plugin-waybill-node';
import { setKustomizeImages } from '../editing/setKustomizeImages';
import { workspacePath } from '../workspace/workspacePath';
import { argoHelmArgs, argoHelmValuesFiles } from './argoHelmArgs';
import { assertLocal } from './assertLocal';
import { helmInputs } from './helmInputs';
import { kindOf } from './kindOf';
import { kustomizeArgs } from './kustomizeArgs';
import { kustomizeInputs } from './kustomizeInputs';
import { parseImageOverride } from './parseImageOverride';
import { render } from './render';

const KUSTOMIZATIONS = [
  'kustomization.yaml',
  'kustomization.yml',
  'Kustomization',
];

export interface SourceRender {
  tools: ToolsPort;
  signal: AbortSignal;
  /** One work tree, mounted at its root. */
  workspace: Workspace;
  source: ApplicationSource;
  /** Where the Application's resources go. */
  namespace: string;
  application: string;
}

/**
 * The manifests that Argo CD would make of a source's path, by the same programs: a chart, a kustomization, or plain files. Throws
 * with a sentence for what only Argo CD can do.
 */
export async function renderSource(options: SourceRender): Promise<string> {
  const { source, workspace } = options;
  if (source.chart || source.path === undefined) {
    throw new StepFailure(
      'its chart is in a chart repository, which is not fetched for a preview',
    );
  }
  const path = workspacePath(source.path);
  const has = async (name: string) =>
    (await kindOf(workspace, path ? `${path}/${name}` : name)) === 'file';
  if (await has('Chart.yaml')) {
    return renderChart(options, path);
  }
  for (const name of KUSTOMIZATIONS) {
    if (await has(name)) {
      return renderKustomization(options, path, name);
    }
  }
  return plainFiles(options, path);
}

async function renderKustomization(
  options: SourceRender,
  path: string,
  name: string,
): Promise<string> {
  const { tools, workspace, source } = options;
  const { images = [], ...others } = source.kustomize ?? {};
  assertNone('kustomize', others, ['version']);
  const inputs = await kustomizeInputs(workspace, path);
  assertLocal(tools, inputs);
  const args = await kustomizeArgs(tools, { path, inputs });
  return tools.scratch(async directory => {
    await workspace.materialize(inputs.paths, directory);
    if (images.length > 0) {
      const file = join(directory, path, name);
      const before = await readFile(file, 'utf8');
      const { text } = setKustomizeImages(
        before,
        images.map(parseImageOverride),
      );
      await writeFile(file, text);
    }
    return render(options, { tool: 'kustomize', directory, args });
  });
}

async function renderChart(
  options: SourceRender,
  path: string,
): Promise<string> {
  const { tools, workspace, source } = options;
  assertNone('helm', source.helm ?? {}, [
    'apiVersions',
    'ignoreMissingValueFiles',
    'kubeVersion',
    'namespace',
    'parameters',
    'passCredentials',
    'releaseName',
    'skipCrds',
    'skipTests',
    'valueFiles',
    'values',
    'valuesObject',
    'version',
  ]);
  const valuesFiles = await argoHelmValuesFiles(workspace, source, path);
  const inputs = await helmInputs(workspace, {
    path,
    valuesFiles,
    buildDependencies: false,
  });
  return tools.scratch(async directory => {
    const root = join(directory, 'in');
    await mkdir(root);
    await workspace.materialize(inputs.paths, root);
    const args = await argoHelmArgs({
      ...options,
      path,
      valuesFiles,
      directory,
    });
    return render(options, { tool: 'helm', directory: root, args });
  });
}

/** As Argo CD reads a folder of manifests. */
async function plainFiles(
  { workspace, source }: SourceRender,
  path: string,
): Promise<string> {
  const { directory = {}, plugin } = source as {
    directory?: { recurse?: boolean };
    plugin?: unknown;
  };
  if (plugin) {
    throw new StepFailure('it is rendered by a plugin of Argo CD');
  }
  assertNone('directory', directory, ['recurse']);
  const texts: string[] = [];
  for (const file of await workspace.list(path)) {
    const inside = path ? file.slice(path.length + 1) : file;
    const isManifest = /\.(ya?ml|json)$/.test(inside);
    if (isManifest && (directory.recurse || !inside.includes('/'))) {
      texts.push((await workspace.read(file))?.toString('utf8') ?? '');
    }
  }
  return texts.join('\n---\n');
}

/** Throws for settings of the Application that change what comes out and that are applied by Argo CD alone. */
function assertNone(kind: string, settings: object, known: string[]): void {
  const unknown = Object.entries(settings).find(
    ([key, value]) =>
      !known.includes(key) &&
      value !== undefined &&
      value !== null &&
      value !== false &&
      value !== '',
  );
  if (unknown) {
    throw new StepFailure(
      `the Application sets ${kind}.${unknown[0]}, which is applied by Argo CD alone`,
    );
  }
}
