import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '@backstage/errors';
import {
  ApplicationSource,
  StepFailure,
  Workspace,
} from '@waybill/backstage-plugin-waybill-node';
import { stringify } from 'yaml';
import { z } from 'zod';
import { isRemote } from './isRemote';
import { kindOf } from './kindOf';
import { relativePath } from './relativePath';
import { valuesFileFlag } from './valuesFileFlag';

const helmSettings = z
  .object({
    releaseName: z.string().optional(),
    namespace: z.string().optional(),
    valueFiles: z.array(z.string()).optional(),
    ignoreMissingValueFiles: z.boolean().optional(),
    parameters: z
      .array(
        z.object({
          name: z.string(),
          value: z.string().default(''),
          forceString: z.boolean().optional(),
        }),
      )
      .optional(),
    values: z.string().optional(),
    valuesObject: z.unknown().optional(),
    skipCrds: z.boolean().optional(),
    skipTests: z.boolean().optional(),
    kubeVersion: z.string().optional(),
    apiVersions: z.array(z.string()).optional(),
  })
  .default({});

/** Paths in the workspace of the values files that a source names, from its chart or from the top of the repository. */
export async function argoHelmValuesFiles(
  workspace: Workspace,
  source: ApplicationSource,
  chart: string,
): Promise<string[]> {
  const settings = helmSettings.parse(source.helm);
  const files = [];
  for (const file of settings.valueFiles ?? []) {
    if (file.startsWith('$') || isRemote(file)) {
      throw new StepFailure(`its values file "${file}" is somewhere else`);
    }
    const path = file.startsWith('/')
      ? relativePath('', file.slice(1), 'The Application')
      : relativePath(chart, file, 'The Application');
    if ((await kindOf(workspace, path)) === 'file') {
      files.push(path);
    } else if (!settings.ignoreMissingValueFiles) {
      throw new InputError(`there is no values file "${file}"`);
    }
  }
  return files;
}

/** The arguments with which Argo CD runs `helm template`, as far as they do not ask the cluster. */
export async function argoHelmArgs(options: {
  source: ApplicationSource;
  path: string;
  valuesFiles: string[];
  /** For values that stand in the Application. */
  directory: string;
  namespace: string;
  application: string;
}): Promise<string[]> {
  const { source, path, directory, application } = options;
  const settings = helmSettings.parse(source.helm);
  const files = options.valuesFiles.map(file => `./${file}`);
  const inline = settings.valuesObject
    ? stringify(settings.valuesObject)
    : settings.values;
  if (inline) {
    const file = join(directory, 'values.yaml');
    await writeFile(file, inline);
    files.push(file);
  }
  return [
    'template',
    ...files.map(valuesFileFlag),
    ...(settings.parameters ?? []).map(
      ({ name, value, forceString }) =>
        `${forceString ? '--set-string' : '--set'}=${name}=${value.replace(
          /(?<!\\),/g,
          '\\,',
        )}`,
    ),
    `--namespace=${settings.namespace || options.namespace}`,
    ...(settings.kubeVersion ? [`--kube-version=${settings.kubeVersion}`] : []),
    ...(settings.apiVersions ?? []).map(version => `--api-versions=${version}`),
    ...(settings.skipCrds ? [] : ['--include-crds']),
    ...(settings.skipTests ? ['--skip-tests'] : []),
    '--',
    settings.releaseName || application,
    `./${path}`,
  ];
}
