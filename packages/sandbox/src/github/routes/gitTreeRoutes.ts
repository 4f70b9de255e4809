import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { GitCommandError, runGitLine } from '../../git/runGit';
import {
  GitHubContext,
  RequestedRepository,
  requestedRepository,
} from '../GitHubContext';
import { GitHubError, notFound } from '../GitHubError';
import { readObjectType } from '../reading/readObjectType';
import { readTree } from '../reading/readTree';
import { resolveCommit } from '../reading/resolveCommit';
import { buildTree } from '../writing/buildTree';
import { parseBody } from './parseBody';

const SHA = /^[0-9a-f]{40}$/;

const treeBody = z.object({
  base_tree: z.string().optional(),
  tree: z.array(
    z.object({
      path: z.string().min(1),
      mode: z.enum(['100644', '100755', '040000', '160000', '120000']),
      type: z.enum(['blob', 'tree', 'commit']).optional(),
      sha: z.string().nullable().optional(),
      content: z.string().optional(),
    }),
  ),
});

type TreeBody = z.infer<typeof treeBody>;

/** Writes a tree from a list of changes to another, or to nothing. */
async function writeTree(path: string, body: TreeBody): Promise<string> {
  const changes = await Promise.all(
    body.tree.map(async ({ path: file, mode, sha, content }) => ({
      path: file.split('/'),
      entry:
        sha === null
          ? undefined
          : {
              mode,
              sha:
                sha ??
                (await runGitLine(path, ['hash-object', '-w', '--stdin'], {
                  input: content ?? '',
                })),
            },
    })),
  );
  const tree = await buildTree(path, body.base_tree, changes);
  if (!tree) {
    throw new GitHubError(422, 'Invalid tree info');
  }
  return tree;
}

async function checkTreeBody(path: string, body: TreeBody) {
  if (body.base_tree && !SHA.test(body.base_tree)) {
    throw new GitHubError(422, 'base_tree is not a valid SHA');
  }
  if (body.base_tree && !(await readObjectType(path, body.base_tree))) {
    throw new GitHubError(422, 'base_tree does not exist');
  }
  for (const entry of body.tree) {
    const parts = entry.path.split('/');
    if (parts.some(part => ['', '.', '..', '.git'].includes(part))) {
      throw new GitHubError(
        422,
        `tree.path contains a malformed path component: ${entry.path}`,
      );
    }
    if (entry.sha && !SHA.test(entry.sha)) {
      throw new GitHubError(422, 'tree.sha is not a valid SHA');
    }
    if (
      entry.sha &&
      entry.mode !== '160000' &&
      !(await readObjectType(path, entry.sha))
    ) {
      throw new GitHubError(422, `tree.sha ${entry.sha} is not a valid object`);
    }
  }
}

/** A tree by its id, or that of a commit or ref; `main:apps/web` is a folder in it, which GitHub takes without saying so. */
async function findTree(
  path: string,
  asked: string,
): Promise<string | undefined> {
  const [ref, ...folder] = asked.split(':');
  // An id says itself what it is; one question less, of a GitHub that answers quickly.
  const root = SHA.test(ref) ? ref : await resolveCommit(path, ref);
  const inside = folder.length === 0 ? '^{tree}' : `:${folder.join(':')}`;
  try {
    const sha =
      root &&
      (await runGitLine(path, [
        'rev-parse',
        '--verify',
        '--quiet',
        `${root}${inside}`,
      ]));
    return sha &&
      (folder.length === 0 || (await readObjectType(path, sha)) === 'tree')
      ? sha
      : undefined;
  } catch (error) {
    if (error instanceof GitCommandError) {
      return undefined;
    }
    throw error;
  }
}

async function treeView(
  { path, name, links }: RequestedRepository,
  sha: string,
  recursive: boolean,
  truncated = false,
) {
  const url = `${links.api}/repos/${name.owner}/${name.name}/git`;
  const entries = await readTree(path, sha, { recursive });
  return {
    sha,
    url: `${url}/trees/${sha}`,
    tree: (truncated ? entries.slice(0, 1) : entries).map(entry => ({
      ...entry,
      url: `${url}/${entry.type}s/${entry.sha}`,
    })),
    truncated,
  };
}

/** Trees of Git itself. */
export function gitTreeRoutes(context: GitHubContext): Router {
  const router = PromiseRouter();

  router.post('/repos/:owner/:repo/git/trees', async (req, res) => {
    const repository = requestedRepository(context, req);
    const body = parseBody(treeBody, req.body, 'Tree');
    await checkTreeBody(repository.path, body);
    const sha = await writeTree(repository.path, body);
    const view = await treeView(repository, sha, false);
    res.status(201).location(view.url).json(view);
  });

  router.get('/repos/:owner/:repo/git/trees/*', async (req, res) => {
    const repository = requestedRepository(context, req);
    const sha = await findTree(
      repository.path,
      (req.params as Record<string, string>)[0],
    );
    if (!sha) {
      throw notFound();
    }
    // Any value means yes, also `recursive=false`, as GitHub says itself.
    const recursive = req.query.recursive !== undefined;
    const truncated =
      recursive &&
      context.faults.isOn(
        'truncate-trees',
        `${repository.name.owner}/${repository.name.name}`,
      );
    res.json(await treeView(repository, sha, recursive, truncated));
  });

  return router;
}
