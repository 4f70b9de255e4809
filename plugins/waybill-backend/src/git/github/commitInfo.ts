import { CommitInfo } from '@waybill/backstage-plugin-waybill-node';
import { parseTrailers } from './parseTrailers';

interface GithubPerson {
  name?: string;
  email?: string;
  date?: string;
}

/** What is used of a commit in GitHub's answers. */
interface GithubCommit {
  sha: string;
  parents: { sha: string }[];
  commit: {
    message: string;
    author: GithubPerson | null;
    committer: GithubPerson | null;
  };
}

/** A commit as GitHub tells it. */
export function commitInfo({ sha, parents, commit }: GithubCommit): CommitInfo {
  const { message, author, committer } = commit;
  return {
    id: sha,
    parents: parents.map(parent => parent.sha),
    subject: message.split('\n')[0],
    author: personText(author),
    committer: personText(committer),
    committedAt: new Date(committer?.date ?? author?.date ?? 0).toISOString(),
    trailers: parseTrailers(message),
  };
}

function personText(person: GithubPerson | null): string {
  return `${person?.name ?? ''} <${person?.email ?? ''}>`;
}
