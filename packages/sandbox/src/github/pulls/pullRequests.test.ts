import { join } from 'node:path';
import { Octokit } from '@octokit/rest';
import { runGitLine } from '../../git/runGit';
import {
  CheckedForge,
  makeBranch,
  REPO,
  startCheckedForge,
  tipOf,
} from '../__testUtils__/startCheckedForge';

// Every call starts git a few times, and the machine may be busy.
jest.setTimeout(60_000);

describe('pull requests', () => {
  let checked: CheckedForge;
  let octokit: Octokit;

  beforeAll(async () => {
    checked = await startCheckedForge();
    octokit = checked.octokit;
  });
  afterEach(() => checked.forge.github.faults.clear());
  afterAll(() => checked.close());

  const tip = (branch: string) => tipOf(octokit, branch);
  const branchWith = (
    branch: string,
    files: Record<string, string>,
    from?: string,
  ) => makeBranch(octokit, branch, files, from);
  const open = (head: string, title = `Take ${head}`) =>
    octokit.pulls.create({ ...REPO, head, base: 'main', title });

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
      html_url: `${checked.forge.git.url}/acme/storefront-config/pull/${pull.number}`,
    });
    // Not a sign of a merge: GitHub shows the commit that a merge would make.
    expect(pull.merge_commit_sha).toMatch(/^[0-9a-f]{40}$/);

    const { data: tree } = await octokit.git.createTree({
      ...REPO,
      tree: [{ path: 'a', mode: '100644', type: 'blob', content: 'a' }],
    });
    const { data: orphan } = await octokit.git.createCommit({
      ...REPO,
      message: 'No parents',
      tree: tree.sha,
    });
    await octokit.git.createRef({
      ...REPO,
      ref: 'refs/heads/orphan',
      sha: orphan.sha,
    });
    const refusals: [string, () => Promise<unknown>][] = [
      [
        'A pull request already exists for acme:feature.',
        () => open('feature'),
      ],
      ['"field":"head"', () => open('nothing')],
      ['"field":"head"', () => open('someone:feature')],
      [
        'orphan branch has no history in common with main',
        () => open('orphan'),
      ],
      ['No commits between main and main', () => open('main')],
      [
        '"field":"base"',
        () =>
          octokit.pulls.create({
            ...REPO,
            head: 'feature',
            base: 'nothing',
            title: 'x',
          }),
      ],
    ];
    for (const [reason, refused] of refusals) {
      await expect(refused()).rejects.toMatchObject({
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
      for (const commit_sha of [headSha, result.sha]) {
        const { data: brought } =
          await octokit.repos.listPullRequestsAssociatedWithCommit({
            ...REPO,
            commit_sha,
          });
        expect(brought.map(({ number }) => number)).toEqual([pull.number]);
      }
      const { data: none } =
        await octokit.repos.listPullRequestsAssociatedWithCommit({
          ...REPO,
          commit_sha: other,
        });
      // What another brought is not in it.
      expect(none.map(({ number }) => number)).not.toContain(pull.number);
      const bare = join(checked.directory, 'git/acme/storefront-config.git');
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
    const record = (await checked.forge.pulls.get(name, pull.number))!;
    // As mergePullRequest leaves it when it is killed after the branch has moved and before the record is written.
    const sha = pull.merge_commit_sha!;
    const merging = { sha, at: '2026-11-20T10:00:00Z', by: 'dana' };
    await checked.forge.pulls.save(name, { ...record, merging });
    await octokit.git.updateRef({ ...REPO, ref: 'heads/main', sha });
    await checked.restart();
    octokit = checked.octokit;
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
    checked.forge.github.faults.set(
      'withhold-pull-answer',
      1,
      'acme/storefront-config',
    );
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

  it('answered everything above as GitHub describes it', () => {
    expect(checked.problems).toEqual([]);
    expect(checked.covered()).toEqual([
      'git/create-commit',
      'git/create-ref',
      'git/create-tree',
      'git/delete-ref',
      'git/get-commit',
      'git/get-ref',
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
      'repos/get-content',
      'repos/list-pull-requests-associated-with-commit',
    ]);
  });
});
