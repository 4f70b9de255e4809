import { Application } from '@waybill/backstage-plugin-waybill-node';
import { CORRELATION_INFO, operationVerdict } from './operationVerdict';

const ours = { info: [{ name: CORRELATION_INFO, value: 'p1/sync' }] };
const theirs = {
  info: [{ name: CORRELATION_INFO, value: 'p0/sync' }],
  initiatedBy: { username: 'mira' },
};
const done = {
  operation: ours,
  phase: 'Succeeded' as const,
  startedAt: '2026-01-01T00:00:00Z',
  finishedAt: '2026-01-01T00:00:09Z',
  syncResult: { revision: 'aaa' },
};

function app(
  status: Application['status'],
  rest: Partial<Application> = {},
): Application {
  return {
    metadata: { name: 'shop', namespace: 'argocd', resourceVersion: '1' },
    spec: {
      project: 'default',
      destination: {},
      source: { repoURL: 'https://git.example.com/shop' },
    },
    status,
    ...rest,
  };
}
const sources = [
  { repoURL: 'https://git.example.com/a' },
  { repoURL: 'https://git.example.com/b' },
];
const spec = { project: 'default', destination: {}, sources };
const look = (
  application: Application,
  desired = [{ index: 0, revision: 'aaa' }],
) => operationVerdict(application, { correlationId: 'p1/sync', desired }).type;

describe('operationVerdict', () => {
  // Each of these gives another answer once the rule it names is taken out.
  it.each<[string, Application, string]>([
    ['all rules hold', app({ operationState: done }), 'succeeded'],
    ['never synced', app({}), 'absent'],
    ['no status at all', app(undefined), 'absent'],
    [
      'our operation is still pending, beside an older result of ours',
      app({ operationState: done }, { operation: ours }),
      'running',
    ],
    [
      'a foreign operation is pending, beside our result',
      app({ operationState: done }, { operation: theirs }),
      'foreign',
    ],
    [
      'a finished operation of another promotion is not ours',
      app({ operationState: { ...done, operation: theirs } }),
      'absent',
    ],
    [
      'a finished operation without any info is not ours',
      app({ operationState: { ...done, operation: {} } }),
      'absent',
    ],
    [
      'an id under another name is not ours',
      app({
        operationState: {
          ...done,
          operation: { info: [{ name: 'Reason', value: 'p1/sync' }] },
        },
      }),
      'absent',
    ],
    [
      'a running foreign operation',
      app({
        operationState: { ...done, phase: 'Running', operation: theirs },
      }),
      'foreign',
    ],
    [
      'a failed attempt with retries left: Running, finishedAt set',
      app({ operationState: { ...done, phase: 'Running' } }),
      'running',
    ],
    [
      'terminating',
      app({ operationState: { ...done, phase: 'Terminating' } }),
      'running',
    ],
    [
      'Succeeded, but not finished',
      app({ operationState: { ...done, finishedAt: undefined } }),
      'running',
    ],
    ['Failed', app({ operationState: { ...done, phase: 'Failed' } }), 'failed'],
    ['Error', app({ operationState: { ...done, phase: 'Error' } }), 'failed'],
    [
      'another revision',
      app({ operationState: { ...done, syncResult: { revision: 'bbb' } } }),
      'wrongRevision',
    ],
    [
      'no sync result',
      app({ operationState: { ...done, syncResult: undefined } }),
      'wrongRevision',
    ],
    [
      'a comparison error, whatever the revision says',
      app({
        operationState: done,
        conditions: [{ type: 'ComparisonError', message: 'no such path' }],
      }),
      'running',
    ],
    [
      'an invalid spec',
      app({
        operationState: done,
        conditions: [{ type: 'InvalidSpecError', message: 'x' }],
      }),
      'running',
    ],
    [
      'another condition does not count',
      app({
        operationState: done,
        conditions: [{ type: 'SharedResourceWarning', message: 'x' }],
      }),
      'succeeded',
    ],
    [
      'OutOfSync is drift and does not count',
      app({ operationState: done, sync: { status: 'OutOfSync' } }),
      'succeeded',
    ],
  ])('%s', (_, application, type) => {
    expect(look(application)).toBe(type);
  });

  it('compares several sources by index', () => {
    const state = (revisions: string[]) =>
      app(
        {
          operationState: {
            ...done,
            // What single-source applications carry must not be read here.
            syncResult: { revision: 'bbb', revisions },
          },
        },
        { spec },
      );
    const second = [{ index: 1, revision: 'bbb' }];
    expect(look(state(['aaa', 'bbb']), second)).toBe('succeeded');
    expect(look(state(['bbb', 'aaa']), second)).toBe('wrongRevision');
    expect(look(state(['bbb']), second)).toBe('wrongRevision');
    expect(look(state(['x', 'y']), [])).toBe('succeeded');
  });

  it('says who is in the way', () => {
    const verdict = operationVerdict(
      app({ operationState: { ...done, phase: 'Running', operation: theirs } }),
      { correlationId: 'p1/sync', desired: [] },
    );
    expect(verdict.message).toContain('mira');
  });
});
