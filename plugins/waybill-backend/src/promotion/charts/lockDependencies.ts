import { createHash } from 'node:crypto';
import { StepContext } from '@waybill/backstage-plugin-waybill-node';
import { ChartDependency, LockedDependency } from './ChartDependency';
import { isExactVersion } from './isExactVersion';
import { isRemoteChart } from './isRemoteChart';
import { lockDependency } from './lockDependency';

/**
 * The versions that dependencies stand for, in their order.
 *
 * @remarks What a range came to is noted, so that the step gives the same when it is done again.
 */
export async function lockDependencies(
  context: Pick<
    StepContext,
    'charts' | 'oci' | 'signal' | 'workspace' | 'record'
  >,
  dependencies: readonly ChartDependency[],
  options: { folder: string; stays: readonly LockedDependency[] },
): Promise<LockedDependency[]> {
  const { record } = context;
  const key = createHash('sha256')
    .update(JSON.stringify([dependencies, options.stays]))
    .digest('hex');
  const noted = record.value.locked as
    | { key: string; dependencies: LockedDependency[] }
    | undefined;
  if (noted?.key === key) {
    return noted.dependencies;
  }
  const locked = [];
  for (const dependency of dependencies) {
    locked.push(await lockDependency(context, dependency, options));
  }
  if (dependencies.some(isRange)) {
    await record.note({
      locked: { key, dependencies: locked.map(each => ({ ...each })) },
    });
  }
  return locked;
}

function isRange(dependency: ChartDependency): boolean {
  return isRemoteChart(dependency) && !isExactVersion(dependency.version);
}
