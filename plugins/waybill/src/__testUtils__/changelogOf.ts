import {
  Changelog,
  ChangelogCommit,
  ChangelogPullRequest,
  freightChanges,
  FreightView,
} from '@waybill/backstage-plugin-waybill-common';

const CODE = 'https://git.example.com/acme/storefront';
const NONE = { commits: [], more: 0, pullRequests: [] };
const HOUR = 3_600_000;

const WORK: [subject: string, author: string, number: number][] = [
  ['Round cart totals half to even', 'olga', 412],
  ['Retry payment on 503', 'dana', 409],
  ['Bump base image', 'sam', 408],
  ['Say what a voucher is worth', 'dana', 405],
  ['Ask for the postcode once', 'olga', 401],
];

/** What five pull requests changed: gained forward, lost backward. */
export function changelogOf(
  from: FreightView,
  to: FreightView,
  now: number,
): Changelog {
  const at = (index: number) => new Date(now - (20 + index * 9) * HOUR);
  const pullRequests = WORK.map(
    ([title, author, number], index): ChangelogPullRequest => ({
      number,
      title,
      author,
      url: `${CODE}/pull/${number}`,
      mergedAt: at(index).toISOString(),
    }),
  );
  const commits = WORK.map(
    ([subject, author, pullRequest], index): ChangelogCommit => {
      const id = String(pullRequest).repeat(14).slice(0, 40);
      return {
        id,
        subject,
        author,
        committedAt: at(index).toISOString(),
        url: `${CODE}/commit/${id}`,
        pullRequest,
      };
    },
  );
  const list = { commits, more: 4, pullRequests };
  return {
    from: from.id,
    to: to.id,
    artifacts: freightChanges(from, to).map(change => ({
      ...change,
      code: CODE,
      comparison: {
        gained: change.change === 'older' ? NONE : list,
        lost: change.change === 'older' ? list : NONE,
        url: `${CODE}/compare/a...b`,
      },
      links: [],
      problem: null,
    })),
  };
}
