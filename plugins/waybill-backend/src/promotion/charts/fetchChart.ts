import { StepContext } from '@waybill/backstage-plugin-waybill-node';
import { LockedDependency } from './ChartDependency';
import { ociChart } from './ociChart';

const LIMIT_BYTES = 20 * 1024 * 1024;
const ARCHIVE = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

/** The archive of one version of a chart, from its repository. Throws where the repository says that it is another one. */
export async function fetchChart(
  { charts, oci, signal }: Pick<StepContext, 'charts' | 'oci' | 'signal'>,
  chart: LockedDependency,
): Promise<Buffer> {
  const common = { limitBytes: LIMIT_BYTES, signal };
  return chart.repository.startsWith('oci://')
    ? oci.download({
        // Tags know no "+".
        reference: `${ociChart(chart)}:${chart.version.replace(/\+/g, '_')}`,
        mediaType: ARCHIVE,
        ...common,
      })
    : charts.download({ ...chart, ...common });
}
