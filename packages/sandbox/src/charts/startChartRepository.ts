import { createHash } from 'node:crypto';
import { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { stringify } from 'yaml';
import { createFaultSwitches, FaultSwitches } from '../server/FaultSwitches';
import { listenOnLoopback, RunningServer } from '../server/listenOnLoopback';
import { Chart } from './Chart';
import { packChart } from './packChart';

const CHART_FAULTS = {
  hang: 'takes the connection and never answers',
  'error-500': 'answers 500 to everything',
  'rate-limit': 'answers 429, with a pause of seven seconds',
  'broken-index': 'sends half of its index',
  page: 'sends a page for people instead of its index',
};

/** What the chart repository can be made to do wrong. */
export type ChartFault = keyof typeof CHART_FAULTS;

/** A classic chart repository: an `index.yaml` and archives beside it. */
export interface ChartRepository extends RunningServer {
  faults: FaultSwitches<ChartFault>;
  /** Puts a chart into it; the same version again takes its place. */
  publish(chart: Chart, files?: Record<string, string>): void;
  /** What was asked of it: path, and the status of the answer. */
  requests: { path: string; status: number }[];
}

/** Listens on this machine only; what is in it is gone when it is closed. */
export async function startChartRepository(options: {
  /** 0: any free one. */
  port: number;
  /** Where it begins, such as `/stable`; default: at the root. */
  path?: string;
  /** If set, every request must carry them as Basic. */
  basic?: { username: string; password: string };
  /** Sends its index packed, whoever asks. */
  packed?: boolean;
}): Promise<ChartRepository> {
  const faults = createFaultSwitches(CHART_FAULTS);
  const { path: begin = '' } = options;
  const charts = new Map<string, { chart: Chart; archive: Buffer }>();
  const requests: ChartRepository['requests'] = [];
  const wanted =
    options.basic &&
    `Basic ${Buffer.from(
      `${options.basic.username}:${options.basic.password}`,
    ).toString('base64')}`;

  function send(
    response: ServerResponse,
    known: string | undefined,
    body: Buffer,
    headers: Record<string, string>,
  ) {
    const etag = `"${createHash('sha1').update(body).digest('hex')}"`;
    if (known === etag) {
      response.writeHead(304, { etag }).end();
    } else {
      response.writeHead(200, { etag, ...headers }).end(body);
    }
  }

  const server = await listenOnLoopback({
    port: options.port,
    handler: (request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      const path = pathname.startsWith(`${begin}/`)
        ? pathname.slice(begin.length)
        : 'elsewhere';
      response.once('finish', () =>
        requests.push({ path, status: response.statusCode }),
      );
      if (faults.take('hang', path)) {
        return;
      }
      if (faults.take('error-500', path)) {
        response.writeHead(500).end('inner words of the server');
        return;
      }
      if (faults.take('rate-limit', path)) {
        response.writeHead(429, { 'retry-after': '7' }).end();
        return;
      }
      if (wanted && request.headers.authorization !== wanted) {
        response
          .writeHead(401, { 'www-authenticate': 'Basic realm="charts"' })
          .end();
        return;
      }
      const known = request.headers['if-none-match'];
      const archive = charts.get(path.replace(/^\/(.*)\.tgz$/, '$1'))?.archive;
      if (path === '/index.yaml') {
        const index = Buffer.from(indexOf([...charts.values()]));
        if (faults.take('page', path)) {
          response.writeHead(200).end('<html><body>inner words</html>');
        } else if (faults.take('broken-index', path)) {
          response
            .writeHead(200)
            .end(`${index.subarray(0, 40)}\n    version: "`);
        } else if (options.packed) {
          send(response, known, gzipSync(index), {
            'content-encoding': 'gzip',
          });
        } else {
          send(response, known, index, { 'content-type': 'text/yaml' });
        }
      } else if (archive) {
        send(response, known, archive, { 'content-type': 'application/gzip' });
      } else {
        response.writeHead(404).end();
      }
    },
  });

  return {
    ...server,
    faults,
    requests,
    publish(chart, files) {
      charts.set(`${chart.name}-${chart.version}`, {
        chart,
        archive: packChart(chart, files),
      });
    },
  };
}

/** As `helm repo index` writes it: newest first. */
function indexOf(charts: { chart: Chart; archive: Buffer }[]): string {
  const entries: Record<string, object[]> = {};
  for (const { chart, archive } of charts) {
    entries[chart.name] = [
      {
        apiVersion: 'v2',
        ...chart,
        digest: createHash('sha256').update(archive).digest('hex'),
        urls: [`${chart.name}-${chart.version}.tgz`],
      },
      ...(entries[chart.name] ?? []),
    ];
  }
  return stringify(
    { apiVersion: 'v1', entries, generated: '2026-01-01T00:00:00Z' },
    { indentSeq: false },
  );
}
