import {
  ArtifactChangelog,
  CommitList,
} from '@waybill/backstage-plugin-waybill-common';

/** One line of a changelog: a pull request, or a commit that came with none. */
export interface ChangelogEntry {
  key: string;
  title: string;
  author: string;
  /** ISO 8601 */
  at: string;
  url: string | undefined;
  /** Of the pull request. */
  number: number | undefined;
}

/** What comes, or goes, in lines. */
export interface ChangelogEntries {
  /** Newest first. */
  entries: ChangelogEntry[];
  /** How many commits that is, with those that are not listed. */
  commits: number;
  /** Commits that are not listed. */
  more: number;
}

/** The lines of several artifacts together; what two of them have in common, as images of one repository do, counts once. */
export function changelogEntries(
  artifacts: readonly ArtifactChangelog[],
  side: 'gained' | 'lost',
): ChangelogEntries {
  const entries = new Map<string, ChangelogEntry>();
  const commits = new Set<string>();
  /** Of ranges that were seen, so that the rest of the same range is not added twice. */
  const ranges = new Map<string, number>();
  for (const { code, comparison } of artifacts) {
    const list = comparison?.[side];
    if (!list) continue;
    for (const entry of entriesOf(list, code ?? '')) {
      if (!entries.has(entry.key)) entries.set(entry.key, entry);
    }
    for (const { id } of list.commits) commits.add(id);
    const [first] = list.commits;
    if (first) ranges.set(`${first.id} ${list.commits.length}`, list.more);
  }
  const more = [...ranges.values()].reduce((sum, each) => sum + each, 0);
  return {
    entries: [...entries.values()].sort(
      (a, b) => Date.parse(b.at) - Date.parse(a.at),
    ),
    commits: commits.size + more,
    more,
  };
}

function entriesOf(list: CommitList, code: string): ChangelogEntry[] {
  const pullRequests = new Map(list.pullRequests.map(one => [one.number, one]));
  const seen = new Set<number>();
  return list.commits.flatMap((commit): ChangelogEntry[] => {
    const pullRequest =
      commit.pullRequest === undefined
        ? undefined
        : pullRequests.get(commit.pullRequest);
    if (!pullRequest) {
      const { id, subject, author, committedAt, url } = commit;
      return [
        {
          ...{ key: id, title: subject, author, at: committedAt, url },
          number: undefined,
        },
      ];
    }
    const { number, title, author, url, mergedAt } = pullRequest;
    if (seen.has(number)) return [];
    seen.add(number);
    return [
      {
        ...{ key: `${code}#${number}`, title, author, url, number },
        at: mergedAt ?? commit.committedAt,
      },
    ];
  });
}
