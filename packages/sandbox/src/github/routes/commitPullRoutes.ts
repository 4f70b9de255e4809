import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { GitHubContext, requestedRepository } from '../GitHubContext';
import { GitHubError } from '../GitHubError';
import { paginate } from '../paginate';
import { PullRequestRecord } from '../pulls/PullRequestRecord';
import { listPullRequests } from '../pulls/readPullRequest';
import { readCommits } from '../reading/readCommits';
import { resolveCommit } from '../reading/resolveCommit';
import { describePullRequests, findStart } from './describePullRequest';

/** The pull requests that a commit came with: merged ones, else open ones. To be mounted before the commits, which take any path. */
export function commitPullRoutes(context: GitHubContext): Router {
  const router = PromiseRouter();

  async function brought(path: string, pull: PullRequestRecord, sha: string) {
    if (pull.merged?.sha === sha) {
      return true;
    }
    const start = await findStart(path, pull);
    const commits = await readCommits(path, [pull.headSha, `^${start}`]);
    return commits.some(commit => commit.sha === sha);
  }

  router.get('/repos/:owner/:repo/commits/:sha/pulls', async (req, res) => {
    const repository = requestedRepository(context, req);
    const { path, name } = repository;
    const sha = await resolveCommit(path, req.params.sha);
    if (!sha) {
      throw new GitHubError(422, `No commit found for SHA: ${req.params.sha}`);
    }
    const found: PullRequestRecord[] = [];
    for (const pull of await listPullRequests(context, name)) {
      const counts = pull.merged || pull.state === 'open';
      if (counts && (await brought(path, pull, sha))) {
        found.push(pull);
      }
    }
    const merged = found.filter(pull => pull.merged);
    const shown = merged.length > 0 ? merged : found;
    res.json(
      await describePullRequests(
        context,
        repository,
        paginate(req, res, shown),
      ),
    );
  });

  return router;
}
