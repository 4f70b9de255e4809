import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '@backstage/errors';
import {
  StepContext,
  StepDefinition,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { fetchMissingCharts } from '../charts/fetchMissingCharts';
import { layOutCharts } from '../charts/layOutCharts';
import { localCharts } from '../charts/localCharts';
import { assertLocal } from '../rendering/assertLocal';
import { helmInputs } from '../rendering/helmInputs';
import { isFilePath } from '../rendering/isFilePath';
import { kindOf } from '../rendering/kindOf';
import { nameFiles } from '../rendering/nameFiles';
import { randomFunctions } from '../rendering/randomFunctions';
import { readFolder } from '../rendering/readFolder';
import { rememberRender } from '../rendering/rememberRender';
import { render } from '../rendering/render';
import { RenderInputs } from '../rendering/RenderInputs';
import { Manifest, splitManifests } from '../rendering/splitManifests';
import { valuesFileFlag } from '../rendering/valuesFileFlag';
import { workspacePath } from '../workspace/workspacePath';

const schema = z.strictObject({
  path: z.string().min(1),
  outPath: z.string().min(1),
  outLayout: z.enum(['helm', 'flat']).optional(),
  releaseName: z.string().min(1),
  useReleaseName: z.boolean().optional(),
  namespace: z.string().optional(),
  valuesFiles: z.array(z.string().min(1)).optional(),
  setValues: z
    .array(
      z.strictObject({
        key: z.string().min(1),
        value: z.string(),
        literal: z.boolean().optional(),
      }),
    )
    .optional(),
  ignoreMissingValueFiles: z.boolean().optional(),
  buildDependencies: z.boolean().optional(),
  includeCRDs: z.boolean().optional(),
  disableHooks: z.boolean().optional(),
  skipTests: z.boolean().optional(),
  kubeVersion: z.string().optional(),
  apiVersions: z.array(z.string().min(1)).optional(),
});
type Config = z.infer<typeof schema>;

/** Renders a chart with the `helm` program. */
export const helmTemplate: StepDefinition<Config> = {
  id: 'helm-template',
  kind: 'files',
  schema,
  async plan(_context, config) {
    return {
      summary: `render the chart ${config.path} into ${config.outPath}`,
      effects: [],
    };
  },
  async run(context, config) {
    const { tools, workspace } = context;
    const valuesFiles = await presentValuesFiles(context, config);
    const inputs = await helmInputs(workspace, {
      path: config.path,
      valuesFiles,
      buildDependencies: config.buildDependencies ?? false,
    });
    const charts = await dependenciesOf(context, config, inputs);
    const files = await tools.scratch(async directory => {
      const root = join(directory, 'in');
      await mkdir(root);
      await workspace.materialize(inputs.paths, root);
      await layOutCharts(root, charts);
      const laidOut = await readFolder(root);
      const args = templateArgs(context, config, valuesFiles);
      return rememberRender(context, {
        inputs: laidOut,
        args,
        unlike: [
          ...(charts.helmFetches
            ? inputs.remote.map(({ address }) => address)
            : []),
          ...randomFunctions(laidOut),
        ],
        produce: () =>
          template(context, config, {
            ...{ root, args, directory },
            builds: charts.helmBuilds,
          }),
      });
    });
    for (const [path, content] of files) {
      await workspace.write(path, content);
    }
    return { status: 'Succeeded' };
  },
};

/**
 * Helm fetches what a chart depends on where the platform lets it reach the network and it is asked to; else that is done here, with
 * what the pipeline may reach, and what stands beside the chart is put where Helm would put it.
 */
async function dependenciesOf(
  context: StepContext,
  { path, buildDependencies = false }: Config,
  { remote }: RenderInputs,
) {
  const { tools, workspace } = context;
  const folder = workspacePath(path);
  const helmFetches = tools.network && buildDependencies;
  const helmBuilds = helmFetches || (buildDependencies && remote.length === 0);
  const none = { archives: new Map<string, Buffer>(), folders: [] };
  if (helmBuilds) {
    return { helmFetches, helmBuilds, ...none };
  }
  const own = `${folder && `${folder}/`}Chart.yaml`;
  const lock = `${folder && `${folder}/`}Chart.lock`;
  const isFetched = remote.some(({ from }) => from === own);
  // Of charts beside it, of charts of the old kind, and what only a lock file says, where Helm would believe it.
  assertLocal(tools, {
    paths: [],
    remote: remote.filter(
      ({ from }) => from !== own && !(isFetched && from === lock),
    ),
  });
  return {
    ...{ helmFetches, helmBuilds },
    archives: await fetchMissingCharts(context, folder),
    folders: buildDependencies ? await localCharts(workspace, folder) : [],
  };
}

async function presentValuesFiles(
  { workspace }: StepContext,
  config: Config,
): Promise<string[]> {
  const files = [];
  for (const file of config.valuesFiles ?? []) {
    const path = workspacePath(file);
    if ((await kindOf(workspace, path)) === 'file') {
      files.push(path);
    } else if (!config.ignoreMissingValueFiles) {
      throw new InputError(`There is no values file "${file}"`);
    }
  }
  return files;
}

function templateArgs(
  { promotion }: StepContext,
  config: Config,
  valuesFiles: string[],
): string[] {
  const chart = `./${workspacePath(config.path)}`;
  const flags: [boolean | undefined, string][] = [
    [config.includeCRDs, '--include-crds'],
    [config.disableHooks, '--no-hooks'],
    [config.skipTests, '--skip-tests'],
  ];
  return [
    'template',
    ...valuesFiles.map(file => valuesFileFlag(`./${file}`)),
    ...(config.setValues ?? []).map(
      ({ key, value, literal }) =>
        `${literal ? '--set-literal' : '--set'}=${key}=${value}`,
    ),
    `--namespace=${config.namespace || promotion.project}`,
    ...(config.kubeVersion ? [`--kube-version=${config.kubeVersion}`] : []),
    ...(config.apiVersions ?? []).map(version => `--api-versions=${version}`),
    ...flags.flatMap(([isSet, flag]) => (isSet ? [flag] : [])),
    // Whatever a name begins with, it is no option.
    '--',
    config.releaseName,
    chart,
  ];
}

async function template(
  context: StepContext,
  config: Config,
  run: { root: string; args: string[]; directory: string; builds: boolean },
): Promise<Map<string, Buffer>> {
  const helm = { tool: 'helm' as const, directory: run.root };
  const { outPath } = config;
  const [command, ...rest] = run.args;
  if (run.builds) {
    const chart = `./${workspacePath(config.path)}`;
    await render(context, {
      ...helm,
      args: ['dependency', 'build', '--', chart],
    });
  }
  if (isFilePath(outPath)) {
    const text = await render(context, { ...helm, args: run.args });
    return new Map([[workspacePath(outPath), Buffer.from(text)]]);
  }
  if (config.outLayout === 'flat') {
    const text = await render(context, { ...helm, args: run.args });
    return nameFiles(outPath, flatFiles(await splitManifests(text)));
  }
  const out = join(run.directory, 'out');
  await mkdir(out);
  const args = [
    command,
    `--output-dir=${out}`,
    ...(config.useReleaseName ? ['--release-name'] : []),
    ...rest,
  ];
  await render(context, { ...helm, args });
  const folder = workspacePath(outPath);
  return new Map(
    [...(await readFolder(out))].map(([path, content]) => [
      folder ? `${folder}/${path}` : path,
      content,
    ]),
  );
}

/** Kargo's names: `[group-]kind-[namespace-]name.yaml`. */
function flatFiles(manifests: Manifest[]) {
  return manifests.map((manifest, index) => {
    const { apiVersion, kind, namespace, name } = manifest;
    const group = apiVersion.split('/').slice(0, -1).join('/');
    const parts = [group.replace(/\./g, '_'), kind, namespace, name];
    return {
      name:
        kind && name
          ? `${parts
              .filter(part => part !== '')
              .join('-')
              .toLowerCase()}.yaml`
          : `resource-${index}.yaml`,
      text: `${
        isHook(manifest) ? withoutSource(manifest.text) : manifest.text
      }`,
      from: kind && name ? `${kind} "${name}"` : `document ${index + 1}`,
    };
  });
}

function isHook({ value }: Manifest): boolean {
  const metadata = value?.metadata as
    | { annotations?: Record<string, unknown> }
    | undefined;
  return metadata?.annotations?.['helm.sh/hook'] !== undefined;
}

/** Kargo writes hooks as the chart has them; only `helm template` says above each where it is from. */
function withoutSource(text: string): string {
  return text.replace(/^# Source: [^\n]*\n/, '');
}
