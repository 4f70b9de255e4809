// What differs is checked by functions beside the cases.
/* eslint-disable jest/no-standalone-expect */
import { InputError } from '@backstage/errors';
import {
  ConformanceCase,
  describeConformance,
} from '../../testing/describeConformance';
import { chartChanges } from '../charts/chartChanges';
import { chartCommitMessage } from '../charts/chartCommitMessage';
import { lockDependency } from '../charts/lockDependency';
import { readChart } from '../charts/readChart';
import { ChartUpdate, setChartVersions } from '../charts/setChartVersions';
import { createFakeServices } from '../testing/createFakeServices';
import { fileWorld } from '../testing/fileWorld';

type Versions = Record<string, string>;

interface Case extends ConformanceCase {
  chartYAML?: string;
  charts?: ChartUpdate[];
  path?: string;
  lockBefore?: Versions;
  lockAfter?: Versions;
  chartPath?: string;
  existing?: string[];
  dependencyRepository?: string;
  expect: {
    chartYAML?: string;
    waybill?: string;
    error?: boolean;
    contains?: string;
    changes?: Versions;
    commitMessageHead?: string | null;
    commitMessageLines?: string[];
    accepted?: boolean;
  };
}

describeConformance<Case>('helm-update-chart.json', {
  async check(given) {
    if (given.chartYAML !== undefined) {
      checkChart(given);
    } else if (given.lockBefore) {
      checkLock(given);
    } else {
      await checkLocal(given);
    }
  },
  differs: {
    'comment on the version line': {
      because: 'a comment stays',
      check: given => expect(updated(given).text).toBe(given.expect.waybill),
    },
  },
});

function updated({ chartYAML = '', charts = [] }: Case) {
  const { dependencies } = readChart('Chart.yaml', chartYAML);
  return setChartVersions(chartYAML, dependencies, charts);
}

function checkChart(given: Case) {
  const { error, contains, chartYAML } = given.expect;
  if (error) {
    expect(() => updated(given)).toThrow(InputError);
    expect(() => updated(given)).toThrow(contains);
    return;
  }
  const { text, dependencies } = updated(given);
  expect(text).toBe(chartYAML);
  expect(dependencies).toEqual(readChart('Chart.yaml', text).dependencies);
}

const locked = (versions: Versions = {}) =>
  Object.entries(versions).map(([name, version]) => ({
    name,
    version,
    repository: 'https://charts.example.com',
  }));

function checkLock({ path = '', lockBefore, lockAfter, expect: wanted }: Case) {
  const changes = chartChanges(locked(lockBefore), locked(lockAfter));
  expect(Object.fromEntries(changes)).toEqual(wanted.changes);
  const message = chartCommitMessage(path, changes);
  const lines = wanted.commitMessageLines ?? [];
  expect(message).toBe(
    wanted.commitMessageHead === null
      ? undefined
      : `${wanted.commitMessageHead}\n${lines.join('\n')}`,
  );
}

async function checkLocal(given: Case) {
  const { workspace } = fileWorld();
  for (const folder of given.existing ?? []) {
    await workspace.write(`${folder}/Chart.yaml`, 'version: 1.0.0\n');
  }
  const { charts, oci } = createFakeServices().ports;
  const { signal } = new AbortController();
  const looked = lockDependency(
    { workspace, charts, oci, signal },
    {
      name: 'lib',
      version: '',
      repository: given.dependencyRepository!,
      condition: '',
      tags: [],
      enabled: false,
      'import-values': [],
      alias: '',
    },
    { folder: given.chartPath!, stays: [] },
  );
  if (given.expect.accepted) {
    expect(await looked).toMatchObject({ name: 'lib', version: '1.0.0' });
  } else {
    await expect(looked).rejects.toThrow('not a path inside the workspace');
  }
}
