import { runGitLine } from '../../git/runGit';

export interface CommitPerson {
  name: string;
  email: string;
  /** ISO 8601; default now. */
  date?: string;
}

/** Makes a commit object that no ref points to yet. */
export async function writeCommit(
  repository: string,
  commit: {
    tree: string;
    parents: string[];
    message: string;
    author: CommitPerson;
    committer: CommitPerson;
  },
): Promise<string> {
  const { author, committer } = commit;
  return runGitLine(
    repository,
    [
      'commit-tree',
      commit.tree,
      ...commit.parents.flatMap(parent => ['-p', parent]),
    ],
    {
      input: commit.message,
      env: {
        GIT_AUTHOR_NAME: author.name,
        GIT_AUTHOR_EMAIL: author.email,
        GIT_COMMITTER_NAME: committer.name,
        GIT_COMMITTER_EMAIL: committer.email,
        ...(author.date && { GIT_AUTHOR_DATE: author.date }),
        ...(committer.date && { GIT_COMMITTER_DATE: committer.date }),
      },
    },
  );
}
