import { InputError } from '@backstage/errors';
import {
  StepContext,
  StepDefinition,
  StepFailure,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { chartArchives } from '../charts/chartArchives';
import { chartChanges } from '../charts/chartChanges';
import { chartCommitMessage } from '../charts/chartCommitMessage';
import { LockedDependency } from '../charts/ChartDependency';
import { chartLockDigest } from '../charts/chartLockDigest';
import { fetchChartOnce } from '../charts/fetchChartOnce';
import { isRemoteChart } from '../charts/isRemoteChart';
import { lockDependencies } from '../charts/lockDependencies';
import { readChart } from '../charts/readChart';
import { ChartFolder, readChartFolder } from '../charts/readChartFolder';
import { setChartVersions } from '../charts/setChartVersions';
import { writeChartLock } from '../charts/writeChartLock';
import { readText } from '../reading/readText';
import { workspacePath } from '../workspace/workspacePath';

const schema = z.strictObject({
  path: z.string().min(1),
  charts: z
    .array(
      z.strictObject({
        repository: z.string().min(1),
        name: z.string().min(1),
        alias: z.string().optional(),
        version: z.string().min(1),
      }),
    )
    .min(1)
    .optional(),
});
type Config = z.infer<typeof schema>;

/**
 * Sets versions in the `dependencies` of a chart, and brings its `Chart.lock` and the archives that stand in its `charts` in line.
 *
 * @remarks Needs no `helm`. What a range came to is noted the first time, so that building the workspace again gives the same.
 */
export const helmUpdateChart: StepDefinition<Config> = {
  id: 'helm-update-chart',
  kind: 'files',
  schema,
  async plan(_context, { path, charts }) {
    const what = charts
      ? `set ${charts.map(({ name }) => name).join(', ')}`
      : 'update the dependencies';
    return { summary: `${what} in the chart ${path}`, effects: [] };
  },
  async run(context, config) {
    const { workspace, promotion } = context;
    const chart = await readChartFolder(workspace, workspacePath(config.path));
    if (chart.apiVersion === 'v1') {
      throw new InputError(
        `"${chart.file}" is of apiVersion v1, whose dependencies stand in requirements.yaml; this step updates those of v2`,
      );
    }
    const updated = setChartVersions(
      chart.text,
      chart.dependencies,
      config.charts ?? [],
    );
    const locked = await lockDependencies(context, updated.dependencies, {
      folder: chart.folder,
      stays: config.charts ? chart.locked : [],
    });
    const archives = await newArchives(context, chart, locked);

    if (updated.text !== chart.text) {
      await workspace.write(chart.file, updated.text);
    }
    const digest = chartLockDigest(updated.dependencies, locked);
    if (digest !== chart.digest) {
      await workspace.write(
        chart.lockFile,
        writeChartLock({
          dependencies: locked,
          digest,
          // The same for a preview, for every Stage, and when it is done again.
          generated: new Date(promotion.targetFreight.createdAt),
        }),
      );
    }
    for (const [path, content] of archives.fetched) {
      await workspace.write(path, content);
    }
    for (const path of archives.outdated) {
      await workspace.remove(path);
    }
    const commitMessage = chartCommitMessage(
      config.path,
      chartChanges(chart.locked, locked),
    );
    return {
      status: 'Succeeded',
      output: commitMessage === undefined ? {} : { commitMessage },
    };
  },
};

/** What Helm would find in `charts` must be what is locked, or it would render the old chart. */
async function newArchives(
  context: StepContext,
  { charts, archives }: ChartFolder,
  locked: LockedDependency[],
) {
  const fetched = new Map<string, Buffer>();
  const outdated = new Set<string>();
  for (const chart of locked.filter(isRemoteChart)) {
    await assertNotUnpacked(context, `${charts}/${chart.name}`, chart);
    const present = chartArchives(archives, chart.name);
    const wanted = locked.filter(({ name }) => name === chart.name);
    if (present.size > 0 && !present.has(chart.version)) {
      fetched.set(
        `${charts}/${chart.name}-${chart.version}.tgz`,
        await fetchChartOnce(context, chart),
      );
    }
    for (const [version, path] of present) {
      if (!wanted.some(each => each.version === version)) {
        outdated.add(path);
      }
    }
  }
  return { fetched, outdated };
}

async function assertNotUnpacked(
  { workspace }: StepContext,
  folder: string,
  { name, version }: LockedDependency,
): Promise<void> {
  const file = `${folder}/Chart.yaml`;
  const text = await readText(workspace, file);
  if (text === undefined) {
    return;
  }
  const found = readChart(file, text).version;
  if (found !== version) {
    throw new StepFailure(
      `"${folder}" is a copy of the chart "${name}" ${found}, which Helm would go on using instead of ${version}; keep the archive there, or nothing`,
    );
  }
}
