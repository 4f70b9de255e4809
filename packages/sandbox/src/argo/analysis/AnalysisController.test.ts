import { mkdtemp, rm } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { ArgoFault } from '../argoFaults';
import { Argo, startArgo } from '../startArgo';
import { AnalysisRun, Metric } from './AnalysisRun';

const PATH = '/apis/argoproj.io/v1alpha1/namespaces/guestbook/analysisruns';

describe('AnalysisController', () => {
  let directory: string;
  let argo: Argo;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'analysis-'));
    argo = await startArgo({
      directory,
      port: 0,
      resolveRepository: () => undefined,
      delays: { measure: 30 },
    });
    argo.apply({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisTemplate',
      metadata: { name: 'smoke', namespace: 'guestbook' },
      spec: { metrics: [{ name: 'smoke' }] },
    });
  });

  afterAll(async () => {
    await argo.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function ask(path: string, method = 'GET', body?: object) {
    const response = await fetch(`${argo.url}${path}`, {
      method,
      headers: {
        'content-type':
          method === 'PATCH'
            ? 'application/merge-patch+json'
            : 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    return (await response.json()) as AnalysisRun;
  }
  const create = (name: string, spec: Partial<AnalysisRun['spec']>) =>
    ask(PATH, 'POST', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisRun',
      metadata: { name },
      spec: { metrics: [{ name: 'smoke' }], ...spec },
    });
  async function ended(name: string) {
    for (;;) {
      const { status } = await ask(`${PATH}/${name}`);
      if (status?.completedAt) return status;
      await new Promise(resolve => setTimeout(resolve, 10));
    }
  }

  it.each<[string, ArgoFault | undefined, Metric[], string, string]>([
    ['is good', undefined, [{ name: 'smoke', count: 3 }], 'Successful', ''],
    [
      'fails',
      'analysis-fails',
      [{ name: 'load' }, { name: 'smoke' }],
      'Failed',
      'Metric "smoke" assessed Failed due to failed (1) > failureLimit (0)',
    ],
    [
      'is inconclusive',
      'analysis-inconclusive',
      [{ name: 'smoke' }],
      'Inconclusive',
      'Metric "smoke" assessed Inconclusive due to inconclusive (1) > inconclusiveLimit (0)',
    ],
    [
      'cannot be measured',
      'analysis-errors',
      [{ name: 'smoke' }],
      'Error',
      'Metric "smoke" assessed Error due to consecutiveErrors (5) > consecutiveErrorLimit (4)',
    ],
  ])(
    'says what a run is whose metric %s',
    async (what, fault, metrics, phase, message) => {
      const name = what.replace(/ /g, '-');
      if (fault) argo.setFault(fault, true, 'smoke');
      await create(name, { metrics });
      expect(await ended(name)).toMatchObject({
        phase,
        ...(message && { message }),
        metricResults: metrics.map(it => ({ name: it.name })),
      });
      if (fault) argo.setFault(fault, false, 'smoke');
    },
  );

  it('lets a dry run fail, and bears failures up to the limit', async () => {
    argo.setFault('analysis-fails', true, 'dry');
    argo.setFault('analysis-fails', 1, 'smoke');
    await create('limits', {
      metrics: [{ name: 'dry' }, { name: 'smoke', count: 2, failureLimit: 1 }],
      dryRun: [{ metricName: 'dry' }],
    });
    expect((await ended('limits')).phase).toBe('Successful');
    argo.setFault('analysis-fails', false, 'dry');
  });

  it('does not begin with an argument that has no value', async () => {
    await create('open', { args: [{ name: 'url' }] });
    expect(await ended('open')).toMatchObject({
      phase: 'Error',
      message: 'args.url was not resolved',
    });
  });

  it.each<[string, Metric, ArgoFault | undefined]>([
    ['endless', { name: 'smoke', interval: '1s' }, undefined],
    ['hung', { name: 'smoke' }, 'analysis-hangs'],
  ])(
    'takes one that is %s for successful when it is terminated',
    async (name, metric, fault) => {
      if (fault) argo.setFault(fault, true);
      await create(name, { metrics: [metric] });
      await new Promise(resolve => setTimeout(resolve, 150));
      expect((await ask(`${PATH}/${name}`)).status?.phase).toBe('Running');
      await ask(`${PATH}/${name}`, 'PATCH', { spec: { terminate: true } });
      expect(await ended(name)).toMatchObject({
        phase: 'Successful',
        message: 'Run Terminated',
      });
      if (fault) argo.setFault(fault, false);
    },
  );
});
