import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { ParsedCommit, ParsedPerson } from '../objects/parseCommit';
import { parseTree } from '../objects/parseTree';
import { ObjectSource } from '../tree/loadFolder';
import { Made } from '../tree/WorkTreeRemote';
import { GithubRepository } from './createGithubRepository';
import { objectCacheOf } from './objectCacheOf';
import { ownCommits } from './ownCommits';
import { uploadTree } from './uploadTree';

/**
 * Makes on GitHub the commits that were made here, on no branch yet. Answers with what the head is there: the same, unless `verified`.
 *
 * @param verified - GitHub names who the credential belongs to as their author and, for an App, signs them
 */
export async function uploadCommits(
  repository: GithubRepository,
  { head, objects }: Made,
  options: {
    source: ObjectSource;
    treeOf(commit: string): Promise<string>;
    verified: { maxRevisions: number } | undefined;
    signal: AbortSignal;
  },
): Promise<string> {
  const { source, verified, signal } = options;
  const commits = ownCommits(head, objects);
  if (verified && commits.length > verified.maxRevisions) {
    throw new InputError(
      `The push has ${commits.length} commits; GitHub is asked to make at most ${verified.maxRevisions} of them (waybill.git.maxRevisions)`,
    );
  }
  const there = new Map<string, string>();
  const trees = new Map(commits.map(({ id, commit }) => [id, commit.tree]));
  for (const { id, commit } of commits) {
    const [parent] = commit.parents;
    const before =
      parent && (trees.get(parent) ?? (await options.treeOf(parent)));
    const { tree: after } = commit;
    const upload = { before, after, made: objects, source };
    await uploadTree(repository, upload, signal);
    const parents = commit.parents.map(each => there.get(each) ?? each);
    const made = await createCommit(
      repository,
      { ...commit, parents },
      verified !== undefined,
      signal,
    );
    if (!verified && commit.signature && made !== id) {
      throw new ServiceUnavailableError(
        `GitHub made another commit than the one that was signed: expected ${id}, found ${made}`,
      );
    }
    there.set(id, made);
  }
  remember(repository, objects, commits, there);
  return there.get(head) ?? head;
}

/** What was made here need not be asked for by the next promotion. */
function remember(
  { key }: GithubRepository,
  objects: Made['objects'],
  commits: ReturnType<typeof ownCommits>,
  there: ReadonlyMap<string, string>,
): void {
  const cache = objectCacheOf(key);
  for (const [id, { type, content }] of objects) {
    if (type === 'tree') {
      cache.setTree(id, parseTree(content));
    } else if (type === 'blob') {
      cache.setBlob(id, content);
    }
  }
  for (const { id, commit } of commits) {
    cache.setTreeOf(there.get(id)!, commit.tree);
  }
}

async function createCommit(
  repository: GithubRepository,
  commit: ParsedCommit,
  verified: boolean,
  signal: AbortSignal,
): Promise<string> {
  const { octokit, at } = repository;
  const { tree, parents, author, committer, signature, message } = commit;
  const asMade = {
    message,
    author: personOf(author),
    committer: personOf(committer),
    ...(signature && { signature }),
  };
  const { sha } = await repository.ask('Making a commit', signal, () =>
    octokit.git.createCommit({
      ...at,
      tree,
      parents,
      ...(verified ? { message: withCoAuthor(message, author) } : asMade),
      request: { signal },
    }),
  );
  return sha;
}

function personOf({ name, email, date }: ParsedPerson) {
  return { name, email, date: date.toISOString().replace(/\.\d+Z$/, 'Z') };
}

/** Who would be its author is said in the last paragraph, which its trailers make. */
function withCoAuthor(message: string, { name, email }: ParsedPerson): string {
  const text = message.trimEnd();
  const [last] = text.split('\n\n').slice(-1);
  const hasTrailers = last !== text && /^[A-Za-z0-9-]+: /.test(last);
  return `${text}${
    hasTrailers ? '\n' : '\n\n'
  }Co-authored-by: ${name} <${email}>\n`;
}
