import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Octokit } from '@octokit/rest';
import { GitServer, startGitServer } from '../git/startGitServer';
import { runGitLine } from '../git/runGit';
import { seedGit } from '../seed/seedGit';
import { openApiContract } from './__testUtils__/openApiContract';
import { GitHubApi, startGitHubApi } from './startGitHubApi';

const REPO = { owner: 'acme', repo: 'storefront-config' };
const contract = openApiContract();

// Every call starts git a few times, and the machine may be busy.
jest.setTimeout(60_000);

describe('startGitHubApi', () => {
  let directory: string;
  let git: GitServer;
  let api: GitHubApi;
  let octokit: Octokit;
  const covered = new Set<string>();
  const problems: string[] = [];

  /** Every answer of every test goes past GitHub's own description. */
  const checkingFetch: typeof fetch = async (input, init) => {
    const response = await fetch(input, { ...init, redirect: 'manual' });
    const { pathname } = new URL(String(input));
    const isJson = response.headers.get('content-type')?.includes('json');
    const { operationId, problems: found } = contract.check({
      method: init?.method ?? 'GET',
      path: pathname.replace(/^\/api\/v3/, '').replaceAll('%2F', '/'),
      status: response.status,
      body: isJson ? await response.clone().json() : undefined,
    });
    covered.add(operationId);
    problems.push(...found);
    return response;
  };

  const start = () =>
    startGitHubApi({
      directory: join(directory, 'git'),
      stateDirectory: join(directory, 'pulls'),
      port: 0,
      gitBaseUrl: git.url,
      pushes: git.pushes,
    });
  const connect = (auth: string | undefined = 'sandbox-token') =>
    new Octokit({
      auth,
      baseUrl: `${api.url}/api/v3`,
      request: { fetch: checkingFetch },
      log: {
        debug: () => {},
        info: () => {},
        warn: () => {},
        error: () => {},
      },
    });

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sandbox-github-'));
    await seedGit(join(directory, 'git'));
    git = await startGitServer({ directory: join(directory, 'git'), port: 0 });
    api = await start();
    octokit = connect();
  });
  afterEach(() => api.faults.clear());
  afterAll(async () => {
    await api.close();
    await git.close();
    await rm(directory, { recursive: true, force: true });
  });

  const tip = async (branch: string) =>
    (await octokit.git.getRef({ ...REPO, ref: `heads/${branch}` })).data.object
      .sha;

  /** A branch with one more commit than main, made by the Git data endpoints alone. */
  async function branchWith(
    branch: string,
    files: Record<string, string | null>,
    from = 'main',
  ) {
    const parent = await tip(from);
    const { data: base } = await octokit.git.getCommit({
      ...REPO,
      commit_sha: parent,
    });
    const { data: tree } = await octokit.git.createTree({
      ...REPO,
      base_tree: base.tree.sha,
      tree: Object.entries(files).map(([path, content]) => ({
        path,
        mode: '100644' as const,
        type: 'blob' as const,
        ...(content === null ? { sha: null } : { content }),
      })),
    });
    const { data: commit } = await octokit.git.createCommit({
      ...REPO,
      message: `Change ${Object.keys(files).join(', ')}`,
      tree: tree.sha,
      parents: [parent],
    });
    await octokit.git.createRef({
      ...REPO,
      ref: `refs/heads/${branch}`,
      sha: commit.sha,
    });
    return commit.sha;
  }

  const open = (head: string, title = `Take ${head}`) =>
    octokit.pulls.create({ ...REPO, head, base: 'main', title });

  it('shows repositories, branches, commits and files', async () => {
    const { data: repository } = await octokit.repos.get(REPO);
    expect(repository.html_url).toBe(`${git.url}/acme/storefront-config`);
    expect(repository.default_branch).toBe('main');
    const { data: branch } = await octokit.repos.getBranch({
      owner: 'acme',
      repo: 'guestbook-config',
      branch: 'stage/test',
    });
    const { data: branches } = await octokit.repos.listBranches({
      owner: 'acme',
      repo: 'guestbook-config',
      per_page: 3,
    });
    expect(branches.map(b => b.name)).toEqual([
      'main',
      'stage/test',
      'stage/uat-eu',
    ]);
    const { data: commit } = await octokit.repos.getCommit({
      owner: 'acme',
      repo: 'guestbook-config',
      ref: 'stage/test',
    });
    expect(commit.sha).toBe(branch.commit.sha);
    expect(commit.files?.map(file => [file.filename, file.status])).toEqual([
      ['base/README.md', 'added'],
    ]);
    const commits = await octokit.paginate(octokit.repos.listCommits, {
      owner: 'acme',
      repo: 'guestbook-config',
      path: 'overlays',
      per_page: 1,
    });
    expect(commits.map(c => c.commit.message)).toEqual([
      'Run the guestbook 1.2.0 everywhere',
    ]);
    const { data: comparison } = await octokit.repos.compareCommitsWithBasehead(
      {
        owner: 'acme',
        repo: 'guestbook-config',
        basehead: `${commit.parents[0].sha}...main`,
      },
    );
    expect(comparison).toMatchObject({ status: 'ahead', ahead_by: 1 });
    const { data: file } = await octokit.repos.getContent({
      ...REPO,
      path: 'overlays/dev/kustomization.yaml',
    });
    expect(
      Buffer.from((file as { content: string }).content, 'base64').toString(),
    ).toContain('newTag: 1.24.0');
    const { data: folder } = await octokit.repos.getContent({
      ...REPO,
      path: 'overlays',
    });
    expect((folder as { name: string }[]).map(entry => entry.name)).toEqual([
      'dev',
      'prod',
      'uat',
    ]);
    await octokit.repos.getCombinedStatusForRef({ ...REPO, ref: 'main' });
    await octokit.users.getAuthenticated();
    await octokit.rateLimit.get();
    await expect(
      octokit.repos.get({ owner: 'acme', repo: 'nothing' }),
    ).rejects.toMatchObject({ status: 404 });
    await expect(
      octokit.repos.getContent({ ...REPO, path: 'nothing' }),
    ).rejects.toMatchObject({ status: 404 });
  });

  it('answers raw files with an ETag that is good for a 304', async () => {
    const url = `${api.url}/api/v3/repos/acme/storefront/contents/waybill.yaml?ref=main`;
    const headers = { accept: 'application/vnd.github.v3.raw' };
    const first = await fetch(url, { headers });
    expect(await first.text()).toContain('repoURL: ${GITOPS_REPO_URL}');
    const etag = first.headers.get('etag')!;
    const again = await fetch(url, {
      headers: { ...headers, 'if-none-match': etag },
    });
    expect(again.status).toBe(304);
    const otherForm = await fetch(url, { headers: { 'if-none-match': etag } });
    expect(otherForm.status).toBe(200);
  });

  it('sends the archive of a ref from another address', async () => {
    const { status, headers } = await octokit.request(
      'GET /repos/{owner}/{repo}/tarball/{ref}',
      { ...REPO, ref: 'main' },
    );
    expect(status).toBe(302);
    const archive = await fetch(headers.location!);
    expect(archive.headers.get('content-type')).toBe('application/x-gzip');
  });

  it('builds commits from blobs and trees, and moves refs forward only', async () => {
    const before = await tip('main');
    const { data: blob } = await octokit.git.createBlob({
      ...REPO,
      content: Buffer.from([0, 1, 2, 255]).toString('base64'),
      encoding: 'base64',
    });
    const { data: read } = await octokit.git.getBlob({
      ...REPO,
      file_sha: blob.sha,
    });
    expect([...Buffer.from(read.content, 'base64')]).toEqual([0, 1, 2, 255]);
    const { data: base } = await octokit.git.getTree({
      ...REPO,
      tree_sha: 'main',
      recursive: 'true',
    });
    const overlay = base.tree.find(entry => entry.path === 'overlays/dev')!;
    const { data: tree } = await octokit.git.createTree({
      ...REPO,
      base_tree: base.sha,
      tree: [
        { path: 'logo.bin', mode: '100755', type: 'blob', sha: blob.sha },
        { path: 'README.md', mode: '100644', type: 'blob', sha: null },
        { path: 'overlays/qa', mode: '040000', type: 'tree', sha: overlay.sha },
      ],
    });
    const { data: result } = await octokit.git.getTree({
      ...REPO,
      tree_sha: tree.sha,
      recursive: '1',
    });
    const paths = result.tree.map(entry => `${entry.mode} ${entry.path}`);
    expect(paths).toContain('100755 logo.bin');
    expect(paths).toContain('100644 overlays/qa/kustomization.yaml');
    expect(paths).not.toContain('100644 README.md');

    const commit = async (message: string, parent: string) =>
      (
        await octokit.git.createCommit({
          ...REPO,
          message,
          tree: tree.sha,
          parents: [parent],
        })
      ).data.sha;
    const [one, two] = [
      await commit('One', before),
      await commit('Two', before),
    ];
    await octokit.git.createRef({ ...REPO, ref: 'refs/heads/qa', sha: one });
    const update = (sha: string, force = false) =>
      octokit.git.updateRef({ ...REPO, ref: 'heads/qa', sha, force });
    await expect(update(two)).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('Update is not a fast forward'),
    });
    await update(two, true);
    expect(await tip('qa')).toBe(two);
    await expect(
      octokit.git.createRef({ ...REPO, ref: 'refs/heads/qa', sha: one }),
    ).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('Reference already exists'),
    });
    const matching = await octokit.git.listMatchingRefs({
      ...REPO,
      ref: 'heads/q',
    });
    expect(matching.data.map(ref => ref.ref)).toEqual(['refs/heads/qa']);
    await octokit.git.deleteRef({ ...REPO, ref: 'heads/qa' });
    await expect(tip('qa')).rejects.toMatchObject({ status: 404 });
    for (const tree_entry of [
      { path: '../out', content: 'x' },
      { path: '.git/config', content: 'x' },
      { path: 'a', sha: '0'.repeat(40) },
    ]) {
      await expect(
        octokit.git.createTree({
          ...REPO,
          tree: [{ mode: '100644', type: 'blob', ...tree_entry }],
        }),
      ).rejects.toMatchObject({ status: 422 });
    }
  });

  it('opens pull requests as GitHub does, and refuses what GitHub refuses', async () => {
    const sha = await branchWith('feature', { 'new.txt': 'new\n' });
    const { data: pull } = await open('feature');
    expect(pull).toMatchObject({
      state: 'open',
      merged: false,
      mergeable: true,
      commits: 1,
      additions: 1,
      changed_files: 1,
      head: { ref: 'feature', sha, label: 'acme:feature' },
      base: { ref: 'main', sha: await tip('main') },
      html_url: `${git.url}/acme/storefront-config/pull/${pull.number}`,
    });
    // Not a sign of a merge: GitHub shows the commit that a merge would make.
    expect(pull.merge_commit_sha).toMatch(/^[0-9a-f]{40}$/);

    const refusals: [string, Promise<unknown>][] = [
      ['A pull request already exists for acme:feature.', open('feature')],
      ['"field":"head"', open('nothing')],
      ['"field":"head"', open('someone:feature')],
      ['No commits between main and main', open('main')],
      [
        '"field":"base"',
        octokit.pulls.create({
          ...REPO,
          head: 'feature',
          base: 'nothing',
          title: 'x',
        }),
      ],
    ];
    for (const [reason, refused] of refusals) {
      await expect(refused).rejects.toMatchObject({
        status: 422,
        message: expect.stringContaining(reason),
      });
    }

    const { data: labels } = await octokit.issues.addLabels({
      ...REPO,
      issue_number: pull.number,
      labels: ['waybill', 'prod'],
    });
    expect(labels.map(label => label.name)).toEqual(['waybill', 'prod']);
    const { data: kept } = await octokit.issues.listLabelsOnIssue({
      ...REPO,
      issue_number: pull.number,
    });
    expect(kept).toHaveLength(2);
    const label = { ...REPO, issue_number: pull.number };
    await octokit.issues.setLabels({ ...label, labels: ['prod', 'urgent'] });
    const { data: left } = await octokit.issues.removeLabel({
      ...label,
      name: 'prod',
    });
    expect(left.map(({ name }) => name)).toEqual(['urgent']);
    const { data: commits } = await octokit.pulls.listCommits({
      ...REPO,
      pull_number: pull.number,
    });
    expect(commits.map(commit => commit.sha)).toEqual([sha]);
    const { data: files } = await octokit.pulls.listFiles({
      ...REPO,
      pull_number: pull.number,
    });
    expect(files[0]).toMatchObject({ filename: 'new.txt', status: 'added' });

    const { data: closed } = await octokit.pulls.update({
      ...REPO,
      pull_number: pull.number,
      state: 'closed',
    });
    expect(closed).toMatchObject({ state: 'closed', merged: false });
    const { data: second } = await open('feature');
    expect(second.number).toBe(pull.number + 1);
  });

  it('lists pull requests by state, head and base, page by page', async () => {
    for (const name of ['list-1', 'list-2', 'list-3']) {
      await branchWith(name, { [name]: name });
      await open(name);
    }
    const list = (query: object) =>
      octokit.paginate(octokit.pulls.list, { ...REPO, ...query });
    const names = async (query: object) =>
      (await list(query)).map(pull => pull.head.ref);
    expect((await names({ per_page: 1 })).slice(0, 3)).toEqual([
      'list-3',
      'list-2',
      'list-1',
    ]);
    expect(await names({ head: 'acme:list-2' })).toEqual(['list-2']);
    expect(await names({ head: 'someone:list-2' })).toEqual([]);
    expect(await names({ base: 'other' })).toEqual([]);
    const closed = await list({ state: 'closed' });
    expect(closed.every(pull => pull.state === 'closed')).toBe(true);
    await expect(
      octokit.pulls.list({ ...REPO, state: 'some' as 'all' }),
    ).rejects.toMatchObject({ status: 422 });
  });

  it.each(['merge', 'squash', 'rebase'] as const)(
    'merges by %s, also where both sides changed one file',
    async method => {
      const path = `overlays/${
        { merge: 'dev', squash: 'uat', rebase: 'prod' }[method]
      }/kustomization.yaml`;
      const { data: file } = await octokit.repos.getContent({
        ...REPO,
        path,
        mediaType: { format: 'raw' },
      });
      const text = file as unknown as string;
      const headSha = await branchWith(`by-${method}`, {
        [path]: text.replace('newTag: 1.24.0', 'newTag: 1.26.0'),
      });
      const { data: pull } = await open(`by-${method}`);
      const other = await branchWith(`other-${method}`, {
        [path]: `# checked\n${text}`,
      });
      await octokit.git.updateRef({ ...REPO, ref: 'heads/main', sha: other });

      const { data: result } = await octokit.pulls.merge({
        ...REPO,
        pull_number: pull.number,
        merge_method: method,
        sha: headSha,
      });
      expect(await tip('main')).toBe(result.sha);
      const { data: merged } = await octokit.pulls.get({
        ...REPO,
        pull_number: pull.number,
      });
      expect(merged).toMatchObject({
        state: 'closed',
        merged: true,
        merge_commit_sha: result.sha,
        merged_by: { login: 'waybill-bot' },
      });
      await octokit.pulls.checkIfMerged({ ...REPO, pull_number: pull.number });
      const bare = join(directory, 'git/acme/storefront-config.git');
      const content = await runGitLine(bare, ['show', `main:${path}`]);
      expect(content).toContain('# checked');
      expect(content).toContain('newTag: 1.26.0');
      const { data: commit } = await octokit.git.getCommit({
        ...REPO,
        commit_sha: result.sha,
      });
      expect(commit.parents.map(parent => parent.sha)).toEqual(
        method === 'merge' ? [other, headSha] : [other],
      );
      await expect(
        octokit.pulls.merge({ ...REPO, pull_number: pull.number }),
      ).rejects.toMatchObject({ status: 405 });
    },
  );

  it('refuses to merge a conflict with 405 and another head with 409', async () => {
    await branchWith('mine', { 'README.md': 'mine\n' });
    const { data: pull } = await open('mine');
    await expect(
      octokit.pulls.merge({
        ...REPO,
        pull_number: pull.number,
        sha: await tip('main'),
      }),
    ).rejects.toMatchObject({ status: 409 });
    const theirs = await branchWith('theirs', { 'README.md': 'theirs\n' });
    await octokit.git.updateRef({ ...REPO, ref: 'heads/main', sha: theirs });
    const { data: dirty } = await octokit.pulls.get({
      ...REPO,
      pull_number: pull.number,
    });
    expect(dirty).toMatchObject({
      mergeable: false,
      mergeable_state: 'dirty',
      merge_commit_sha: null,
    });
    await expect(
      octokit.pulls.merge({ ...REPO, pull_number: pull.number }),
    ).rejects.toMatchObject({ status: 405 });
    await expect(
      octokit.pulls.checkIfMerged({ ...REPO, pull_number: pull.number }),
    ).rejects.toMatchObject({ status: 404 });
  });

  it('sees a merge that was pushed, a branch that is gone and one that has moved', async () => {
    const sha = await branchWith('pushed', { 'pushed.txt': '1\n' });
    const { data: pushed } = await open('pushed');
    await branchWith('pushed-2', { 'pushed.txt': '2\n' }, 'pushed');
    const moved = await tip('pushed-2');
    await octokit.git.updateRef({ ...REPO, ref: 'heads/pushed', sha: moved });
    const get = async (number: number) =>
      (await octokit.pulls.get({ ...REPO, pull_number: number })).data;
    expect((await get(pushed.number)).head.sha).toBe(moved);
    expect(moved).not.toBe(sha);
    await octokit.git.updateRef({ ...REPO, ref: 'heads/main', sha: moved });
    expect(await get(pushed.number)).toMatchObject({
      merged: true,
      merge_commit_sha: moved,
    });

    await branchWith('gone', { 'gone.txt': '1\n' });
    const { data: gone } = await open('gone');
    await octokit.git.deleteRef({ ...REPO, ref: 'heads/gone' });
    expect(await get(gone.number)).toMatchObject({
      state: 'closed',
      merged: false,
    });
  });

  it('keeps everything over a restart, and finishes the merge a kill cut short', async () => {
    await branchWith('cut', { 'cut.txt': '1\n' });
    const { data: pull } = await open('cut');
    const name = { owner: 'acme', name: 'storefront-config' };
    const record = (await api.pulls.get(name, pull.number))!;
    // As mergePullRequest leaves it when it is killed after the branch has moved and before the record is written.
    const sha = pull.merge_commit_sha!;
    const merging = { sha, at: '2026-11-20T10:00:00Z', by: 'dana' };
    await api.pulls.save(name, { ...record, merging });
    await octokit.git.updateRef({ ...REPO, ref: 'heads/main', sha });
    await api.close();
    api = await start();
    octokit = connect();
    const { data: merged } = await octokit.pulls.get({
      ...REPO,
      pull_number: pull.number,
    });
    expect(merged).toMatchObject({
      merged: true,
      merge_commit_sha: sha,
      merged_by: { login: 'dana' },
      merged_at: '2026-11-20T10:00:00Z',
    });
  });

  it('opens a pull request and withholds the answer', async () => {
    await branchWith('withheld', { 'withheld.txt': '1\n' });
    api.faults.set('withhold-pull-answer', 1, 'acme/storefront-config');
    await expect(
      octokit.pulls.create({
        ...REPO,
        head: 'withheld',
        base: 'main',
        title: 'Withheld',
        request: { signal: AbortSignal.timeout(500) },
      }),
    ).rejects.toThrow();
    const { data } = await octokit.pulls.list({
      ...REPO,
      head: 'acme:withheld',
    });
    expect(data).toHaveLength(1);
  });

  it('fails on request, and lets nobody write without a token', async () => {
    api.faults.set('error-500', true, 'acme/storefront-config');
    const failed = await fetch(`${api.url}/repos/acme/storefront-config`);
    expect(failed.status).toBe(500);
    await octokit.repos.get({ owner: 'acme', repo: 'storefront' });
    const answer = await fetch(`${api.url}/repos/acme/storefront/pulls`, {
      method: 'POST',
      body: '{}',
    });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({
      message: 'Requires authentication',
      documentation_url: expect.any(String),
    });
  });

  it('answered everything above as GitHub describes it', () => {
    expect(problems).toEqual([]);
    expect([...covered].sort()).toEqual([
      'git/create-blob',
      'git/create-commit',
      'git/create-ref',
      'git/create-tree',
      'git/delete-ref',
      'git/get-blob',
      'git/get-commit',
      'git/get-ref',
      'git/get-tree',
      'git/list-matching-refs',
      'git/update-ref',
      'issues/add-labels',
      'issues/list-labels-on-issue',
      'issues/remove-label',
      'issues/set-labels',
      'pulls/check-if-merged',
      'pulls/create',
      'pulls/get',
      'pulls/list',
      'pulls/list-commits',
      'pulls/list-files',
      'pulls/merge',
      'pulls/update',
      'rate-limit/get',
      'repos/compare-commits-with-basehead',
      'repos/download-tarball-archive',
      'repos/get',
      'repos/get-branch',
      'repos/get-combined-status-for-ref',
      'repos/get-commit',
      'repos/get-content',
      'repos/list-branches',
      'repos/list-commits',
      'users/get-authenticated',
    ]);
  });
});
