import { AddressInfo } from 'node:net';
import { Server } from 'node:http';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { createGitHosts } from './createGitHosts';
import { fakeGithub, token } from '../testing/fakeGithub';

const signal = new AbortController().signal;

describe('createGitHosts', () => {
  let github: ReturnType<typeof fakeGithub>;
  let server: Server;
  let hosts: ReturnType<typeof createGitHosts>;
  const logger = mockServices.logger.mock();

  beforeEach(async () => {
    github = fakeGithub();
    server = github.app.listen(0, '127.0.0.1');
    await new Promise(resolve => server.once('listening', resolve));
    hosts = createGitHosts({
      integrations: ScmIntegrations.fromConfig(
        new ConfigReader({
          integrations: {
            github: [
              {
                host: 'github.example.com',
                apiBaseUrl: `http://127.0.0.1:${
                  (server.address() as AddressInfo).port
                }`,
              },
              {
                host: 'open.example.com',
                apiBaseUrl: 'http://open.example.com/api/v3',
              },
            ],
          },
        }),
      ),
      credentials: { find: async () => ({ type: 'bearer', token }) },
      logger,
    });
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  const repository = () =>
    hosts.forRepository({
      repoURL: 'https://github.example.com/acme/shop.git',
    });
  const wanted = {
    head: 'waybill/promotion/01H',
    base: 'main',
    title: 'Promote',
    description: 'to prod',
    labels: ['waybill'],
    signal,
  };

  it('opens a pull request once, and knows it again', async () => {
    const host = await repository();
    const { head, base } = wanted;
    expect(
      await host.findOpenPullRequest({ head, base, signal }),
    ).toBeUndefined();
    const opened = await host.openPullRequest(wanted);
    expect(opened).toEqual({
      number: 1,
      url: 'https://github.example.com/acme/shop/pull/1',
      state: 'open',
      head: { branch: head, commit: 'a'.repeat(40) },
      base: { branch: base },
      title: 'Promote',
    });
    expect(github.labels).toEqual([['waybill']]);
    expect(await host.openPullRequest(wanted)).toEqual(opened);
    expect(await host.findOpenPullRequest({ head, base, signal })).toEqual(
      opened,
    );
    expect(github.pulls).toHaveLength(1);
  });

  it('takes no branch of the same name in a fork for its own', async () => {
    const host = await repository();
    await host.openPullRequest(wanted);
    github.pulls[0].head.user.login = 'someone';
    expect(
      await host.findOpenPullRequest({
        head: wanted.head,
        base: 'main',
        signal,
      }),
    ).toBeUndefined();
  });

  it('names the merge commit only of a merged pull request', async () => {
    const host = await repository();
    await host.openPullRequest(wanted);
    expect(await host.getPullRequest({ number: 1, signal })).not.toHaveProperty(
      'mergeCommit',
    );
    Object.assign(github.pulls[0], { state: 'closed' });
    expect(await host.getPullRequest({ number: 1, signal })).toMatchObject({
      state: 'closed',
    });
    expect(await host.getPullRequest({ number: 1, signal })).not.toHaveProperty(
      'mergeCommit',
    );
    Object.assign(github.pulls[0], {
      merged: true,
      merged_at: '2026-01-01T00:00:00Z',
      merge_commit_sha: 'm'.repeat(40),
    });
    expect(await host.getPullRequest({ number: 1, signal })).toMatchObject({
      state: 'merged',
      mergeCommit: 'm'.repeat(40),
    });
    expect(await host.getPullRequest({ number: 9, signal })).toBeUndefined();
  });

  it.each([
    [401, {}, 'AuthenticationError'],
    [403, {}, 'NotAllowedError'],
    [403, { 'x-ratelimit-remaining': '0' }, 'ServiceUnavailableError'],
    [429, {}, 'ServiceUnavailableError'],
    [500, {}, 'ServiceUnavailableError'],
    [404, {}, 'NotFoundError'],
  ])(
    'says what %s %j means, without the token',
    async (status, headers, name) => {
      const host = await repository();
      Object.assign(github.fault, { status, headers });
      const error = await host.openPullRequest(wanted).catch(each => each);
      expect(error).toMatchObject({
        name,
        message: expect.stringContaining(`GitHub answered ${status}`),
      });
      expect(`${error.stack}${JSON.stringify(error)}`).not.toContain(token);
    },
  );

  it('says why a pull request cannot be opened', async () => {
    await expect(
      (await repository()).openPullRequest({ ...wanted, head: 'nowhere' }),
    ).rejects.toThrow(
      /from nowhere to main in github\.example\.com\/acme\/shop.*Validation Failed; .*invalid/,
    );
  });

  it('stops when it is told to', async () => {
    github.fault.hang = true;
    const host = await repository();
    await expect(
      host.getPullRequest({ number: 1, signal: AbortSignal.timeout(100) }),
    ).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it.each([
    [
      { repoURL: 'https://git.example.com/acme/shop.git' },
      /No Git host .* for git\.example\.com/,
    ],
    [
      {
        repoURL: 'https://github.example.com/acme/shop.git',
        provider: 'gitea',
      },
      /"gitea" are not supported; expected one of: github/,
    ],
    [{ repoURL: 'https://github.example.com/shop.git' }, /owner\/repository/],
    [{ repoURL: 'https://open.example.com/acme/shop.git' }, /plain http/],
  ])('refuses %j', async (asked, message) => {
    await expect(hosts.forRepository(asked)).rejects.toThrow(message);
  });
});
