import { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { runGitLine } from '../../git/runGit';
import { GitHubContext, requestedRepository } from '../GitHubContext';
import { GitHubError, notFound, validationFailed } from '../GitHubError';
import { pageOf, paginate } from '../paginate';
import { readChangedFiles } from '../reading/readChangedFiles';
import { readCommit, readCommits } from '../reading/readCommits';
import { readDefaultBranch, resolveCommit } from '../reading/resolveCommit';
import { changedFileView } from '../views/changedFileView';
import { commitView } from '../views/commitView';
import { minimalRepositoryView } from '../views/repositoryView';

function timeOf(req: Request, parameter: 'since' | 'until') {
  const value = req.query[parameter]?.toString();
  const time = value && new Date(value);
  return time && !Number.isNaN(time.getTime())
    ? [`--${parameter}=${time.toISOString()}`]
    : [];
}

/** Commits, their combined status, and what lies between two. */
export function commitRoutes(context: GitHubContext): Router {
  const router = PromiseRouter();

  async function commitOf(path: string, ref: string) {
    const sha = await resolveCommit(path, ref);
    if (!sha) {
      throw new GitHubError(422, `No commit found for SHA: ${ref}`);
    }
    return sha;
  }

  router.get('/repos/:owner/:repo/commits', async (req, res) => {
    const { name, path, links } = requestedRepository(context, req);
    const ref = req.query.sha?.toString() ?? (await readDefaultBranch(path));
    const sha = await resolveCommit(path, ref);
    if (!sha) {
      throw notFound();
    }
    const limits = [...timeOf(req, 'since'), ...timeOf(req, 'until')];
    const commits = await readCommits(
      path,
      [sha],
      limits,
      req.query.path?.toString(),
    );
    res.json(
      paginate(req, res, commits).map(commit =>
        commitView(commit, name, links),
      ),
    );
  });

  router.get('/repos/:owner/:repo/commits/*/status', async (req, res) => {
    const { name, path, links } = requestedRepository(context, req);
    const ref = (req.params as Record<string, string>)[0];
    const sha = await resolveCommit(path, ref);
    if (!sha) {
      throw notFound();
    }
    const url = `${links.api}/repos/${name.owner}/${name.name}/commits/${sha}`;
    // Nothing in the sandbox reports one.
    res.json({
      state: 'pending',
      statuses: [],
      sha,
      total_count: 0,
      repository: minimalRepositoryView(name, links),
      commit_url: url,
      url: `${url}/status`,
    });
  });

  router.get('/repos/:owner/:repo/commits/*', async (req, res) => {
    const { name, path, links } = requestedRepository(context, req);
    const sha = await commitOf(path, (req.params as Record<string, string>)[0]);
    if (/application\/vnd\.github\.(v3\.)?sha/.test(req.headers.accept ?? '')) {
      res.type('application/vnd.github.sha').send(sha);
      return;
    }
    const commit = await readCommit(path, sha);
    const files = await readChangedFiles(path, commit.parents[0], sha);
    const sum = (field: 'additions' | 'deletions') =>
      files.reduce((total, file) => total + file[field], 0);
    const [additions, deletions] = [sum('additions'), sum('deletions')];
    res.json({
      ...commitView(commit, name, links),
      stats: { additions, deletions, total: additions + deletions },
      files: files.map(file => changedFileView(file, sha, name, links)),
    });
  });

  router.get('/repos/:owner/:repo/compare/*', async (req, res) => {
    const { name, path, links } = requestedRepository(context, req);
    const basehead = (req.params as Record<string, string>)[0];
    const [baseRef, headRef] = basehead.split('...');
    const base = await resolveCommit(path, baseRef);
    const head = await resolveCommit(path, headRef ?? '');
    if (!base || !head) {
      throw notFound();
    }
    const common = await runGitLine(path, ['merge-base', base, head]).catch(
      () => undefined,
    );
    if (!common) {
      throw validationFailed({
        resource: 'Comparison',
        code: 'custom',
        message: `no common ancestor between ${baseRef} and ${headRef}`,
      });
    }
    const ahead = await readCommits(path, [head, `^${base}`], ['--reverse']);
    const behind = await readCommits(path, [base, `^${head}`]);
    const files = await readChangedFiles(path, common, head);
    const { page, perPage } = pageOf(req);
    const url = `${links.api}/repos/${name.owner}/${name.name}/compare/${basehead}`;
    const html = `${links.web}/${name.owner}/${name.name}/compare/${basehead}`;
    const direction = ahead.length ? 'ahead' : 'behind';
    const status = ahead.length && behind.length ? 'diverged' : direction;
    res.json({
      url,
      html_url: html,
      permalink_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      base_commit: commitView(await readCommit(path, base), name, links),
      merge_base_commit: commitView(
        await readCommit(path, common),
        name,
        links,
      ),
      status: ahead.length || behind.length ? status : 'identical',
      ahead_by: ahead.length,
      behind_by: behind.length,
      total_commits: ahead.length,
      commits: ahead
        .slice((page - 1) * perPage, page * perPage)
        .map(commit => commitView(commit, name, links)),
      files: files.map(file => changedFileView(file, head, name, links)),
    });
  });

  return router;
}
