import { InputError } from '@backstage/errors';
import { StepContext } from '@waybill/backstage-plugin-waybill-node';
import { IndexedChart, readChartIndex } from '../../charts/readChartIndex';
import { LockedDependency } from './ChartDependency';
import { ociChart } from './ociChart';

const INDEX_LIMIT_BYTES = 64 * 1024 * 1024;
const TIMEOUT_SECONDS = 60;

/** As far as its repository says. */
export type OfferedChart = Pick<IndexedChart, 'version' | 'urls' | 'digest'>;

/**
 * The versions of a chart that its repository offers, in no order; those of an OCI registry come without address. Throws an
 * `InputError` for a repository without such a chart and for an address that is none of a repository.
 */
export async function chartVersions(
  { http, oci, signal }: Pick<StepContext, 'http' | 'oci' | 'signal'>,
  chart: Pick<LockedDependency, 'name' | 'repository'>,
): Promise<OfferedChart[]> {
  const { name, repository } = chart;
  if (repository.startsWith('oci://')) {
    const tags = await oci.listTags({ repository: ociChart(chart), signal });
    return tags.map(tag => ({ version: tag.replace(/_/g, '+'), urls: [] }));
  }
  const url = indexUrl(repository);
  const answer = await http.send({
    method: 'GET',
    url,
    headers: [],
    timeoutSeconds: TIMEOUT_SECONDS,
    limitBytes: INDEX_LIMIT_BYTES,
    signal,
  });
  if (answer.status !== 200) {
    throw new Error(
      `${url} answered ${answer.status}; expected the index of a chart repository`,
    );
  }
  const found = await readChartIndex(url, answer.body.toString('utf8'), name);
  if (!found) {
    throw new InputError(`There is no chart "${name}" in ${url}`);
  }
  return found;
}

function indexUrl(repository: string): string {
  if (!/^https?:\/\//.test(repository) || !URL.canParse(repository)) {
    throw new InputError(
      `Expected a chart repository such as https://charts.example.com or oci://registry.example.com/charts, found "${repository}"`,
    );
  }
  const url = new URL(repository);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/index.yaml`;
  return url.href;
}
