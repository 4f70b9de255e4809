import { InputError } from '@backstage/errors';
import { StepContext } from '@waybill/backstage-plugin-waybill-node';
import { LockedDependency } from './ChartDependency';
import { ociChart } from './ociChart';

/**
 * The versions of a chart that its repository offers, in no order. Throws an error that says what was asked for a repository without such
 * a chart, an `InputError` for an address that is none of a repository.
 */
export async function chartVersions(
  { charts, oci, signal }: Pick<StepContext, 'charts' | 'oci' | 'signal'>,
  chart: Pick<LockedDependency, 'name' | 'repository'>,
): Promise<string[]> {
  const { name, repository } = chart;
  if (repository.startsWith('oci://')) {
    const tags = await oci.listTags({ repository: ociChart(chart), signal });
    return tags.map(tag => tag.replace(/_/g, '+'));
  }
  if (!/^https?:\/\//.test(repository) || !URL.canParse(repository)) {
    throw new InputError(
      `Expected a chart repository such as https://charts.example.com or oci://registry.example.com/charts, found "${repository}"`,
    );
  }
  return charts.listVersions({ repository, name, signal });
}
