import { StepContext } from '@waybill/backstage-plugin-waybill-node';
import { readText } from '../reading/readText';
import { chartArchives } from './chartArchives';
import { fetchChartOnce } from './fetchChartOnce';
import { isRemoteChart } from './isRemoteChart';
import { lockDependencies } from './lockDependencies';
import { readChartFolder } from './readChartFolder';

/**
 * Archives of the charts that one depends on and that do not stand in its `charts`, by their paths there: in the versions that the lock
 * file names, where it has them. They are fetched with what the pipeline may reach, not by Helm, which sees neither network nor
 * secret.
 */
export async function fetchMissingCharts(
  context: Pick<
    StepContext,
    'charts' | 'oci' | 'signal' | 'workspace' | 'record'
  >,
  folder: string,
): Promise<Map<string, Buffer>> {
  const { workspace } = context;
  const chart = await readChartFolder(workspace, folder);
  const missing = [];
  for (const dependency of chart.dependencies.filter(isRemoteChart)) {
    const { name } = dependency;
    const unpacked = await readText(
      workspace,
      `${chart.charts}/${name}/Chart.yaml`,
    );
    if (
      unpacked === undefined &&
      chartArchives(chart.archives, name).size === 0
    ) {
      missing.push(dependency);
    }
  }
  const locked = await lockDependencies(context, missing, {
    folder,
    stays: chart.locked,
  });
  const fetched = new Map<string, Buffer>();
  for (const each of locked) {
    const path = `${chart.charts}/${each.name}-${each.version}.tgz`;
    if (!fetched.has(path)) {
      fetched.set(path, await fetchChartOnce(context, each));
    }
  }
  return fetched;
}
