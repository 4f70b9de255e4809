import { InputError, isError } from '@backstage/errors';
import { Workspace } from '@waybill/backstage-plugin-waybill-node';
import { parse } from 'yaml';
import { z } from 'zod';
import { assertEditable } from '../editing/assertEditable';
import { workspacePath } from '../workspace/workspacePath';
import { foldKeys } from './foldKeys';
import { isRemote } from './isRemote';
import { relativePath } from './relativePath';
import { RenderInputs } from './RenderInputs';

const Chart = z.object({
  dependencies: z
    .array(
      z.object({
        name: z.string().default(''),
        repository: z.string().default(''),
      }),
    )
    .nullish()
    .transform(value => value ?? []),
});

/**
 * A chart, its values files, and the charts beside it that it depends on (`file://…`), where dependencies are to be built.
 * Throws an `InputError` for a path that leaves the workspace.
 */
export async function helmInputs(
  workspace: Workspace,
  options: {
    path: string;
    valuesFiles: string[];
    buildDependencies: boolean;
  },
): Promise<RenderInputs> {
  const inputs: RenderInputs = {
    paths: options.valuesFiles.map(workspacePath),
    remote: [],
  };
  const seen = new Set<string>();
  const todo = [workspacePath(options.path)];
  while (todo.length > 0) {
    const folder = todo.pop()!;
    if (seen.has(folder)) {
      continue;
    }
    seen.add(folder);
    inputs.paths.push(folder);
    const file = `${folder && `${folder}/`}Chart.yaml`;
    const content = await workspace.read(file);
    if (!content && seen.size === 1) {
      throw new InputError(
        `There is no Chart.yaml in "${options.path}" to render`,
      );
    }
    if (!content || !options.buildDependencies) {
      continue;
    }
    const old = `${folder && `${folder}/`}requirements.yaml`;
    const dependencies = [
      ...readDependencies(file, content),
      ...readDependencies(old, await workspace.read(old)),
    ];
    for (const { from, name, repository } of dependencies) {
      if (repository.startsWith('file://')) {
        const target = repository.slice('file://'.length);
        todo.push(relativePath(folder, target, from));
      } else if (repository !== '' && isRemote(repository)) {
        inputs.remote.push({ from, address: `${repository} (${name})` });
      }
    }
  }
  return inputs;
}

function readDependencies(file: string, content: Buffer | undefined) {
  if (!content) {
    return [];
  }
  try {
    const text = content.toString('utf8');
    assertEditable(text);
    const value: unknown = parse(text, { merge: true, maxAliasCount: 100 });
    const { dependencies } = Chart.parse(foldKeys(value ?? {}));
    return dependencies.map(each => ({ ...each, from: file }));
  } catch (error) {
    throw new InputError(
      `"${file}" cannot be read: ${
        isError(error) ? error.message : String(error)
      }`,
    );
  }
}
