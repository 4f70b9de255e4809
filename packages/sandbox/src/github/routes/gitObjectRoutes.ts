import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { runGit, runGitLine } from '../../git/runGit';
import {
  API_LOGIN,
  GitHubContext,
  requestedRepository,
} from '../GitHubContext';
import { GitHubError, notFound } from '../GitHubError';
import { readObjectType } from '../reading/readObjectType';
import { readCommit } from '../reading/readCommits';
import { resolveCommit } from '../reading/resolveCommit';
import { writeCommit } from '../writing/writeCommit';
import { gitCommitView } from '../views/commitView';
import { nodeIdOf } from '../views/Links';
import { gitTreeRoutes } from './gitTreeRoutes';
import { parseBody } from './parseBody';

const blobBody = z.object({
  content: z.string(),
  encoding: z.enum(['utf-8', 'base64']).default('utf-8'),
});

const personBody = z.object({
  name: z.string(),
  email: z.string(),
  date: z.iso.datetime({ offset: true }).optional(),
});

const commitBody = z.object({
  message: z.string(),
  tree: z.string(),
  parents: z.array(z.string()).default([]),
  author: personBody.optional(),
  committer: personBody.optional(),
  /** Armored; goes into the header `gpgsig`. */
  signature: z.string().optional(),
});

const SHA = /^[0-9a-f]{40}$/;

/** Blobs, trees and commits of Git itself. */
export function gitObjectRoutes(context: GitHubContext): Router {
  const router = PromiseRouter();
  router.use(gitTreeRoutes(context));

  router.post('/repos/:owner/:repo/git/blobs', async (req, res) => {
    const { path, links, name } = requestedRepository(context, req);
    const { content, encoding } = parseBody(blobBody, req.body, 'Blob');
    const sha = await runGitLine(path, ['hash-object', '-w', '--stdin'], {
      input: Buffer.from(content, encoding),
    });
    const url = `${links.api}/repos/${name.owner}/${name.name}/git/blobs/${sha}`;
    res.status(201).location(url).json({ url, sha });
  });

  router.get('/repos/:owner/:repo/git/blobs/:sha', async (req, res) => {
    const { path, links, name } = requestedRepository(context, req);
    const { sha } = req.params;
    if (!SHA.test(sha) || (await readObjectType(path, sha)) !== 'blob') {
      throw notFound();
    }
    const content = await runGit(path, ['cat-file', 'blob', sha]);
    if (/application\/vnd\.github\.(v3\.)?raw/.test(req.headers.accept ?? '')) {
      res.type('application/vnd.github.raw').send(content);
      return;
    }
    res.json({
      sha,
      node_id: nodeIdOf(`blob ${sha}`),
      size: content.length,
      url: `${links.api}/repos/${name.owner}/${name.name}/git/blobs/${sha}`,
      content: content.toString('base64').replace(/.{60}/g, '$&\n'),
      encoding: 'base64',
    });
  });

  router.post('/repos/:owner/:repo/git/commits', async (req, res) => {
    const { path, links, name } = requestedRepository(context, req);
    const body = parseBody(commitBody, req.body, 'Commit');
    if (
      !SHA.test(body.tree) ||
      (await readObjectType(path, body.tree)) !== 'tree'
    ) {
      throw new GitHubError(422, 'Tree SHA does not exist');
    }
    for (const parent of body.parents) {
      if (
        !SHA.test(parent) ||
        (await readObjectType(path, parent)) !== 'commit'
      ) {
        throw new GitHubError(
          422,
          'Parent SHA does not exist or is not a commit object',
        );
      }
    }
    const account = {
      name: API_LOGIN,
      email: `${API_LOGIN}@users.noreply.localhost`,
    };
    const author = body.author ?? body.committer ?? account;
    const sha = await writeCommit(path, {
      tree: body.tree,
      parents: body.parents,
      message: body.message,
      author,
      committer: body.committer ?? author,
      signature: body.signature,
    });
    const commit = gitCommitView(await readCommit(path, sha), name, links);
    res.status(201).location(commit.url).json(commit);
  });

  router.get('/repos/:owner/:repo/git/commits/:sha', async (req, res) => {
    const { path, links, name } = requestedRepository(context, req);
    const sha = await resolveCommit(path, req.params.sha);
    if (!sha || !SHA.test(req.params.sha)) {
      throw notFound();
    }
    res.json(gitCommitView(await readCommit(path, sha), name, links));
  });

  return router;
}
