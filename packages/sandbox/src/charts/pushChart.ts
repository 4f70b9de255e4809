import { createUploads } from '../registry/createUploads';
import { Chart } from './Chart';
import { packChart } from './packChart';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const CONFIG = 'application/vnd.cncf.helm.config.v1+json';
const ARCHIVE = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

/** Pushes a chart over HTTP to any OCI registry, below a folder, as `helm push` does: a plus in its version is an underscore in its tag. */
export async function pushChart(options: {
  registryUrl: string;
  /** `charts`, for the repository `charts/<name>` */
  folder: string;
  chart: Chart;
  files?: Record<string, string>;
  /** Value of the Authorization header. */
  authorization?: string;
}): Promise<{ digest: string }> {
  const { chart, folder } = options;
  const { blob, manifest } = createUploads({
    ...options,
    repository: `${folder}/${chart.name}`,
  });
  const config = await blob(
    Buffer.from(JSON.stringify({ apiVersion: 'v2', ...chart })),
    CONFIG,
  );
  const layer = await blob(packChart(chart, options.files), ARCHIVE);
  const digest = await manifest(chart.version.replace(/\+/g, '_'), MANIFEST, {
    schemaVersion: 2,
    mediaType: MANIFEST,
    config,
    layers: [layer],
    annotations: {
      'org.opencontainers.image.title': chart.name,
      'org.opencontainers.image.version': chart.version,
    },
  });
  return { digest };
}
