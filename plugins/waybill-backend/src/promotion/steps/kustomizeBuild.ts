import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  StepContext,
  StepDefinition,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { assertLocal } from '../rendering/assertLocal';
import { isFilePath } from '../rendering/isFilePath';
import { kustomizeArgs } from '../rendering/kustomizeArgs';
import { kustomizeFiles } from '../rendering/kustomizeFiles';
import { kustomizeInputs } from '../rendering/kustomizeInputs';
import { nameFiles } from '../rendering/nameFiles';
import { randomFunctions } from '../rendering/randomFunctions';
import { readFolder } from '../rendering/readFolder';
import { rememberRender } from '../rendering/rememberRender';
import { render } from '../rendering/render';
import { splitManifests } from '../rendering/splitManifests';
import { workspacePath } from '../workspace/workspacePath';

const schema = z.strictObject({
  path: z.string().min(1),
  outPath: z.string().min(1),
  outputFormat: z.enum(['kargo', 'kustomize']).optional(),
  plugin: z
    .strictObject({
      helm: z
        .strictObject({
          apiVersions: z.array(z.string().min(1)).optional(),
          kubeVersion: z.string().optional(),
        })
        .optional(),
    })
    .optional(),
});
type Config = z.infer<typeof schema>;

/** Builds a kustomization with the `kustomize` program. */
export const kustomizeBuild: StepDefinition<Config> = {
  id: 'kustomize-build',
  kind: 'files',
  schema,
  async plan(_context, config) {
    return {
      summary: `build the kustomization of ${config.path} into ${config.outPath}`,
      effects: [],
    };
  },
  async run(context, config) {
    const { tools, workspace } = context;
    const inputs = await kustomizeInputs(workspace, config.path);
    assertLocal(tools, inputs);
    const files = await tools.scratch(async directory => {
      const root = join(directory, 'in');
      await mkdir(root);
      await workspace.materialize(inputs.paths, root);
      const laidOut = await readFolder(root);
      const args = await kustomizeArgs(tools, {
        path: config.path,
        inputs,
        helm: config.plugin?.helm,
      });
      return rememberRender(context, {
        inputs: laidOut,
        args,
        unlike: [
          ...inputs.remote.map(({ address }) => address),
          ...(inputs.usesHelm ? randomFunctions(laidOut) : []),
        ],
        produce: () =>
          build(context, config, {
            ...{ root, args, directory },
            // Charts may be other ones each time, and so may what is fetched.
            isRepeatable:
              !inputs.usesHelm &&
              !config.plugin?.helm &&
              inputs.remote.length === 0,
          }),
      });
    });
    for (const [path, content] of files) {
      await workspace.write(path, content);
    }
    return { status: 'Succeeded' };
  },
};

async function build(
  context: StepContext,
  config: Config,
  run: {
    root: string;
    args: string[];
    directory: string;
    isRepeatable: boolean;
  },
): Promise<Map<string, Buffer>> {
  const { outPath } = config;
  const one = { tool: 'kustomize' as const, directory: run.root };
  if (isFilePath(outPath)) {
    const text = await render(context, { ...one, args: run.args });
    return new Map([[workspacePath(outPath), Buffer.from(text)]]);
  }
  if (config.outputFormat === 'kustomize') {
    const produced = await kustomizeFiles(context, run);
    return nameFiles(
      outPath,
      [...produced].map(([name, content]) => ({
        name,
        text: content.toString('utf8'),
        from: name,
      })),
    );
  }
  const text = await render(context, { ...one, args: run.args });
  const manifests = await splitManifests(text);
  return nameFiles(
    outPath,
    manifests.map(({ namespace, kind, name, text: manifest }) => ({
      name: `${[namespace, kind, name]
        .filter(part => part !== '')
        .join('-')
        .toLowerCase()}.yaml`,
      text: `${manifest}\n`,
      from: `${kind} "${name}"`,
    })),
  );
}
