import { createHash } from 'node:crypto';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  StepContext,
  StepFailure,
} from '@waybill/backstage-plugin-waybill-node';
import { LockedDependency } from './ChartDependency';
import { chartVersions } from './chartVersions';
import { ociChart } from './ociChart';

const LIMIT_BYTES = 20 * 1024 * 1024;
const TIMEOUT_SECONDS = 120;
const ARCHIVE = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

type Context = Pick<StepContext, 'http' | 'oci' | 'signal'>;

/** The archive of one version of a chart, from its repository. Throws where the repository says that it is another one. */
export async function fetchChart(
  context: Context,
  chart: LockedDependency,
): Promise<Buffer> {
  return chart.repository.startsWith('oci://')
    ? context.oci.download({
        // Tags know no "+".
        reference: `${ociChart(chart)}:${chart.version.replace(/\+/g, '_')}`,
        mediaType: ARCHIVE,
        limitBytes: LIMIT_BYTES,
        signal: context.signal,
      })
    : fetchFromIndex(context, chart);
}

async function fetchFromIndex(
  context: Context,
  { name, repository, version }: LockedDependency,
): Promise<Buffer> {
  const offered = await chartVersions(context, { name, repository });
  const entry = offered.find(each => each.version === version);
  if (!entry?.urls.length) {
    throw new NotFoundError(
      `There is no version ${version} of the chart "${name}" in ${repository}`,
    );
  }
  const [address] = entry.urls;
  const base = repository.endsWith('/') ? repository : `${repository}/`;
  if (!URL.canParse(address, base)) {
    throw new InputError(
      `${repository} says that the chart "${name}" is at "${address}", which is no address`,
    );
  }
  const url = new URL(address, base).href;
  const answer = await context.http.send({
    method: 'GET',
    url,
    headers: [],
    timeoutSeconds: TIMEOUT_SECONDS,
    limitBytes: LIMIT_BYTES,
    signal: context.signal,
  });
  if (answer.status !== 200) {
    throw new Error(
      `${url} answered ${answer.status}; expected the chart "${name}"`,
    );
  }
  const digest = createHash('sha256').update(answer.body).digest('hex');
  if (entry.digest !== undefined && entry.digest !== digest) {
    throw new StepFailure(
      `${url} is not what ${repository} says it is: expected sha256 ${entry.digest}, found ${digest}`,
    );
  }
  return answer.body;
}
