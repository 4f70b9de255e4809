import { InputError } from '@backstage/errors';
import { Workspace } from '@waybill/backstage-plugin-waybill-node';
import { readText } from '../reading/readText';
import { kindOf } from '../rendering/kindOf';
import { ChartDependency, LockedDependency } from './ChartDependency';
import { readChart } from './readChart';
import { readChartLock } from './readChartLock';

/** A chart in the workspace, as far as its dependencies go. */
export interface ChartFolder {
  /** Its own path, and those of its files. */
  folder: string;
  file: string;
  lockFile: string;
  /** Where Helm expects the charts that it depends on. */
  charts: string;
  /** Of `Chart.yaml`. */
  text: string;
  apiVersion: string;
  dependencies: ChartDependency[];
  /** Of `Chart.lock`; none, if there is none. */
  locked: LockedDependency[];
  digest: string | undefined;
  /** Files directly in `charts`. */
  archives: string[];
}

/** Throws an `InputError` where there is no chart. */
export async function readChartFolder(
  workspace: Workspace,
  folder: string,
): Promise<ChartFolder> {
  const within = (name: string) => `${folder && `${folder}/`}${name}`;
  const file = within('Chart.yaml');
  const lockFile = within('Chart.lock');
  const charts = within('charts');
  const text = await readText(workspace, file);
  if (text === undefined) {
    throw new InputError(`There is no Chart.yaml in "${folder}"`);
  }
  const lock = await readText(workspace, lockFile);
  const before = lock === undefined ? undefined : readChartLock(lockFile, lock);
  const below =
    (await kindOf(workspace, charts)) === 'folder'
      ? await workspace.list(charts)
      : [];
  const { apiVersion, dependencies } = readChart(file, text);
  return {
    ...{ folder, file, lockFile, charts, text, apiVersion, dependencies },
    locked: before?.dependencies ?? [],
    digest: before?.digest,
    archives: below.filter(
      path => !path.slice(charts.length + 1).includes('/'),
    ),
  };
}
