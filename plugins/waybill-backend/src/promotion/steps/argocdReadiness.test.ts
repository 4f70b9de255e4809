import { Application } from '@waybill/backstage-plugin-waybill-node';
import { argocdReadiness, WaitFor } from './argocdReadiness';

const application = (status: Application['status'] = {}): Application => ({
  metadata: { name: 'web', namespace: 'argocd', resourceVersion: '1' },
  spec: { project: 'default', destination: {} },
  status,
});
const health = (status: string) => ({ health: { status } });
const synced = { sync: { status: 'Synced' } };
const at = (second: number) =>
  new Date(Date.UTC(2026, 2, 1, 10, 0, second)).toISOString();

describe('argocdReadiness', () => {
  it.each<[string, WaitFor[], Application['status'], string]>([
    ['healthy', ['health'], health('Healthy'), 'ready'],
    ['still coming up', ['health'], health('Progressing'), 'waiting'],
    [
      'a paused canary, not waited for',
      ['health'],
      health('Suspended'),
      'waiting',
    ],
    ['a paused canary', ['health', 'suspended'], health('Suspended'), 'ready'],
    ['degraded, as asked for', ['degraded'], health('Degraded'), 'ready'],
    [
      'healthy but not synced',
      ['health', 'sync'],
      health('Healthy'),
      'waiting',
    ],
    ['both', ['health', 'sync'], { ...health('Healthy'), ...synced }, 'ready'],
    ['synced alone', ['sync'], { ...health('Degraded'), ...synced }, 'ready'],
    [
      'an operation that has not ended',
      ['operation'],
      { operationState: { phase: 'Running' } },
      'waiting',
    ],
    ['no operation ever', ['operation'], {}, 'ready'],
    [
      'health from before the operation ended',
      ['health'],
      {
        ...health('Healthy'),
        reconciledAt: at(1),
        operationState: { finishedAt: at(2) },
      },
      'waiting',
    ],
    [
      'health from after it',
      ['health'],
      {
        ...health('Healthy'),
        reconciledAt: at(3),
        operationState: { finishedAt: at(2) },
      },
      'ready',
    ],
    [
      'manifests that cannot be made',
      ['sync'],
      { ...synced, conditions: [{ type: 'ComparisonError', message: 'x' }] },
      'failed',
    ],
  ])('%s', (_, waitFor, status, expected) => {
    expect(
      argocdReadiness(application(status), waitFor, undefined).status,
    ).toBe(expected);
  });

  it.each([
    ['Healthy', ['health'], 'failed'],
    ['Progressing', ['health'], 'failed'],
    ['Degraded', ['health'], 'waiting'],
    ['Unknown', ['health'], 'waiting'],
    [undefined, ['health'], 'waiting'],
    ['Healthy', ['health', 'degraded'], 'ready'],
  ] as [string | undefined, WaitFor[], string][])(
    'Degraded after %s, waiting for %s, is %s',
    (before, waitFor, expected) => {
      expect(
        argocdReadiness(application(health('Degraded')), waitFor, before)
          .status,
      ).toBe(expected);
    },
  );

  it('waits for an operation that Argo CD has not picked up', () => {
    const asked = { ...application(synced), operation: {} };
    expect(argocdReadiness(asked, ['operation', 'sync'], undefined)).toEqual({
      status: 'waiting',
      message: '"web" has an operation in progress',
    });
  });
});
