import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { runGit, runGitLine } from '../../git/runGit';
import {
  GitHubContext,
  RequestedRepository,
  requestedRepository,
} from '../GitHubContext';
import { GitHubError, notFound } from '../GitHubError';
import { readObjectType } from '../reading/readObjectType';
import { readTree } from '../reading/readTree';
import { resolveCommit } from '../reading/resolveCommit';
import { parseBody } from './parseBody';

const SHA = /^[0-9a-f]{40}$/;
const ABSENT = '0'.repeat(40);

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

/** One entry as `git update-index --index-info` reads it; a folder as the files that go and those that come. */
async function indexLinesOf(
  path: string,
  env: NodeJS.ProcessEnv,
  entry: TreeBody['tree'][number],
): Promise<string[]> {
  const removals = async () => {
    const listed = await runGit(path, ['ls-files', '-z', '--', entry.path], {
      env,
    });
    const files = listed.toString().split('\0').filter(Boolean);
    return files.map(file => `0 ${ABSENT}\t${file}\0`);
  };
  if (entry.sha === null) {
    return removals();
  }
  if (entry.mode === '040000' && entry.sha) {
    const files = await readTree(path, entry.sha, { recursive: true });
    const additions = files
      .filter(file => file.type !== 'tree')
      .map(file => `${file.mode} ${file.sha}\t${entry.path}/${file.path}\0`);
    return [...(await removals()), ...additions];
  }
  const sha =
    entry.sha ??
    (await runGitLine(path, ['hash-object', '-w', '--stdin'], {
      input: entry.content ?? '',
    }));
  return [`${entry.mode} ${sha}\t${entry.path}\0`];
}

/** Writes a tree from a list of changes to another (or to nothing), in an index of its own. */
async function writeTree(path: string, body: TreeBody): Promise<string> {
  const scratch = await mkdtemp(join(tmpdir(), 'sandbox-tree-'));
  const env = { GIT_INDEX_FILE: join(scratch, 'index') };
  try {
    if (body.base_tree) {
      await runGit(path, ['read-tree', `${body.base_tree}^{tree}`], { env });
    } else {
      await runGit(path, ['read-tree', '--empty'], { env });
    }
    for (const entry of body.tree) {
      const lines = await indexLinesOf(path, env, entry);
      await runGit(path, ['update-index', '-z', '--index-info'], {
        env,
        input: lines.join(''),
      });
    }
    return await runGitLine(path, ['write-tree'], { env });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
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

async function treeView(
  { path, name, links }: RequestedRepository,
  sha: string,
  recursive: boolean,
) {
  const url = `${links.api}/repos/${name.owner}/${name.name}/git`;
  const entries = await readTree(path, sha, { recursive });
  return {
    sha,
    url: `${url}/trees/${sha}`,
    tree: entries.map(entry => ({
      ...entry,
      url: `${url}/${entry.type}s/${entry.sha}`,
    })),
    truncated: false,
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
    const ref = (req.params as Record<string, string>)[0];
    const isTree =
      SHA.test(ref) && (await readObjectType(repository.path, ref)) === 'tree';
    const commit = isTree ? ref : await resolveCommit(repository.path, ref);
    if (!commit) {
      throw notFound();
    }
    const sha = await runGitLine(repository.path, [
      'rev-parse',
      `${commit}^{tree}`,
    ]);
    // Any value means yes, also `recursive=false`, as GitHub says itself.
    const recursive = req.query.recursive !== undefined;
    res.json(await treeView(repository, sha, recursive));
  });

  return router;
}
