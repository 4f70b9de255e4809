import { gzipSync } from 'node:zlib';
import { stringify } from 'yaml';
import { buildTar } from '../registry/buildTar';
import { Chart } from './Chart';

/** A chart's archive as `helm package` makes it, the same bytes for the same chart. */
export function packChart(
  chart: Chart,
  /** Beside `Chart.yaml`, by their paths in the chart. */
  files: Record<string, string> = {},
): Buffer {
  const all = {
    'Chart.yaml': stringify({ apiVersion: 'v2', ...chart }),
    ...files,
  };
  return gzipSync(
    buildTar(
      Object.fromEntries(
        Object.entries(all).map(([path, text]) => [
          `${chart.name}/${path}`,
          text,
        ]),
      ),
    ),
  );
}
