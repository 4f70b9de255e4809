import { Request, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import {
  API_LOGIN,
  GitHubContext,
  RequestedRepository,
  requestedRepository,
} from '../GitHubContext';
import { notFound, validationFailed } from '../GitHubError';
import { paginate } from '../paginate';
import { createPullRequest } from '../pulls/createPullRequest';
import { mergePullRequest } from '../pulls/mergePullRequest';
import { PullRequestRecord } from '../pulls/PullRequestRecord';
import { listPullRequests, readPullRequest } from '../pulls/readPullRequest';
import { updatePullRequest } from '../pulls/updatePullRequest';
import { readChangedFiles } from '../reading/readChangedFiles';
import { readCommits } from '../reading/readCommits';
import { changedFileView } from '../views/changedFileView';
import { commitView } from '../views/commitView';
import {
  describePullRequest,
  describePullRequests,
  findStart,
} from './describePullRequest';
import { parseBody } from './parseBody';

const createBody = z.object({
  title: z.string().min(1),
  head: z.string().min(1),
  base: z.string().min(1),
  body: z.string().nullish(),
});

const updateBody = z.object({
  title: z.string().min(1).optional(),
  body: z.string().nullish(),
  state: z.enum(['open', 'closed']).optional(),
  base: z.string().min(1).optional(),
});

const mergeBody = z.object({
  commit_title: z.string().optional(),
  commit_message: z.string().optional(),
  sha: z.string().optional(),
  merge_method: z.enum(['merge', 'squash', 'rebase']).default('merge'),
});

/** `state`, `head` and `base` of a list's query, as a filter. */
function filterOf(req: Request) {
  const { head, base } = req.query;
  const state = req.query.state?.toString() ?? 'open';
  if (!['open', 'closed', 'all'].includes(state)) {
    throw validationFailed({
      resource: 'PullRequest',
      field: 'state',
      code: 'invalid',
    });
  }
  return (pull: PullRequestRecord) =>
    (state === 'all' || pull.state === state) &&
    // Without an owner GitHub ignores the filter, and so a client that forgets it finds the wrong one here too.
    (!head?.toString().includes(':') ||
      head === `${req.params.owner}:${pull.head}`) &&
    (!base || base === pull.base);
}

/** Pull requests. */
export function pullRequestRoutes(context: GitHubContext): Router {
  const router = PromiseRouter();

  async function requestedPull(req: Request, repository: RequestedRepository) {
    const number = Number(req.params.number);
    const pull = Number.isInteger(number)
      ? await readPullRequest(context, repository.name, number)
      : undefined;
    if (!pull) {
      throw notFound();
    }
    return pull;
  }

  router.get('/repos/:owner/:repo/pulls', async (req, res) => {
    const repository = requestedRepository(context, req);
    const { name } = repository;
    const wanted = filterOf(req);
    const pulls = (await listPullRequests(context, name)).filter(wanted);
    if (req.query.sort === 'updated') {
      pulls.sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
    }
    if (req.query.direction === 'asc') {
      pulls.reverse();
    }
    const page = paginate(req, res, pulls);
    res.json(await describePullRequests(context, repository, page));
  });

  router.post('/repos/:owner/:repo/pulls', async (req, res) => {
    const repository = requestedRepository(context, req);
    const body = parseBody(createBody, req.body, 'PullRequest');
    const pull = await createPullRequest(context, repository.name, {
      ...body,
      body: body.body ?? null,
      user: API_LOGIN,
    });
    const { owner, repo } = req.params;
    if (context.faults.take('withhold-pull-answer', `${owner}/${repo}`)) {
      await new Promise(() => {});
    }
    const view = await describePullRequest(context, repository, pull);
    res.status(201).location(view.url).json(view);
  });

  router.get('/repos/:owner/:repo/pulls/:number', async (req, res) => {
    const repository = requestedRepository(context, req);
    const pull = await requestedPull(req, repository);
    res.json(await describePullRequest(context, repository, pull));
  });

  router.patch('/repos/:owner/:repo/pulls/:number', async (req, res) => {
    const repository = requestedRepository(context, req);
    const body = parseBody(updateBody, req.body, 'PullRequest');
    const { number } = await requestedPull(req, repository);
    const pull = await updatePullRequest(
      context,
      repository.name,
      number,
      body,
    );
    res.json(await describePullRequest(context, repository, pull));
  });

  router.get('/repos/:owner/:repo/pulls/:number/commits', async (req, res) => {
    const repository = requestedRepository(context, req);
    const { path, name, links } = repository;
    const pull = await requestedPull(req, repository);
    const start = await findStart(path, pull);
    const commits = await readCommits(
      path,
      [pull.headSha, `^${start}`],
      ['--reverse'],
    );
    res.json(
      paginate(req, res, commits).map(commit =>
        commitView(commit, name, links),
      ),
    );
  });

  router.get('/repos/:owner/:repo/pulls/:number/files', async (req, res) => {
    const repository = requestedRepository(context, req);
    const { path, name, links } = repository;
    const pull = await requestedPull(req, repository);
    const start = await findStart(path, pull);
    const files = await readChangedFiles(path, start, pull.headSha);
    res.json(
      paginate(req, res, files).map(file =>
        changedFileView(file, pull.headSha, name, links),
      ),
    );
  });

  router.get('/repos/:owner/:repo/pulls/:number/merge', async (req, res) => {
    const pull = await requestedPull(req, requestedRepository(context, req));
    if (!pull.merged) {
      throw notFound();
    }
    res.status(204).end();
  });

  router.put('/repos/:owner/:repo/pulls/:number/merge', async (req, res) => {
    const repository = requestedRepository(context, req);
    const body = parseBody(mergeBody, req.body, 'PullRequest');
    const { number } = await requestedPull(req, repository);
    const pull = await mergePullRequest(context, repository.name, number, {
      method: body.merge_method,
      sha: body.sha,
      title: body.commit_title,
      message: body.commit_message,
      by: API_LOGIN,
    });
    sendMerged(res, pull);
  });

  return router;
}

function sendMerged(res: Response, pull: PullRequestRecord) {
  res.json({
    sha: pull.merged?.sha,
    merged: true,
    message: 'Pull Request successfully merged',
  });
}
