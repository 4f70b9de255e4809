import { InputError } from '@backstage/errors';
import { updateYaml } from '../editing/updateYaml';
import { ChartDependency } from './ChartDependency';

/** Which dependency gets which version. */
export interface ChartUpdate {
  repository: string;
  name: string;
  /** Where a chart is there more than once. */
  alias?: string;
  version: string;
}

/**
 * Sets versions in the `dependencies` of a `Chart.yaml` and touches nothing else. Throws an `InputError` for one that is not there.
 *
 * @remarks Repositories are compared as texts, as Kargo and Helm do.
 * @returns the text, and the dependencies as they are in it
 */
export function setChartVersions(
  text: string,
  dependencies: readonly ChartDependency[],
  updates: readonly ChartUpdate[],
): { text: string; dependencies: ChartDependency[] } {
  const after = dependencies.map(item => ({ ...item }));
  for (const { repository, name, alias, version } of updates) {
    const found = after.find(
      item =>
        item.name === name &&
        item.repository === repository &&
        (!alias || item.alias === alias),
    );
    if (!found) {
      const there = dependencies.map(
        item => `"${item.name}" of "${item.repository}"`,
      );
      throw new InputError(
        `no dependency in Chart.yaml matches update with repository "${repository}" and name "${name}"${
          alias ? ` and alias "${alias}"` : ''
        }; there ${there.length > 1 ? 'are' : 'is'} ${
          there.join(', ') || 'none'
        }`,
      );
    }
    found.version = version;
  }
  const changed = after.flatMap(({ version }, index) =>
    version === dependencies[index].version
      ? []
      : [{ key: `dependencies.${index}.version`, value: version }],
  );
  return {
    text: changed.length ? updateYaml(text, changed) : text,
    dependencies: after,
  };
}
