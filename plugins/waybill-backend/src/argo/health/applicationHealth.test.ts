import { Application } from '@waybill/backstage-plugin-waybill-node';
import fc from 'fast-check';
import { applicationHealth } from './applicationHealth';

const COMMIT = 'a'.repeat(40);
const OTHER = 'b'.repeat(40);
const NOW = new Date('2026-01-01T12:00:00Z');
const ago = (seconds: number) =>
  `${new Date(NOW.getTime() - seconds * 1000).toISOString().slice(0, 19)}Z`;

type Status = NonNullable<Application['status']>;

/** Synced to COMMIT an hour ago, compared a minute ago, Healthy ever since. */
function application(
  status: Partial<Status> = {},
  rest: Partial<Application> = {},
): Application {
  return {
    metadata: { name: 'app', namespace: 'argocd', resourceVersion: '1' },
    spec: {
      project: 'default',
      destination: {},
      source: { repoURL: 'https://git.example.com/r.git' },
    },
    status: {
      health: { status: 'Healthy', lastTransitionTime: ago(3_000) },
      sync: { status: 'Synced', revision: COMMIT },
      operationState: { phase: 'Succeeded', finishedAt: ago(3_600) },
      reconciledAt: ago(60),
      ...status,
    },
    ...rest,
  };
}

const look = (
  app: Application | undefined,
  more: Partial<Parameters<typeof applicationHealth>[1]> = {},
) =>
  applicationHealth(app, {
    name: 'app',
    namespace: 'argocd',
    desired: [{ index: 0, revision: COMMIT }],
    now: NOW,
    ...more,
  });

describe('applicationHealth', () => {
  // Each would be Healthy if its rule were taken out.
  it.each<[string, Application | undefined, string, RegExp]>([
    ['does not exist', undefined, 'Unknown', /There is no .*"app"/],
    [
      'was last compared before its operation ended',
      application({ reconciledAt: ago(3_601) }),
      'Unknown',
      /not been compared since/,
    ],
    [
      'was out of sync in the second in which it was synced: it was compared just before',
      application({
        reconciledAt: ago(3_600),
        sync: { status: 'OutOfSync', revision: COMMIT },
      }),
      'Unknown',
      /not been compared since/,
    ],
    [
      'was never compared after its operation',
      application({ reconciledAt: undefined }),
      'Unknown',
      /not been compared since/,
    ],
    [
      'cannot be compared',
      application({
        conditions: [{ type: 'ComparisonError', message: 'no such path' }],
      }),
      'Unhealthy',
      /ComparisonError: no such path/,
    ],
    [
      'has an invalid spec',
      application({
        conditions: [{ type: 'InvalidSpecError', message: 'no project' }],
      }),
      'Unhealthy',
      /InvalidSpecError/,
    ],
    [
      'has an operation that has not begun',
      application({}, { operation: { sync: {} } }),
      'Unknown',
      /is being synced/,
    ],
    [
      'has an operation that runs',
      application({ operationState: { phase: 'Running' } }),
      'Unknown',
      /is being synced/,
    ],
    [
      'has an operation whose last attempt failed and that will be retried',
      application({
        operationState: { phase: 'Running', finishedAt: ago(3_600) },
      }),
      'Unknown',
      /is being synced/,
    ],
    [
      'is at another revision than promoted',
      application({ sync: { status: 'Synced', revision: OTHER } }),
      'Unhealthy',
      /Source 0 .* is at bbbbbbb, not at aaaaaaa as promoted$/,
    ],
    [
      'has lost the source that was promoted',
      application({}, { spec: { project: 'p', destination: {} } }),
      'Unknown',
      /has no source 0/,
    ],
    [
      'has seen no revision of the source',
      application({ sync: { status: 'Synced' } }),
      'Unknown',
      /no observed revision for source 0/,
    ],
    [
      'was synced a moment ago, before workloads could notice',
      application({
        operationState: { phase: 'Succeeded', finishedAt: ago(4) },
        reconciledAt: ago(4),
      }),
      'Progressing',
      /waiting for it to settle/,
    ],
    ...(['Progressing', '', undefined] as const).map(
      status =>
        [
          `is ${status ?? 'without health'}`,
          application({ health: { status } }),
          'Progressing',
          /is progressing/,
        ] as [string, Application, string, RegExp],
    ),
    [
      'is Suspended',
      application({ health: { status: 'Suspended' } }),
      'Progressing',
      /is suspended/,
    ],
    [
      'has just become Degraded',
      application({
        health: { status: 'Degraded', lastTransitionTime: ago(9) },
      }),
      'Progressing',
      /just become Degraded/,
    ],
    [
      'is Degraded',
      application({
        health: { status: 'Degraded', lastTransitionTime: ago(11) },
        resources: [
          {
            kind: 'Deployment',
            name: 'web',
            health: { status: 'Degraded', message: 'ImagePullBackOff' },
          },
        ],
      }),
      'Unhealthy',
      /is Degraded: Deployment web is Degraded \(ImagePullBackOff\)$/,
    ],
    [
      'is Missing',
      application({ health: { status: 'Missing' } }),
      'Unhealthy',
      /is Missing/,
    ],
    [
      'has a health that is not known yet',
      application({ health: { status: 'Unknown' } }),
      'Unhealthy',
      /is Unknown/,
    ],
  ])('is not Healthy when it %s', (_, app, status, issue) => {
    const { health } = look(app);
    expect(health).toEqual({ status, issues: [expect.stringMatching(issue)] });
  });

  it.each<[string, Application, object]>([
    ['all is well', application(), {}],
    [
      'it is OutOfSync: that is drift',
      application({ sync: { status: 'OutOfSync', revision: COMMIT } }),
      {},
    ],
    [
      'the last operation was not ours',
      application({
        operationState: {
          phase: 'Succeeded',
          finishedAt: ago(3_600),
          operation: { initiatedBy: { automated: true } },
        },
      }),
      {},
    ],
    [
      'it was compared in the second in which the operation ended',
      application({ reconciledAt: ago(3_600) }),
      {},
    ],
    [
      'a later commit left the promoted content as it was',
      application({ sync: { status: 'Synced', revision: OTHER } }),
      { contentUnchanged: () => true },
    ],
    [
      'no revision is known and it is being synced by somebody',
      application({ operationState: { phase: 'Running' } }),
      { desired: [] },
    ],
    [
      'no revision is known and it was compared since somebody began to sync it',
      application({
        operationState: { phase: 'Running', startedAt: ago(3_000) },
        reconciledAt: ago(2_999),
      }),
      { desired: [] },
    ],
    [
      'another condition is there',
      application({
        conditions: [{ type: 'OrphanedResourceWarning', message: 'x' }],
      }),
      {},
    ],
    [
      "the cluster's clock is far ahead",
      application({
        operationState: { phase: 'Succeeded', finishedAt: ago(-3_600) },
        reconciledAt: ago(-3_600),
      }),
      {},
    ],
  ])('is Healthy when %s', (_, app, more) => {
    expect(look(app, more).health).toEqual({ status: 'Healthy', issues: [] });
  });

  it.each([3_000, 3_001])(
    'is Unknown when no revision is known, and somebody began to sync it (%s s ago it was compared, 3000 s ago that began)',
    compared => {
      // The operation before may have ended just then: what the status says may be from before both.
      const { health, stale } = look(
        application({
          operationState: { phase: 'Running', startedAt: ago(3_000) },
          reconciledAt: ago(compared),
        }),
        { desired: [] },
      );
      expect(health).toEqual({
        status: 'Unknown',
        issues: [expect.stringMatching(/not been compared since that began/)],
      });
      expect(stale).toBe(false);
    },
  );

  it('compares several sources index by index', () => {
    const app = application(
      { sync: { revisions: [COMMIT, OTHER] } },
      {
        spec: {
          project: 'p',
          destination: {},
          sources: [{ repoURL: 'one' }, { repoURL: 'two' }],
        },
      },
    );
    const at = (index: number, revision: string) =>
      look(app, { desired: [{ index, revision }] }).health.status;
    expect([at(0, COMMIT), at(1, OTHER), at(0, OTHER), at(1, COMMIT)]).toEqual([
      'Healthy',
      'Healthy',
      'Unhealthy',
      'Unhealthy',
    ]);
  });

  it('is stale exactly when the comparison is older than the end of the operation, and then never Healthy', () => {
    const seconds = fc.integer({ min: 0, max: 100_000 });
    fc.assert(
      fc.property(seconds, seconds, (finished, reconciled) => {
        const { stale, health } = look(
          application({
            operationState: { phase: 'Succeeded', finishedAt: ago(finished) },
            reconciledAt: ago(reconciled),
          }),
        );
        expect(stale).toBe(reconciled > finished);
        expect(health.status === 'Healthy').toBe(
          reconciled <= finished && finished >= 5,
        );
      }),
    );
  });

  it.each<[string, Application, string | undefined]>([
    [
      'is at another revision, and out of sync with it',
      application({ sync: { status: 'OutOfSync', revision: OTHER } }),
      'is syncing to bbbbbbb',
    ],
    [
      'is at another revision already',
      application({ sync: { status: 'Synced', revision: OTHER } }),
      'is at bbbbbbb by now, while a promotion runs',
    ],
    [
      'has an operation that runs',
      application({ operationState: { phase: 'Running' } }),
      'is syncing to aaaaaaa',
    ],
    [
      'was last compared before its operation ended',
      application({
        reconciledAt: ago(3_601),
        sync: { status: 'OutOfSync', revision: 'v1.2.0' },
      }),
      'is syncing to v1.2.0',
    ],
    [
      'is Degraded where it was promoted to',
      application({ health: { status: 'Degraded' } }),
      undefined,
    ],
    [
      'cannot be compared',
      application({
        sync: { status: 'Unknown', revision: OTHER },
        conditions: [{ type: 'ComparisonError', message: 'no such path' }],
      }),
      undefined,
    ],
  ])(
    'while a promotion runs, is no worse than on its way when it %s',
    (_, app, words) => {
      const { whilePromoting } = look(app);
      expect(whilePromoting).toEqual(
        words && {
          status: 'Progressing',
          issues: [`Argo CD Application "app" in namespace "argocd" ${words}`],
        },
      );
    },
  );
});
