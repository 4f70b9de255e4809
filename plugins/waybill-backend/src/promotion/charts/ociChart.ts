import { LockedDependency } from './ChartDependency';

/** A chart's own repository in a registry: Helm names the folder and the chart apart. */
export function ociChart({
  name,
  repository,
}: Pick<LockedDependency, 'name' | 'repository'>): string {
  return `${repository.replace(/\/+$/, '')}/${name}`;
}
