import { InputError } from '@backstage/errors';
import {
  selectSemVerTags,
  semverConstraint,
} from '@waybill/backstage-plugin-waybill-common';
import { StepContext } from '@waybill/backstage-plugin-waybill-node';
import { readText } from '../reading/readText';
import { relativePath } from '../rendering/relativePath';
import { ChartDependency, LockedDependency } from './ChartDependency';
import { chartVersions } from './chartVersions';
import { isExactVersion } from './isExactVersion';
import { readChart } from './readChart';

type Context = Pick<StepContext, 'charts' | 'oci' | 'signal' | 'workspace'>;

/**
 * The version that a dependency stands for: the exact one, that of the chart beside it, the one of the lock file where that may stay,
 * or else the greatest that its repository offers in the range.
 *
 * @param options.folder - of the chart
 * @param options.stays - what the lock file has, where nobody asks for something newer
 */
export async function lockDependency(
  context: Context,
  dependency: ChartDependency,
  options: { folder: string; stays: readonly LockedDependency[] },
): Promise<LockedDependency> {
  const { name, repository, version } = dependency;
  if (repository.startsWith('file://')) {
    return {
      name,
      repository,
      version: await localVersion(context, dependency, options.folder),
    };
  }
  if (repository === '' || isExactVersion(version)) {
    return { name, repository, version };
  }
  const isInRange = semverConstraint(version);
  const staying = options.stays.find(
    locked =>
      locked.name === name &&
      locked.repository === repository &&
      isInRange(locked.version),
  );
  if (staying) {
    return { name, repository, version: staying.version };
  }
  const offered = await chartVersions(context, dependency);
  const [newest] = selectSemVerTags({
    tags: offered,
    constraint: version,
    strictSemvers: false,
    allowTagsRegexes: [],
    ignoreTagsRegexes: [],
    limit: 1,
  });
  if (newest === undefined) {
    throw new InputError(
      `No version of the chart "${name}" in ${repository} is in the range "${version}"`,
    );
  }
  return { name, repository, version: newest };
}

async function localVersion(
  { workspace }: Context,
  { name, repository, version: range }: ChartDependency,
  folder: string,
): Promise<string> {
  const target = relativePath(
    folder,
    repository.slice('file://'.length),
    'Chart.yaml',
  );
  const file = `${target && `${target}/`}Chart.yaml`;
  const text = await readText(workspace, file);
  if (text === undefined) {
    throw new InputError(
      `The dependency "${name}" is expected at "${repository}", and there is no "${file}"`,
    );
  }
  const { version } = readChart(file, text);
  if (!semverConstraint(range)(version)) {
    throw new InputError(
      `The dependency "${name}" asks for version "${range}", and "${file}" is ${
        version || 'without one'
      }`,
    );
  }
  return version;
}
