import { stringify } from 'yaml';
import { LockedDependency } from './ChartDependency';

/** A `Chart.lock` as Helm writes it. */
export function writeChartLock(lock: {
  dependencies: readonly LockedDependency[];
  digest: string;
  generated: Date;
}): string {
  return stringify(
    {
      dependencies: lock.dependencies.map(({ name, repository, version }) => ({
        name,
        repository,
        version,
      })),
      digest: lock.digest,
      generated: lock.generated.toISOString(),
    },
    // Helm's reader knows YAML 1.1.
    { version: '1.1', indentSeq: false, lineWidth: 0 },
  );
}
