import { AddressInfo } from 'node:net';
import { Server } from 'node:http';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { createGitHosts } from './createGitHosts';
import { fakeGitea } from '../testing/fakeGitea';
import { fakeGithub } from '../testing/fakeGithub';
import { fakeGitlab } from '../testing/fakeGitlab';
import { FakeHost, HEAD, MERGED, token } from '../testing/FakeHost';

const signal = new AbortController().signal;
const logger = mockServices.logger.mock();
const wanted = {
  head: 'waybill/promotion/01H',
  base: 'main',
  title: 'Promote',
  description: 'to prod',
  labels: ['waybill'],
  reviewers: ['olga'],
  signal,
};
const { head, base } = wanted;

const HOSTS = [
  {
    says: 'GitHub',
    id: 'github',
    fake: fakeGithub,
    page: 'pull',
    commits: 'commit',
    methods: { known: 'squash', named: 'merge, squash, rebase' },
    reviewers: ['olga'],
    reviewersThen: ['dana'],
  },
  {
    says: 'GitLab',
    id: 'gitlab',
    fake: fakeGitlab,
    page: '-/merge_requests',
    commits: '-/commit',
    methods: { known: 'squash', named: 'merge, squash' },
    reviewers: ['70'],
    // GitLab is given all of them.
    reviewersThen: ['70', '71'],
  },
  {
    says: 'Gitea',
    id: 'gitea',
    fake: fakeGitea,
    page: 'pulls',
    commits: 'commit',
    methods: { known: 'rebase-merge', named: 'merge, rebase, rebase-merge' },
    reviewers: ['olga'],
    reviewersThen: ['dana'],
  },
];

function hostsAt(origin: string) {
  return createGitHosts({
    integrations: ScmIntegrations.fromConfig(
      new ConfigReader({
        integrations: {
          github: [
            { host: 'github.example.com', apiBaseUrl: origin },
            {
              host: 'open.example.com',
              apiBaseUrl: 'http://open.example.com/api/v3',
            },
          ],
          gitlab: [
            {
              host: 'gitlab.example.com',
              apiBaseUrl: `${origin}/api/v4`,
              baseUrl: 'https://gitlab.example.com',
            },
          ],
          gitea: [{ host: 'gitea.example.com', baseUrl: origin }],
        },
      }),
    ),
    credentials: { find: async () => ({ type: 'bearer', token }) },
    logger,
  });
}

describe.each(HOSTS)('pull requests on $says', kind => {
  let fake: FakeHost;
  let server: Server;
  let hosts: ReturnType<typeof createGitHosts>;

  beforeEach(async () => {
    fake = kind.fake();
    server = fake.app.listen(0, '127.0.0.1');
    await new Promise(resolve => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    hosts = hostsAt(`http://127.0.0.1:${port}`);
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  const repository = () =>
    hosts.forRepository({
      repoURL: `https://${kind.id}.example.com/acme/shop.git`,
    });
  const merge = async (more: { head?: string; method?: string } = {}) =>
    (await repository()).mergePullRequest({
      number: 1,
      head: HEAD,
      signal,
      ...more,
    });

  it('are opened once, and known again', async () => {
    const host = await repository();
    expect(
      await host.findOpenPullRequest({ head, base, signal }),
    ).toBeUndefined();
    const opened = await host.openPullRequest(wanted);
    expect(opened).toEqual({
      number: 1,
      url: `https://${kind.id}.example.com/acme/shop/${kind.page}/1`,
      state: 'open',
      head: { branch: head, commit: HEAD },
      base: { branch: base },
      title: 'Promote',
      description: 'to prod',
    });
    expect(fake.labels).toEqual([['waybill']]);
    expect(fake.reviewers).toEqual([kind.reviewers]);
    expect(await host.openPullRequest(wanted)).toEqual(opened);
    expect(await host.findOpenPullRequest({ head, base, signal })).toEqual(
      opened,
    );
    expect(fake.pulls).toHaveLength(1);
    expect(host.commitUrl('abc')).toBe(
      `https://${kind.id}.example.com/acme/shop/${kind.commits}/abc`,
    );
  });

  it('are given another title and text, and keep the labels and reviewers that they have', async () => {
    const host = await repository();
    const opened = await host.openPullRequest(wanted);
    const change = {
      number: 1,
      title: 'Promote another',
      description: 'to prod as well',
      labels: ['waybill'],
      reviewers: ['dana'],
      signal,
    };
    const changed = {
      ...opened,
      title: change.title,
      description: change.description,
    };
    expect(await host.updatePullRequest!(change)).toEqual(changed);
    expect(await host.findOpenPullRequest({ head, base, signal })).toEqual(
      changed,
    );
    expect(fake.labels).toEqual([['waybill'], ['waybill']]);
    expect(fake.reviewers).toEqual([kind.reviewers, kind.reviewersThen]);
    await expect(
      host.updatePullRequest!({ ...change, number: 9 }),
    ).rejects.toThrow(/Changing (pull|merge) request 9 of .*acme\/shop/);
  });

  it('are no branch of the same name in a fork', async () => {
    const host = await repository();
    await host.openPullRequest(wanted);
    fake.pulls[0].fork = true;
    expect(
      await host.findOpenPullRequest({ head, base, signal }),
    ).toBeUndefined();
    expect(
      await host.findNewestPullRequest({ head, base, signal }),
    ).toBeUndefined();
  });

  it.each(['closed', 'merged'] as const)(
    'are found when they are %s, but not as open ones',
    async state => {
      const host = await repository();
      await host.openPullRequest(wanted);
      fake.pulls[0].state = state;
      const asked = { head, base, signal };
      expect(await host.findOpenPullRequest(asked)).toBeUndefined();
      expect(await host.findNewestPullRequest(asked)).toMatchObject({
        number: 1,
        state,
      });
    },
  );

  it('name the merge commit only when they are merged', async () => {
    const host = await repository();
    await host.openPullRequest(wanted);
    for (const state of ['open', 'closed'] as const) {
      fake.pulls[0].state = state;
      const found = await host.getPullRequest({ number: 1, signal });
      expect(found).toMatchObject({ state });
      expect(found).not.toHaveProperty('mergeCommit');
    }
    fake.pulls[0].state = 'merged';
    expect(await host.getPullRequest({ number: 1, signal })).toMatchObject({
      state: 'merged',
      mergeCommit: MERGED,
    });
    expect(await host.getPullRequest({ number: 9, signal })).toBeUndefined();
  });

  it('are merged, by the method that is asked for', async () => {
    await (await repository()).openPullRequest(wanted);
    const merged = { status: 'merged', commit: MERGED };
    expect(await merge({ method: kind.methods.known })).toEqual(merged);
    expect(fake.merges).toHaveLength(1);
    expect(JSON.stringify(fake.merges)).toContain(HEAD);
    // Again, after a crash.
    expect(await merge()).toEqual(merged);
    await expect(merge({ method: 'octopus' })).rejects.toThrow(
      `merges by one of ${kind.methods.named}`,
    );
  });

  it('are merged also when the answer is lost', async () => {
    await (await repository()).openPullRequest(wanted);
    fake.fault.loseMerge = true;
    expect(await merge()).toEqual({ status: 'merged', commit: MERGED });
  });

  it.each([
    ['checks', 'waiting'],
    ['conflict', 'refused'],
  ] as const)('that have %s are %s', async (unmergeable, status) => {
    await (await repository()).openPullRequest(wanted);
    fake.fault.unmergeable = unmergeable;
    expect(await merge()).toEqual({
      status,
      message: expect.stringMatching(/Merging .* answered 4\d\d/),
    });
    expect(fake.pulls[0].state).toBe('open');
  });

  it('are not merged with another head than ours', async () => {
    await (await repository()).openPullRequest(wanted);
    expect(await merge({ head: 'b'.repeat(40) })).toMatchObject({
      status: 'refused',
    });
    fake.pulls[0].state = 'closed';
    expect(await merge()).toMatchObject({ status: 'refused' });
  });

  it.each([
    [401, {}, 'AuthenticationError'],
    [403, {}, 'NotAllowedError'],
    [429, {}, 'ServiceUnavailableError'],
    [500, {}, 'ServiceUnavailableError'],
    [404, {}, 'NotFoundError'],
  ])('tell what %s means, without the token', async (status, headers, name) => {
    const host = await repository();
    Object.assign(fake.fault, { status, headers });
    const error = await host.openPullRequest(wanted).catch(each => each);
    expect(error).toMatchObject({
      name,
      message: expect.stringMatching(
        new RegExp(`${kind.says} answered ${status} \\(.*no: ${status}`),
      ),
    });
    expect(`${error.stack}${JSON.stringify(error)}`).not.toContain(token);
  });

  it('tell why one cannot be opened', async () => {
    await expect(
      (await repository()).openPullRequest({ ...wanted, head: 'nowhere' }),
    ).rejects.toThrow(
      /from nowhere to main in .*\.example\.com\/acme\/shop.*invalid/,
    );
  });

  it('stop when they are told to', async () => {
    fake.fault.hang = true;
    const host = await repository();
    await expect(
      host.getPullRequest({ number: 1, signal: AbortSignal.timeout(100) }),
    ).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('give up on a host that does not stop talking', async () => {
    fake.fault.endless = true;
    const host = await repository();
    await expect(host.getPullRequest({ number: 1, signal })).rejects.toThrow(
      /MiB|answered/,
    );
  }, 30_000);
});

describe('createGitHosts', () => {
  it('takes a used up limit of GitHub for what it is', async () => {
    const fake = fakeGithub();
    const server = fake.app.listen(0, '127.0.0.1');
    await new Promise(resolve => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    fake.fault.status = 403;
    fake.fault.headers = { 'x-ratelimit-remaining': '0' };
    const host = await hostsAt(`http://127.0.0.1:${port}`).forRepository({
      repoURL: 'https://github.example.com/acme/shop.git',
    });
    await expect(
      host.getPullRequest({ number: 1, signal }),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  it.each([
    [
      { repoURL: 'https://git.example.com/acme/shop.git' },
      /No Git host .* for git\.example\.com/,
    ],
    [
      {
        repoURL: 'https://github.example.com/acme/shop.git',
        provider: 'azure',
      },
      /"azure" are not supported; expected one of: github, gitlab, gitea/,
    ],
    [
      {
        repoURL: 'https://github.example.com/acme/shop.git',
        provider: 'gitea',
      },
      /No Git host .* for github\.example\.com/,
    ],
    [{ repoURL: 'https://github.example.com/shop.git' }, /owner\/repository/],
    [{ repoURL: 'https://gitlab.example.com/shop.git' }, /group\/project/],
    [{ repoURL: 'https://gitea.example.com/shop.git' }, /owner\/repository/],
    [{ repoURL: 'https://open.example.com/acme/shop.git' }, /plain http/],
  ])('refuses %j', async (asked, message) => {
    await expect(
      hostsAt('http://127.0.0.1:9').forRepository(asked),
    ).rejects.toThrow(message);
  });
});
