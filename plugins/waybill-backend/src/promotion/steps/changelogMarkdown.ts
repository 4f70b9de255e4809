import {
  ArtifactChangelog,
  Changelog,
  CommitList,
} from '@waybill/backstage-plugin-waybill-common';

/** Hosts cut a description, or refuse it, at some tens of thousands of characters. */
const MOST_LINES = 30;

/**
 * What comes with Freight, as Markdown for a pull request's description.
 *
 * @remarks What people wrote is put into code: in plain text a commit's "fixes #7" would close an issue of the repository that the pull
 * request is in, and an `@name` would call somebody.
 */
export function changelogMarkdown(changelogs: readonly Changelog[]): string[] {
  const told = new Set<string>();
  return changelogs
    .flatMap(({ artifacts }) => artifacts)
    .flatMap(artifact => {
      const lines = describe(artifact);
      const text = lines.join('\n');
      // Two images of one repository came with the same commits.
      if (lines.length === 0 || told.has(text)) {
        return [];
      }
      told.add(text);
      return [...lines, ''];
    });
}

function describe({ comparison, code }: ArtifactChangelog): string[] {
  if (!comparison) {
    return [];
  }
  const { gained, lost, url } = comparison;
  const from = code ? ` from ${asCode(code)}` : '';
  const compare = url ? ` ([compare](${url}))` : '';
  return [
    ...section(`Comes with${from}${compare}:`, gained),
    ...section(`Goes away${from}${compare}:`, lost),
  ];
}

function section(title: string, list: CommitList): string[] {
  if (list.commits.length === 0) {
    return [];
  }
  const pullRequests = new Map(list.pullRequests.map(one => [one.number, one]));
  const seen = new Set<number>();
  const lines = list.commits.flatMap(commit => {
    const pullRequest = pullRequests.get(commit.pullRequest ?? 0);
    if (!pullRequest) {
      return [
        line(commit.subject, commit.id.slice(0, 7), commit.url, commit.author),
      ];
    }
    if (seen.has(pullRequest.number)) {
      return [];
    }
    seen.add(pullRequest.number);
    const { title: text, number, url, author } = pullRequest;
    return [line(text, `#${number}`, url, author)];
  });
  const more = Math.max(0, lines.length - MOST_LINES) + list.more;
  return [
    title,
    '',
    ...lines.slice(0, MOST_LINES),
    ...(more > 0 ? [`- and ${more} more`] : []),
  ];
}

function line(
  text: string,
  name: string,
  url: string | undefined,
  author: string,
): string {
  const link = url ? `[${asCode(name)}](${url})` : asCode(name);
  return `- ${asCode(text)} ${link}${author ? ` by ${asCode(author)}` : ''}`;
}

/** As a code span that nothing in the text can end. */
function asCode(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim() || '-';
  const longest = Math.max(
    0,
    ...(plain.match(/`+/g) ?? []).map(({ length }) => length),
  );
  const fence = '`'.repeat(longest + 1);
  return longest > 0
    ? `${fence} ${plain} ${fence}`
    : `${fence}${plain}${fence}`;
}
