import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { GitCommandError, runGit, runGitLine } from '../../git/runGit';
import {
  GitHubContext,
  RequestedRepository,
  requestedRepository,
} from '../GitHubContext';
import { GitHubError, notFound } from '../GitHubError';
import { readObjectType } from '../reading/readObjectType';
import { nodeIdOf } from '../views/Links';
import { moveRef } from '../writing/moveRef';
import { parseBody } from './parseBody';

const sha = z.string().regex(/^[0-9a-f]{40}$/);
const createBody = z.object({ ref: z.string(), sha });
const updateBody = z.object({ sha, force: z.boolean().default(false) });

async function isRefName(repository: string, ref: string): Promise<boolean> {
  if (!/^refs\/[^/]+\/./.test(ref)) {
    return false;
  }
  try {
    await runGit(repository, ['check-ref-format', ref]);
    return true;
  } catch (error) {
    if (error instanceof GitCommandError) {
      return false;
    }
    throw error;
  }
}

/** All refs whose full name starts with a text, with the type of what they point to. */
async function listRefs(repository: string) {
  const output = await runGitLine(repository, [
    'for-each-ref',
    '--format=%(refname) %(objectname) %(objecttype)',
  ]);
  return output
    .split('\n')
    .filter(Boolean)
    .map(line => {
      const [ref, id, type] = line.split(' ');
      return { ref, id, type };
    });
}

function refView(
  { name, links }: RequestedRepository,
  ref: { ref: string; id: string; type: string },
) {
  const url = `${links.api}/repos/${name.owner}/${name.name}/git`;
  return {
    ref: ref.ref,
    node_id: nodeIdOf(`ref ${name.owner}/${name.name} ${ref.ref}`),
    url: `${url}/${ref.ref}`,
    object: {
      sha: ref.id,
      type: ref.type,
      url: `${url}/${ref.type}s/${ref.id}`,
    },
  };
}

/** Refs: read, create, move, delete. Moving is compare-and-swap on what was checked. */
export function gitRefRoutes(context: GitHubContext): Router {
  const router = PromiseRouter();
  const withheld = ({ name }: RequestedRepository) =>
    context.faults.take('withhold-ref-answer', `${name.owner}/${name.name}`);
  const wildcard = (params: unknown) => (params as Record<string, string>)[0];

  router.get('/repos/:owner/:repo/git/ref/*', async (req, res) => {
    const repository = requestedRepository(context, req);
    const name = `refs/${wildcard(req.params)}`;
    const found = (await listRefs(repository.path)).find(r => r.ref === name);
    if (!found) {
      throw notFound();
    }
    res.json(refView(repository, found));
  });

  router.get('/repos/:owner/:repo/git/matching-refs/*', async (req, res) => {
    const repository = requestedRepository(context, req);
    const prefix = `refs/${wildcard(req.params)}`;
    const found = await listRefs(repository.path);
    res.json(
      found
        .filter(ref => ref.ref.startsWith(prefix))
        .map(ref => refView(repository, ref)),
    );
  });

  router.post('/repos/:owner/:repo/git/refs', async (req, res) => {
    const repository = requestedRepository(context, req);
    const body = parseBody(createBody, req.body, 'Reference');
    if (!(await isRefName(repository.path, body.ref))) {
      throw new GitHubError(422, `${body.ref} is not a valid ref name.`);
    }
    const type = await readObjectType(repository.path, body.sha);
    if (!type || (body.ref.startsWith('refs/heads/') && type !== 'commit')) {
      throw new GitHubError(422, 'Object does not exist');
    }
    await context.pushes.look(repository.name);
    if (!(await moveRef(repository.path, body.ref, undefined, body.sha))) {
      throw new GitHubError(422, 'Reference already exists');
    }
    await context.pushes.look(repository.name);
    const view = refView(repository, { ref: body.ref, id: body.sha, type });
    if (withheld(repository)) {
      return;
    }
    res.status(201).location(view.url).json(view);
  });

  router.patch('/repos/:owner/:repo/git/refs/*', async (req, res) => {
    const repository = requestedRepository(context, req);
    const body = parseBody(updateBody, req.body, 'Reference');
    const name = `refs/${wildcard(req.params)}`;
    const found = (await listRefs(repository.path)).find(r => r.ref === name);
    if (!found) {
      throw new GitHubError(422, 'Reference does not exist');
    }
    const type = await readObjectType(repository.path, body.sha);
    if (!type || (name.startsWith('refs/heads/') && type !== 'commit')) {
      throw new GitHubError(422, 'Object does not exist');
    }
    if (!body.force && found.id !== body.sha) {
      const base = await runGitLine(repository.path, [
        'merge-base',
        found.id,
        body.sha,
      ]).catch(() => undefined);
      if (base !== found.id) {
        throw new GitHubError(422, 'Update is not a fast forward');
      }
    }
    await context.pushes.look(repository.name);
    if (!(await moveRef(repository.path, name, found.id, body.sha))) {
      throw new GitHubError(
        422,
        body.force
          ? 'Reference cannot be updated'
          : 'Update is not a fast forward',
      );
    }
    await context.pushes.look(repository.name);
    if (withheld(repository)) {
      return;
    }
    res.json(refView(repository, { ref: name, id: body.sha, type }));
  });

  router.delete('/repos/:owner/:repo/git/refs/*', async (req, res) => {
    const repository = requestedRepository(context, req);
    const name = `refs/${wildcard(req.params)}`;
    const found = (await listRefs(repository.path)).find(r => r.ref === name);
    if (!found) {
      throw new GitHubError(422, 'Reference does not exist');
    }
    await context.pushes.look(repository.name);
    await moveRef(repository.path, name, found.id, undefined);
    await context.pushes.look(repository.name);
    res.status(204).end();
  });

  return router;
}
