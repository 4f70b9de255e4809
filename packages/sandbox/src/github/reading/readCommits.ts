import { runGit } from '../../git/runGit';

export interface GitPerson {
  name: string;
  email: string;
  /** ISO 8601 in UTC, to the second, as GitHub writes it. */
  date: string;
}

export interface GitCommit {
  sha: string;
  tree: string;
  parents: string[];
  author: GitPerson;
  committer: GitPerson;
  /** Without the newline at its end. */
  message: string;
}

const FORMAT = '%H%x1f%T%x1f%P%x1f%an%x1f%ae%x1f%aI%x1f%cn%x1f%ce%x1f%cI%x1f%B';

/** A time as GitHub writes it. */
export function toGitHubTime(time: string | Date): string {
  return new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

function parseCommit(record: string): GitCommit {
  const [sha, tree, parents, an, ae, ad, cn, ce, cd, ...message] =
    record.split('\x1f');
  return {
    sha,
    tree,
    parents: parents.split(' ').filter(Boolean),
    author: { name: an, email: ae, date: toGitHubTime(ad) },
    committer: { name: cn, email: ce, date: toGitHubTime(cd) },
    message: message.join('\x1f').trimEnd(),
  };
}

/**
 * Commits reachable from one, newest first.
 *
 * @param revisions - commit IDs, also excluded ones (`^<id>`); never a caller's text
 * @param limits - options of `git log` made from checked values
 */
export async function readCommits(
  repository: string,
  revisions: string[],
  limits: string[] = [],
  path?: string,
): Promise<GitCommit[]> {
  const output = await runGit(repository, [
    'log',
    '-z',
    `--format=${FORMAT}`,
    ...limits,
    ...revisions,
    '--',
    ...(path ? [path] : []),
  ]);
  return output.toString().split('\0').filter(Boolean).map(parseCommit);
}

/** One commit by its full ID. */
export async function readCommit(
  repository: string,
  sha: string,
): Promise<GitCommit> {
  const [commit] = await readCommits(repository, [sha], ['-1']);
  return commit;
}
