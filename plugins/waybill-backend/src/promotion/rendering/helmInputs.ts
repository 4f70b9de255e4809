import { InputError, isError } from '@backstage/errors';
import { Workspace } from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { chartName } from '../charts/chartName';
import { workspacePath } from '../workspace/workspacePath';
import { isRemote } from './isRemote';
import { readLikeGo } from './readLikeGo';
import { relativePath } from './relativePath';
import { RenderInputs } from './RenderInputs';

const Chart = z.object({
  dependencies: z
    .array(
      z.object({
        name: chartName,
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
    const read = async (name: string) => {
      const path = `${folder && `${folder}/`}${name}`;
      return readDependencies(path, await workspace.read(path));
    };
    const wanted = [
      ...(await read('Chart.yaml')),
      ...(await read('requirements.yaml')),
    ];
    // Helm builds what a lock file says, wherever that leads; what the chart says too is named by the chart.
    const locked = [
      ...(await read('Chart.lock')),
      ...(await read('requirements.lock')),
    ].filter(
      lock =>
        !wanted.some(
          ({ name, repository }) =>
            name === lock.name && repository === lock.repository,
        ),
    );
    for (const { from, name, repository } of [...wanted, ...locked]) {
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
    return readLikeGo(content.toString('utf8')).flatMap(value => {
      const chart = Chart.safeParse(value ?? {});
      if (!chart.success) {
        const [{ path, message }] = chart.error.issues;
        throw new InputError(`${path.join('.') || 'it'}: ${message}`);
      }
      return chart.data.dependencies.map(each => ({ ...each, from: file }));
    });
  } catch (error) {
    throw new InputError(
      `"${file}" cannot be read: ${
        isError(error) ? error.message : String(error)
      }`,
    );
  }
}
