import { InputError } from '@backstage/errors';
import { Workspace } from '@waybill/backstage-plugin-waybill-node';
import { relativePath } from '../rendering/relativePath';
import { isWithin } from '../workspace/workspacePath';
import { readChartFolder } from './readChartFolder';

/** The charts beside one that it depends on (`file://…`): where they are, and where Helm expects them. */
export async function localCharts(
  workspace: Workspace,
  folder: string,
): Promise<{ from: string; to: string }[]> {
  const { file, charts, dependencies } = await readChartFolder(
    workspace,
    folder,
  );
  return dependencies.flatMap(({ name, repository }) => {
    if (!repository.startsWith('file://')) {
      return [];
    }
    const from = relativePath(folder, repository.slice('file://'.length), file);
    if (isWithin(folder, from)) {
      throw new InputError(
        `"${file}" depends on "${repository}", which it is part of itself`,
      );
    }
    return [{ from, to: `${charts}/${name}` }];
  });
}
