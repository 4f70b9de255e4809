import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { runGit } from '../../git/runGit';
import { GitHubContext, requestedRepository } from '../GitHubContext';
import { notFound } from '../GitHubError';
import { paginate } from '../paginate';
import { listPullRequests } from '../pulls/readPullRequest';
import { readBranchTips } from '../reading/readBranchTips';
import { readCommit } from '../reading/readCommits';
import { readRepositoryFacts } from '../reading/readRepositoryFacts';
import {
  readDefaultBranch,
  resolveBranch,
  resolveCommit,
} from '../reading/resolveCommit';
import { commitView } from '../views/commitView';
import { repositoryView } from '../views/repositoryView';

/** Repository, branches, archives. */
export function repositoryRoutes(context: GitHubContext): Router {
  const router = PromiseRouter();

  router.get('/repos/:owner/:repo', async (req, res) => {
    const { name, path, links } = requestedRepository(context, req);
    const open = (await listPullRequests(context, name)).filter(
      pull => pull.state === 'open',
    );
    const facts = await readRepositoryFacts(path, open.length);
    res.json(repositoryView(name, facts, links));
  });

  router.get('/repos/:owner/:repo/branches', async (req, res) => {
    const { name, path, links } = requestedRepository(context, req);
    const repo = `${links.api}/repos/${name.owner}/${name.name}`;
    const branches = [...(await readBranchTips(path))].map(([branch, sha]) => ({
      name: branch,
      commit: { sha, url: `${repo}/commits/${sha}` },
      protected: false,
    }));
    res.json(paginate(req, res, branches));
  });

  router.get('/repos/:owner/:repo/branches/*', async (req, res) => {
    const { name, path, links } = requestedRepository(context, req);
    const branch = (req.params as Record<string, string>)[0];
    const sha = await resolveBranch(path, branch);
    if (!sha) {
      throw notFound();
    }
    const repo = `${req.params.owner}/${req.params.repo}`;
    const self = `${links.api}/repos/${repo}/branches/${branch}`;
    res.json({
      name: branch,
      commit: commitView(await readCommit(path, sha), name, links),
      _links: { self, html: `${links.web}/${repo}/tree/${branch}` },
      protected: false,
      protection: {
        enabled: false,
        required_status_checks: {
          enforcement_level: 'off',
          contexts: [],
          checks: [],
        },
      },
      protection_url: `${self}/protection`,
    });
  });

  // GitHub sends archives from another host, so that clients have to follow.
  router.get('/repos/:owner/:repo/tarball(/*)?', async (req, res) => {
    const { path } = requestedRepository(context, req);
    const requested = (req.params as Record<string, string | undefined>)[1];
    const ref = requested ?? (await readDefaultBranch(path));
    const sha = await resolveCommit(path, ref);
    if (!sha) {
      throw notFound();
    }
    res.redirect(
      302,
      `http://${req.headers.host}/_codeload/${req.params.owner}/${req.params.repo}/legacy.tar.gz/${sha}`,
    );
  });

  router.get('/_codeload/:owner/:repo/legacy.tar.gz/:sha', async (req, res) => {
    const { name, path } = requestedRepository(context, req);
    const sha = await resolveCommit(path, req.params.sha);
    if (!sha) {
      throw notFound();
    }
    const prefix = `${name.owner}-${name.name}-${sha.slice(0, 7)}`;
    const archive = await runGit(path, [
      'archive',
      '--format=tar.gz',
      `--prefix=${prefix}/`,
      sha,
    ]);
    res.attachment(`${prefix}.tar.gz`).type('application/x-gzip');
    res.send(archive);
  });

  return router;
}
