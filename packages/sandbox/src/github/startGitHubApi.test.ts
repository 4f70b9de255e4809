import { Octokit } from '@octokit/rest';
import {
  CheckedForge,
  REPO,
  startCheckedForge,
  tipOf,
} from './__testUtils__/startCheckedForge';

// Every call starts git a few times, and the machine may be busy.
jest.setTimeout(60_000);

describe('startGitHubApi', () => {
  let checked: CheckedForge;
  let octokit: Octokit;

  beforeAll(async () => {
    checked = await startCheckedForge();
    octokit = checked.octokit;
  });
  afterEach(() => checked.forge.github.faults.clear());
  afterAll(() => checked.close());

  const tip = (branch: string) => tipOf(octokit, branch);

  it('shows repositories, branches, commits and files', async () => {
    const { data: repository } = await octokit.repos.get(REPO);
    expect(repository.html_url).toBe(
      `${checked.forge.git.url}/acme/storefront-config`,
    );
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
    const url = `${checked.forge.github.url}/api/v3/repos/acme/storefront/contents/waybill.yaml?ref=main`;
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

  it('fails on request, and lets nobody write without a token', async () => {
    checked.forge.github.faults.set(
      'error-500',
      true,
      'acme/storefront-config',
    );
    const failed = await fetch(
      `${checked.forge.github.url}/repos/acme/storefront-config`,
    );
    expect(failed.status).toBe(500);
    await octokit.repos.get({ owner: 'acme', repo: 'storefront' });
    const answer = await fetch(
      `${checked.forge.github.url}/repos/acme/storefront/pulls`,
      {
        method: 'POST',
        body: '{}',
      },
    );
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({
      message: 'Requires authentication',
      documentation_url: expect.any(String),
    });
  });

  it('answered everything above as GitHub describes it', () => {
    expect(checked.problems).toEqual([]);
    expect(checked.covered()).toEqual([
      'git/create-blob',
      'git/create-commit',
      'git/create-ref',
      'git/create-tree',
      'git/delete-ref',
      'git/get-blob',
      'git/get-ref',
      'git/get-tree',
      'git/list-matching-refs',
      'git/update-ref',
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
