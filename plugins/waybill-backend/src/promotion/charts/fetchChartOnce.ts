import { createHash } from 'node:crypto';
import {
  StepContext,
  StepFailure,
} from '@waybill/backstage-plugin-waybill-node';
import { LockedDependency } from './ChartDependency';
import { fetchChart } from './fetchChart';

/** The archive of one version of a chart; what it was is noted, and it must be the same when the step is done again. */
export async function fetchChartOnce(
  context: Pick<StepContext, 'charts' | 'oci' | 'signal' | 'record'>,
  chart: LockedDependency,
): Promise<Buffer> {
  const { record } = context;
  const { name, repository, version } = chart;
  const content = await fetchChart(context, chart);
  const digest = createHash('sha256').update(content).digest('hex');
  const key = `${repository} ${name} ${version}`;
  const noted = (record.value.archives ?? {}) as Record<string, string>;
  if (noted[key] === undefined) {
    await record.note({ archives: { ...noted, [key]: digest } });
  } else if (noted[key] !== digest) {
    throw new StepFailure(
      `The chart "${name}" ${version} of ${repository} is no longer what this promotion fetched first: expected sha256 ${noted[key]}, found ${digest}`,
    );
  }
  return content;
}
