import { LockedDependency } from './ChartDependency';

/** Whether a dependency comes from a chart repository, not from a folder beside or below the chart. */
export function isRemoteChart({
  repository,
}: Pick<LockedDependency, 'repository'>): boolean {
  return repository !== '' && !repository.startsWith('file://');
}
