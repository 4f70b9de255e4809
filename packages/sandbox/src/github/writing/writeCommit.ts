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
    /** Armored. */
    signature?: string;
  },
): Promise<string> {
  const { signature } = commit;
  const lines = [
    `tree ${commit.tree}`,
    ...commit.parents.map(parent => `parent ${parent}`),
    `author ${personLine(commit.author)}`,
    `committer ${personLine(commit.committer)}`,
    ...(signature
      ? [`gpgsig ${signature.trimEnd().split('\n').join('\n ')}`]
      : []),
    '',
    commit.message,
  ];
  const args = ['hash-object', '-t', 'commit', '-w', '--stdin'];
  return runGitLine(repository, args, { input: lines.join('\n') });
}

function personLine({ name, email, date }: CommitPerson): string {
  const clean = (text: string) => text.replace(/[<>\n\0]/g, '').trim();
  const time = date ? new Date(date).getTime() : Date.now();
  return `${clean(name)} <${clean(email)}> ${Math.floor(time / 1000)} +0000`;
}
