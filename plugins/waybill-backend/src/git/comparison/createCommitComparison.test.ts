import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { Octokit } from '@octokit/rest';
import { createRepository, Forge, startForge } from '@waybill/sandbox';
import { Credential } from '../../ports';
import { createConnect } from '../createConnect';
import { createGitHosts } from '../hosts/createGitHosts';
import { commitFiles } from '../testing/commitFiles';
import { git } from '../testing/git';
import { createCommitComparison } from './createCommitComparison';

jest.setTimeout(120_000);

const signal = new AbortController().signal;
const logger = mockServices.logger.mock();
const TOKEN: Credential = { type: 'bearer', token: 'sandbox-token' };

describe('createCommitComparison', () => {
  let directory: string;
  let forge: Forge;
  let path: string;
  let repoURL: string;
  let octokit: Octokit;
  /** URLs a credential was asked for. */
  let credentialsFor: string[];
  let number = 0;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'comparison-'));
    forge = await startForge({
      directory: join(directory, 'forge'),
      gitPort: 0,
      githubPort: 0,
    });
    octokit = new Octokit({
      baseUrl: forge.github.url,
      auth: 'sandbox-token',
    });
  });
  afterAll(async () => {
    await forge.close();
    await rm(directory, { recursive: true, force: true });
  });
  beforeEach(async () => {
    number += 1;
    const name = `shop-${number}`;
    path = await createRepository(forge.git.directory, { owner: 'acme', name });
    repoURL = `${forge.git.url}/acme/${name}.git`;
    credentialsFor = [];
  });
  afterEach(() => {
    forge.github.faults.clear();
    forge.git.faults.clear();
  });

  /** @param known - whether "integrations" know the forge */
  function start(known = true) {
    const integrations = ScmIntegrations.fromConfig(
      new ConfigReader({
        integrations: {
          github: known
            ? [
                {
                  host: new URL(forge.git.url).host,
                  apiBaseUrl: forge.github.url,
                },
              ]
            : [],
        },
      }),
    );
    const credentials = {
      async find({ url }: { url: string }) {
        credentialsFor.push(url);
        return TOKEN;
      },
    };
    const cacheDirectory = join(directory, `cache-${number}-${known}`);
    return createCommitComparison({
      hosts: pipelineId =>
        createGitHosts({ integrations, credentials, logger, pipelineId }),
      anonymous: createGitHosts({
        integrations,
        credentials: { find: async () => undefined },
        logger,
      }),
      connect: pipelineId =>
        createConnect({ cacheDirectory, credentials, logger, pipelineId }),
    });
  }
  const commit = (file: string, message = `Add ${file}`, branch = 'main') =>
    commitFiles(path, { branch, message, files: { [file]: file } });
  const subjects = (commits: { subject: string }[]) =>
    commits.map(({ subject }) => subject);

  async function pullRequest(branch: string, title: string) {
    await git(path, 'branch', branch, 'main');
    await commit(branch, `Work on ${branch}`, branch);
    const [owner, repo] = new URL(repoURL).pathname
      .slice(1)
      .replace(/\.git$/, '')
      .split('/');
    const { data: pull } = await octokit.pulls.create({
      owner,
      repo,
      head: branch,
      base: 'main',
      title,
    });
    const { data: merged } = await octokit.pulls.merge({
      owner,
      repo,
      pull_number: pull.number,
    });
    return { number: pull.number, sha: merged.sha };
  }

  it('tells commits and the pull requests they came with, from the host', async () => {
    const from = await commit('one');
    const pull = await pullRequest('round', 'Round cart totals');
    const to = await commit('two');
    const answer = await start()('p').compare({
      ...{ repoURL, from, to, signal },
      isGranted: true,
    });
    expect(subjects(answer.gained.commits)).toEqual([
      'Add two',
      expect.stringContaining('Merge pull request'),
      'Work on round',
    ]);
    expect(answer.gained.commits.map(each => each.pullRequest)).toEqual([
      undefined,
      pull.number,
      pull.number,
    ]);
    expect(answer.gained.pullRequests).toEqual([
      expect.objectContaining({
        number: pull.number,
        title: 'Round cart totals',
        url: `${repoURL.replace(/\.git$/, '')}/pull/${pull.number}`,
      }),
    ]);
    expect(answer.lost.commits).toEqual([]);
  });

  it('asks the host once for the same commits, however many look at the same time', async () => {
    const from = await commit('one');
    const to = await commit('two');
    const compare = start();
    const asked = { repoURL, from, to, isGranted: true, signal };
    const [first, second] = await Promise.all([
      compare('p').compare(asked),
      compare('p').compare(asked),
    ]);
    expect(second).toBe(first);
    forge.github.faults.set('error-500', true);
    forge.git.faults.set('error-500', true);
    expect(await compare('p').compare(asked)).toBe(first);
    // What one pipeline's credential has read is not told to another.
    await expect(compare('q').compare(asked)).rejects.toThrow();
  });

  it('asks Git where the host does not answer, and knows the pages all the same', async () => {
    const from = await commit('one');
    const to = await commit('two');
    forge.github.faults.set('error-500', true);
    const answer = await start()('p').compare({
      ...{ repoURL, from, to, signal },
      isGranted: true,
    });
    expect(answer.gained.commits).toEqual([
      {
        id: to,
        subject: 'Add two',
        author: 'Ann',
        committedAt: '2026-01-01T00:00:00.000Z',
        url: `${repoURL.replace(/\.git$/, '')}/commit/${to}`,
      },
    ]);
    expect(answer.gained.missing).toMatch(
      /^Pull requests are not known: Comparing .* answered 500/,
    );
  });

  it('asks Git where no host is known: forward, back and apart, over merges and a long way', async () => {
    const first = await commit('one');
    await git(path, 'branch', 'side', 'main');
    const side = await commit('side', 'Beside', 'side');
    for (let n = 0; n < 90; n += 1) {
      await commit(`file-${n}`);
    }
    const merged = await commitFiles(path, {
      message: 'Merge side',
      merge: [side],
      files: { m: 'm' },
    });
    const compare = start(false)('p');
    const asked = { repoURL, isGranted: true, signal };

    const forward = await compare.compare({
      ...asked,
      from: first,
      to: merged,
    });
    expect(forward.gained.commits).toHaveLength(92);
    expect(forward.gained.commits[0].subject).toBe('Merge side');
    expect(subjects(forward.gained.commits)).toContain('Beside');
    expect(forward.lost.commits).toEqual([]);

    const back = await compare.compare({ ...asked, from: merged, to: first });
    expect(back.lost).toEqual(forward.gained);
    expect(back.gained.commits).toEqual([]);

    const before = await git(path, 'rev-parse', 'main^1');
    const apart = await compare.compare({ ...asked, from: side, to: before });
    expect(subjects(apart.lost.commits)).toEqual(['Beside']);
    expect(apart.gained.commits).toHaveLength(90);
  });

  it('tells the newest 250 of many, and how many more there are', async () => {
    const from = await commit('one');
    const blob = Array.from({ length: 300 }, (_, n) =>
      [
        'commit refs/heads/main',
        'committer Ann <ann@example.com> 1767225600 +0000',
        `data ${`Commit ${n}`.length}`,
        `Commit ${n}`,
        ...(n === 0 ? [`from ${from}`] : []),
        '',
      ].join('\n'),
    ).join('\n');
    await new Promise<void>((resolve, reject) => {
      const { spawn } = jest.requireActual('node:child_process');
      const child = spawn('git', ['fast-import', '--quiet'], { cwd: path });
      child.on('close', (code: number) =>
        code === 0 ? resolve() : reject(new Error(`fast-import: ${code}`)),
      );
      child.stdin.end(blob);
    });
    const to = await git(path, 'rev-parse', 'main');
    for (const known of [true, false]) {
      const { gained } = await start(known)('p').compare({
        ...{ repoURL, from, to, signal },
        isGranted: true,
      });
      expect(gained.commits).toHaveLength(250);
      expect(gained.commits[0].subject).toBe('Commit 299');
      expect(gained.commits[249].subject).toBe('Commit 50');
      expect(gained.more).toBe(50);
    }
  });

  it('says in words what is not there, and asks again only after a while', async () => {
    const from = await commit('one');
    const unknown = 'f'.repeat(40);
    const compare = start()('p');
    const asked = { repoURL, from, to: unknown, isGranted: true, signal };
    await expect(compare.compare(asked)).rejects.toThrow(/has no commit f{40}/);
    const asks = credentialsFor.length;
    await expect(compare.compare(asked)).rejects.toThrow(/has no commit f{40}/);
    expect(credentialsFor).toHaveLength(asks);
    await expect(compare.compare({ ...asked, to: 'main' })).rejects.toThrow(
      /Not a commit/,
    );
  });

  it('stops for who no longer waits, and goes on for the others', async () => {
    const from = await commit('one');
    const to = await commit('two');
    const compare = start()('p');
    const impatient = new AbortController();
    const asked = { repoURL, from, to, isGranted: true };
    const stopped = compare.compare({ ...asked, signal: impatient.signal });
    const patient = compare.compare({ ...asked, signal });
    impatient.abort(new Error('gone'));
    await expect(stopped).rejects.toThrow('gone');
    expect((await patient).gained.commits).toHaveLength(1);
  });

  describe('of a repository that is not granted', () => {
    it('asks a known host, without a credential, and looks up no pull requests', async () => {
      const from = await commit('one');
      const to = await commit('two', 'Round totals (#12)');
      const { gained } = await start()('p').compare({
        ...{ repoURL, from, to, signal },
        isGranted: false,
      });
      expect(gained.commits).toEqual([
        expect.objectContaining({ id: to, pullRequest: 12 }),
      ]);
      expect(credentialsFor).toEqual([]);
    });

    it('is not taken from what was read with a credential', async () => {
      const from = await commit('one');
      const to = await commit('two');
      const compare = start()('p');
      const asked = { repoURL, from, to, signal };
      await compare.compare({ ...asked, isGranted: true });
      forge.github.faults.set('error-500', true);
      await expect(
        compare.compare({ ...asked, isGranted: false }),
      ).rejects.toThrow(/500/);
    });

    it('asks no host that the platform does not know', async () => {
      const from = await commit('one');
      const to = await commit('two');
      forge.git.faults.set('hang', true);
      await expect(
        start(false)('p').compare({
          ...{ repoURL, from, to, signal },
          isGranted: false,
        }),
      ).rejects.toThrow(/is no host of "integrations"/);
      expect(credentialsFor).toEqual([]);
    });
  });
});
