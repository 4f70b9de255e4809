import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { commitFiles } from '../../git/testing/commitFiles';
import { git } from '../../git/testing/git';
import { GitServer, startGitServer } from '../../git/testing/startGitServer';
import { GitHistoryPort } from '../../ports';
import { createGitHistory } from './createGitHistory';
import { subjectOf } from './subjectOf';

jest.setTimeout(60_000);

const signal = new AbortController().signal;

describe('createGitHistory', () => {
  let directory: string;
  let server: GitServer;
  let repository: { url: string; path: string };
  let history: GitHistoryPort;
  let number = 0;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'waybill-history-'));
    server = await startGitServer({ root: join(directory, 'server') });
  });
  afterAll(async () => {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  });
  beforeEach(async () => {
    number += 1;
    repository = await server.create(`acme/repo-${number}.git`);
    history = createGitHistory({
      cacheDirectory: join(directory, `cache-${number}`),
      credentials: { find: async () => undefined },
      logger: mockServices.logger.mock(),
    });
  });

  const newest = (
    more: Partial<Parameters<GitHistoryPort['newestFromBranch']>[0]> = {},
  ) =>
    history.newestFromBranch({
      pipelineId: 'p',
      repoURL: repository.url,
      includePaths: [],
      excludePaths: [],
      limit: 20,
      signal,
      ...more,
    });
  const subjects = async (more: Parameters<typeof newest>[0] = {}) => {
    const read = await newest(more);
    return read.status === 'read'
      ? read.commits.map(commit => commit.message)
      : read.status;
  };
  const touch = (path: string, message: string, branch = 'main') =>
    commitFiles(repository.path, {
      branch,
      message,
      files: { [path]: message },
    });

  it('asks where the branch is, and fetches only when it has moved', async () => {
    const head = await touch('a', 'one');
    server.requests.length = 0;
    expect(await newest({ knownHead: head })).toEqual({ status: 'unchanged' });
    expect(server.requests).toEqual([
      expect.stringMatching(/^POST .*git-upload-pack$/),
    ]);
    expect(await newest({ branch: 'main', knownHead: 'f'.repeat(40) })).toEqual(
      {
        status: 'read',
        branch: 'main',
        head,
        commits: [
          {
            repoURL: repository.url,
            id: head,
            branch: 'main',
            message: 'one',
            author: 'Ann <ann@example.com>',
            committer: 'Ann <ann@example.com>',
            committedAt: '2026-01-01T00:00:00.000Z',
          },
        ],
      },
    );
  });

  it('goes back as far as it takes to find commits that touch the paths', async () => {
    await touch('apps/one/values.yaml', 'the first');
    for (let n = 0; n < 120; n++) {
      await touch(`other/${n}`, `other ${n}`);
    }
    await touch('apps/one/values.yaml', 'the last');
    expect(await subjects({ includePaths: ['apps/one'], limit: 2 })).toEqual([
      'the last',
      'the first',
    ]);
    // The commit where a fetch ends looks as if it had added every file; it must not count.
    expect(
      await subjects({ includePaths: ['apps/one'], limit: 3 }),
    ).toHaveLength(2);
    expect(await subjects({ limit: 3 })).toEqual([
      'the last',
      'other 119',
      'other 118',
    ]);
    const next = await touch('apps/one/new.yaml', 'newer');
    expect(
      await newest({ includePaths: ['apps/one'], limit: 1 }),
    ).toMatchObject({
      head: next,
      commits: [{ id: next }],
    });
  });

  it('sees what a merge brought in as the merge', async () => {
    await touch('a', 'base');
    await git(repository.path, 'branch', 'feature', 'main');
    const feature = await touch('feature/x', 'on the side', 'feature');
    await touch('b', 'meanwhile');
    await commitFiles(repository.path, {
      message: 'Merge the feature',
      merge: [feature],
      files: { 'feature/x': 'on the side' },
    });
    expect(await subjects()).toEqual([
      'Merge the feature',
      'meanwhile',
      'base',
    ]);
    expect(await subjects({ includePaths: ['feature'] })).toEqual([
      'Merge the feature',
    ]);
  });

  it('follows a branch whose history was replaced', async () => {
    await touch('a', 'old');
    expect(await subjects()).toEqual(['old']);
    await touch('b', 'new', 'other');
    await git(repository.path, 'branch', '-f', 'main', 'other');
    expect(await subjects()).toEqual(['new']);
  });

  it('says what is missing', async () => {
    await expect(newest()).rejects.toThrow('is empty');
    await expect(newest({ branch: 'main' })).rejects.toThrow(
      'has no branch main',
    );
    await expect(newest({ branch: '--upload-pack=x' })).rejects.toThrow(
      'Not a branch name',
    );
    await expect(
      newest({ repoURL: `${server.url}/acme/none.git` }),
    ).rejects.toThrow(/No repository at .*none\.git/);
  });

  it('cuts a long subject between characters', () => {
    expect(subjectOf('x'.repeat(80))).toBe('x'.repeat(80));
    expect(subjectOf('x'.repeat(81))).toBe(`${'x'.repeat(77)}...`);
    expect(subjectOf(`${'x'.repeat(76)}ééé`)).toBe(`${'x'.repeat(76)}...`);
  });
});
