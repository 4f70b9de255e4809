import {
  JsonObject,
  StepStatus,
} from '@waybill/backstage-plugin-waybill-common';
import {
  promotionOf,
  promotionWorld,
  REPO,
  step,
} from '../testing/promotionWorld';
import { builtInSteps } from '../steps';
import { outsideEffects } from './outsideEffects';

const isFiles = (uses: string) =>
  builtInSteps.find(it => it.id === uses)?.kind === 'files';

function told(
  uses: string,
  status: StepStatus,
  rest: { record?: JsonObject; output?: JsonObject; config?: JsonObject } = {},
) {
  const { record = {}, output, config = {} } = rest;
  return outsideEffects(
    {
      steps: [step(uses, config, { as: 'it' })],
      stepStates: [
        {
          ...{ alias: 'it', uses, status, errorCount: 0, record, output },
          startedAt: status === 'Pending' ? undefined : '2026-03-01T10:00:00Z',
        },
      ],
    },
    isFiles,
  );
}

const PUSH = { repoURL: REPO, branch: 'main', commit: 'abcdef0123' };

describe('what a promotion has done outside', () => {
  it.each<[string, StepStatus, Parameters<typeof told>[2], boolean, string]>([
    [
      'git-push',
      'Succeeded',
      { record: PUSH, output: PUSH },
      true,
      `pushed abcdef0 to main of ${REPO}`,
    ],
    [
      'git-push',
      'Succeeded',
      { output: { repoURL: REPO, tag: 'v1', commit: 'abcdef0123' } },
      true,
      `pushed the tag v1 of ${REPO}`,
    ],
    [
      'git-push',
      'Aborted',
      { record: PUSH },
      false,
      `may have pushed abcdef0 to main of ${REPO}`,
    ],
    [
      'git-push',
      'Errored',
      { record: { repoURL: REPO, tag: 'v1', isRefused: false } },
      false,
      `may have pushed the tag v1 of ${REPO}`,
    ],
    [
      'github-push',
      'Errored',
      { record: { ...PUSH, pushed: '9999999aaa' } },
      true,
      `pushed 9999999 to main of ${REPO}`,
    ],
    [
      'git-open-pr',
      'Aborted',
      { record: { repoURL: REPO, head: 'next', base: 'main' } },
      false,
      `may have opened a pull request from next into main in ${REPO}`,
    ],
    [
      'git-merge-pr',
      'Succeeded',
      { record: { merging: 7 } },
      true,
      'merged pull request #7',
    ],
    [
      'git-merge-pr',
      'Failed',
      { record: { merging: 7 } },
      false,
      'may have merged pull request #7',
    ],
    [
      'argocd-update',
      'Succeeded',
      { record: { 'application:argocd/shop': { asked: '2026' } } },
      true,
      'had Argo CD sync shop',
    ],
    [
      'argocd-update',
      'Aborted',
      { record: { 'application:argocd/shop': { asked: '2026' } } },
      false,
      'asked Argo CD to sync shop, which may be going on still',
    ],
    [
      'http',
      'Succeeded',
      { config: { method: 'POST' } },
      true,
      'called an HTTP server',
    ],
    [
      'http',
      'Aborted',
      { config: { method: '${{ vars.how }}' }, record: { isSending: true } },
      false,
      'may have called an HTTP server',
    ],
    [
      'send-message',
      'Errored',
      { record: { isSent: true } },
      true,
      'sent a message',
    ],
    ['acme-deploy', 'Aborted', {}, false, 'acme-deploy began, whatever it did'],
  ])('%s, %s: %j', (uses, status, rest, certain, text) => {
    expect(told(uses, status, rest)).toEqual([
      expect.objectContaining({ step: 'it', certain, text }),
    ]);
  });

  it.each<[string, StepStatus, Parameters<typeof told>[2]]>([
    ['git-commit', 'Succeeded', { output: { commit: 'abc' } }],
    ['git-push', 'Pending', {}],
    ['git-push', 'Skipped', {}],
    ['git-push', 'Errored', {}],
    ['git-push', 'Errored', { record: { ...PUSH, isRefused: true } }],
    ['git-push', 'Failed', { record: { tag: 'v1', isRefused: true } }],
    ['git-open-pr', 'Errored', { record: { repoURL: REPO, isRefused: true } }],
    ['git-merge-pr', 'Failed', { record: { merging: null } }],
    ['argocd-update', 'Succeeded', {}],
    ['argocd-wait', 'Succeeded', {}],
    ['http', 'Succeeded', { config: {} }],
    [
      'http',
      'Failed',
      { config: { method: 'POST' }, record: { isSending: false } },
    ],
    ['wait-for-approval', 'Aborted', {}],
  ])('is nothing for %s, %s, %j', (uses, status, rest) => {
    expect(told(uses, status, rest)).toEqual([]);
  });

  it('says who has gone on with its pull request since', () => {
    const url = 'https://git.example.com/pull/1';
    const state = {
      ...{ alias: 'pr', uses: 'git-open-pr', status: 'Succeeded' as const },
      ...{ errorCount: 0, startedAt: '2026-03-01T10:00:00Z' },
      record: { repoURL: REPO, number: 1, url },
    };
    const effects = outsideEffects(
      { steps: [], stepStates: [state] },
      isFiles,
      new Map([[url, 'prod.02']]),
    );
    expect(effects).toEqual([
      {
        ...{ step: 'pr', certain: true, url },
        text: 'opened pull request #1, which promotion prod.02 has taken over since',
      },
    ]);
  });

  it('links only where a browser may go', () => {
    const output = { ...PUSH, commitURL: 'ftp://git.example.com/c/abc' };
    expect(told('git-push', 'Succeeded', { output })[0].url).toBeUndefined();
    const good = { ...PUSH, commitURL: 'https://git.example.com/c/abc' };
    expect(told('git-push', 'Succeeded', { output: good })[0].url).toBe(
      good.commitURL,
    );
  });
});

describe('a promotion that is aborted', () => {
  it('says what it had done, and does nothing more', async () => {
    const world = promotionWorld({
      files: { 'dev.yaml': 'tag: "1"\n' },
      record: promotionOf([
        step('git-clone', {
          repoURL: REPO,
          checkout: [{ path: 'src', branch: 'main' }],
        }),
        step('yaml-update', {
          path: 'src/dev.yaml',
          updates: [{ key: 'tag', value: '2' }],
        }),
        step('git-commit', { path: 'src', message: 'Promote' }),
        step('git-push', { path: 'src', targetBranch: 'next' }, { as: 'push' }),
        step('git-open-pr', {
          repoURL: REPO,
          sourceBranch: '${{ outputs.push.branch }}',
          targetBranch: 'main',
        }),
        step('git-wait-for-pr', {
          repoURL: REPO,
          prNumber: '${{ outputs["git-open-pr"].pr.id }}',
        }),
      ]),
    });
    expect(await world.advance()).toMatchObject({ type: 'waiting' });
    world.record.abortRequested = {
      by: { type: 'user', ref: 'user:default/olga' },
      at: world.now.toISOString(),
      reason: 'wrong version',
    };
    const pushed = world.record.stepStates[3].output?.commit as string;
    expect(await world.advance()).toEqual({
      type: 'finished',
      phase: 'Aborted',
      message: `Aborted by user:default/olga: wrong version; what it had done stays: pushed ${pushed.slice(
        0,
        7,
      )} to next of ${REPO}; opened pull request #1`,
    });
    expect(outsideEffects(world.record, isFiles)).toMatchObject([
      { step: 'push', certain: true },
      {
        step: 'git-open-pr',
        certain: true,
        url: expect.stringMatching(/^http/),
      },
    ]);
    expect(world.record.stepStates[5]).toMatchObject({
      status: 'Aborted',
      message: 'Aborted by user:default/olga: wrong version',
    });
  });
});
