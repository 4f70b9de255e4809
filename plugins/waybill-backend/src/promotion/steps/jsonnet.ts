import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '@backstage/errors';
import { StepDefinition } from '@waybill/backstage-plugin-waybill-node';
import { stringify } from 'yaml';
import { z } from 'zod';
import { jsonnetInputs } from '../rendering/jsonnetInputs';
import { layOutFiles } from '../rendering/layOutFiles';
import { render } from '../rendering/render';
import { workspacePath } from '../workspace/workspacePath';

/** A text is a string in Jsonnet; `code` is evaluated there. */
const variable = z.union([
  z.strictObject({ name: z.string().min(1), value: z.string() }),
  z.strictObject({ name: z.string().min(1), code: z.string().min(1) }),
]);

const schema = z.strictObject({
  path: z.string().min(1),
  outPath: z.string().min(1),
  format: z.enum(['yaml', 'json', 'string']).optional(),
  extVars: z.array(variable).optional(),
  tlas: z.array(variable).optional(),
  libraryPaths: z.array(z.string().min(1)).optional(),
});
type Config = z.infer<typeof schema>;

/** Evaluates a Jsonnet file with the `jsonnet` program. Kargo has no such step. */
export const jsonnet: StepDefinition<Config> = {
  id: 'jsonnet',
  kind: 'files',
  schema,
  async plan(_context, config) {
    return {
      summary: `evaluate ${config.path} into ${config.outPath}`,
      effects: [],
    };
  },
  async run(context, config) {
    const { tools, workspace } = context;
    const libraryPaths = config.libraryPaths ?? [];
    const inputs = await jsonnetInputs(workspace, {
      path: config.path,
      libraryPaths,
      code: [...(config.extVars ?? []), ...(config.tlas ?? [])].filter(
        item => 'code' in item,
      ),
    });
    const text = await tools.scratch(async directory => {
      const root = join(directory, 'in');
      await mkdir(root);
      await layOutFiles(workspace, inputs.paths, root);
      return render(context, {
        tool: 'jsonnet',
        directory: root,
        args: evaluateArgs(config, libraryPaths),
      });
    });
    await workspace.write(config.outPath, formatted(config, text));
    return { status: 'Succeeded' };
  },
};

function evaluateArgs(config: Config, libraryPaths: string[]): string[] {
  return [
    ...variableArgs('ext', config.extVars),
    ...variableArgs('tla', config.tlas),
    // The first one wins, as in the list; to the program it is the last one.
    ...[...libraryPaths]
      .reverse()
      .flatMap(path => ['--jpath', `./${workspacePath(path)}`]),
    ...(config.format === 'string' ? ['--string'] : []),
    `./${workspacePath(config.path)}`,
  ];
}

function variableArgs(
  prefix: 'ext' | 'tla',
  variables: z.infer<typeof variable>[] | undefined,
): string[] {
  return (variables ?? []).flatMap(item => {
    // The program splits at the first one, and without any looks into its environment.
    if (item.name.includes('=')) {
      throw new InputError(`A variable cannot be named "${item.name}"`);
    }
    return 'code' in item
      ? [`--${prefix}-code`, `${item.name}=${item.code}`]
      : [`--${prefix}-str`, `${item.name}=${item.value}`];
  });
}

/** A list becomes several documents in YAML, as manifests are written. */
function formatted({ format = 'yaml' }: Config, text: string): string {
  if (format !== 'yaml') {
    return text;
  }
  const value: unknown = JSON.parse(text);
  const documents = Array.isArray(value) ? value : [value];
  return documents.map(document => stringify(document)).join('---\n');
}
