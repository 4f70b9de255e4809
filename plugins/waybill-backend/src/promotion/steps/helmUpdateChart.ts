import { createHash } from 'node:crypto';
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
import { ChartDependency, LockedDependency } from '../charts/ChartDependency';
import { chartLockDigest } from '../charts/chartLockDigest';
import { fetchChart } from '../charts/fetchChart';
import { isExactVersion } from '../charts/isExactVersion';
import { lockDependency } from '../charts/lockDependency';
import { readChart } from '../charts/readChart';
import { readChartLock } from '../charts/readChartLock';
import { setChartVersions } from '../charts/setChartVersions';
import { writeChartLock } from '../charts/writeChartLock';
import { readText } from '../reading/readText';
import { kindOf } from '../rendering/kindOf';
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
    const chart = await readFolder(context, config.path);
    const updated = setChartVersions(
      chart.text,
      chart.dependencies,
      config.charts ?? [],
    );
    const locked = await lockAll(context, updated.dependencies, {
      folder: chart.folder,
      stays: config.charts ? chart.locked : [],
    });
    const archives = await newArchives(context, chart.folder, locked);

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

async function readFolder({ workspace }: StepContext, path: string) {
  const folder = workspacePath(path);
  const file = `${folder && `${folder}/`}Chart.yaml`;
  const lockFile = `${folder && `${folder}/`}Chart.lock`;
  const text = await readText(workspace, file);
  if (text === undefined) {
    throw new InputError(`There is no Chart.yaml in "${path}" to update`);
  }
  const { apiVersion, dependencies } = readChart(file, text);
  if (apiVersion === 'v1') {
    throw new InputError(
      `"${file}" is of apiVersion v1, whose dependencies stand in requirements.yaml; this step updates those of v2`,
    );
  }
  const lock = await readText(workspace, lockFile);
  const before = lock === undefined ? undefined : readChartLock(lockFile, lock);
  return {
    folder,
    file,
    lockFile,
    text,
    dependencies,
    locked: before?.dependencies ?? [],
    digest: before?.digest,
  };
}

async function lockAll(
  context: StepContext,
  dependencies: ChartDependency[],
  options: { folder: string; stays: readonly LockedDependency[] },
): Promise<LockedDependency[]> {
  const { record } = context;
  const key = createHash('sha256')
    .update(JSON.stringify([dependencies, options.stays]))
    .digest('hex');
  const noted = record.value.locked as
    | { key: string; dependencies: LockedDependency[] }
    | undefined;
  if (noted?.key === key) {
    return noted.dependencies;
  }
  const locked = [];
  for (const dependency of dependencies) {
    locked.push(await lockDependency(context, dependency, options));
  }
  if (dependencies.some(isRange)) {
    await record.note({
      locked: { key, dependencies: locked.map(each => ({ ...each })) },
    });
  }
  return locked;
}

/** What Helm would find in `charts` must be what is locked, or it would render the old chart. */
async function newArchives(
  context: StepContext,
  folder: string,
  locked: LockedDependency[],
) {
  const { workspace } = context;
  const charts = `${folder && `${folder}/`}charts`;
  const files =
    (await kindOf(workspace, charts)) === 'folder'
      ? await workspace.list(charts)
      : [];
  const direct = files.filter(
    path => !path.slice(charts.length + 1).includes('/'),
  );
  const fetched = new Map<string, Buffer>();
  const outdated = new Set<string>();
  for (const chart of locked.filter(each => isRemote(each.repository))) {
    await assertNotUnpacked(context, `${charts}/${chart.name}`, chart);
    const present = chartArchives(direct, chart.name);
    const wanted = locked.filter(({ name }) => name === chart.name);
    if (present.size > 0 && !present.has(chart.version)) {
      const path = `${charts}/${chart.name}-${chart.version}.tgz`;
      fetched.set(path, await fetchOnce(context, path, chart));
    }
    for (const [version, path] of present) {
      if (!wanted.some(each => each.version === version)) {
        outdated.add(path);
      }
    }
  }
  return { fetched, outdated };
}

function isRange({ repository, version }: ChartDependency): boolean {
  return isRemote(repository) && !isExactVersion(version);
}

function isRemote(repository: string): boolean {
  return repository !== '' && !repository.startsWith('file://');
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

async function fetchOnce(
  context: StepContext,
  path: string,
  chart: LockedDependency,
): Promise<Buffer> {
  const { record } = context;
  const content = await fetchChart(context, chart);
  const digest = createHash('sha256').update(content).digest('hex');
  const noted = (record.value.archives ?? {}) as Record<string, string>;
  if (noted[path] !== undefined && noted[path] !== digest) {
    throw new StepFailure(
      `The chart "${chart.name}" ${chart.version} of ${chart.repository} is no longer what this promotion fetched first: expected sha256 ${noted[path]}, found ${digest}`,
    );
  }
  if (noted[path] === undefined) {
    await record.note({ archives: { ...noted, [path]: digest } });
  }
  return content;
}
