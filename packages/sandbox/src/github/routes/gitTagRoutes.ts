import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { runGit, runGitLine } from '../../git/runGit';
import {
  API_LOGIN,
  GitHubContext,
  RequestedRepository,
  requestedRepository,
} from '../GitHubContext';
import { GitHubError, notFound } from '../GitHubError';
import { readObjectType } from '../reading/readObjectType';
import { toGitHubTime } from '../reading/readCommits';
import { nodeIdOf } from '../views/Links';
import { parseBody } from './parseBody';

const SHA = /^[0-9a-f]{40}$/;

const tagBody = z.object({
  tag: z.string().min(1),
  message: z.string(),
  object: z.string().regex(SHA),
  type: z.enum(['commit', 'tree', 'blob']),
  tagger: z
    .object({
      name: z.string(),
      email: z.string(),
      date: z.iso.datetime({ offset: true }).optional(),
    })
    .optional(),
});

async function tagView(
  { path, name, links }: RequestedRepository,
  sha: string,
) {
  const text = String(await runGit(path, ['cat-file', 'tag', sha]));
  const end = text.indexOf('\n\n');
  const header = (field: string) =>
    new RegExp(`^${field} (.*)$`, 'm').exec(text.slice(0, end))?.[1] ?? '';
  const [, person, email, seconds] =
    /^(.*) <(.*)> (\d+)/.exec(header('tagger')) ?? [];
  const url = `${links.api}/repos/${name.owner}/${name.name}/git`;
  const type = header('type');
  return {
    node_id: nodeIdOf(`tag ${sha}`),
    tag: header('tag'),
    sha,
    url: `${url}/tags/${sha}`,
    message: text.slice(end + 2),
    tagger: {
      name: person,
      email,
      date: toGitHubTime(new Date(Number(seconds) * 1000)),
    },
    object: {
      sha: header('object'),
      type,
      url: `${url}/${type}s/${header('object')}`,
    },
    verification: {
      verified: false,
      reason: 'unsigned',
      signature: null,
      payload: null,
      verified_at: null,
    },
  };
}

/** Annotated tags, which are objects; what names them is a ref. */
export function gitTagRoutes(context: GitHubContext): Router {
  const router = PromiseRouter();

  router.post('/repos/:owner/:repo/git/tags', async (req, res) => {
    const repository = requestedRepository(context, req);
    const { path } = repository;
    const body = parseBody(tagBody, req.body, 'Tag');
    if ((await readObjectType(path, body.object)) !== body.type) {
      throw new GitHubError(422, 'Object does not exist');
    }
    const tagger = body.tagger ?? {
      name: API_LOGIN,
      email: `${API_LOGIN}@users.noreply.localhost`,
    };
    const date = new Date(tagger.date ?? Date.now()).getTime();
    const sha = await runGitLine(path, ['mktag'], {
      input: [
        `object ${body.object}`,
        `type ${body.type}`,
        `tag ${body.tag}`,
        `tagger ${tagger.name} <${tagger.email}> ${Math.floor(
          date / 1000,
        )} +0000`,
        '',
        body.message,
      ].join('\n'),
    });
    const view = await tagView(repository, sha);
    res.status(201).location(view.url).json(view);
  });

  router.get('/repos/:owner/:repo/git/tags/:sha', async (req, res) => {
    const repository = requestedRepository(context, req);
    const { sha } = req.params;
    if (
      !SHA.test(sha) ||
      (await readObjectType(repository.path, sha)) !== 'tag'
    ) {
      throw notFound();
    }
    res.json(await tagView(repository, sha));
  });

  return router;
}
