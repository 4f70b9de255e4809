import {
  ArtifactChangelog,
  Changelog,
  CommitList,
} from '@waybill/backstage-plugin-waybill-common';
import { changelogMarkdown } from './changelogMarkdown';

const WEB = 'https://git.example.com/acme/shop';
const NONE: CommitList = { commits: [], more: 0, pullRequests: [] };
const commit = (number: number, subject = `Commit ${number}`) => ({
  id: String(number).repeat(40).slice(0, 40),
  subject,
  author: 'Ann',
  committedAt: '2026-01-01T00:00:00.000Z',
  url: `${WEB}/commit/${number}`,
});
const changelog = (
  sides: { gained?: CommitList; lost?: CommitList; url?: string },
  more: Partial<ArtifactChangelog> = {},
): Changelog => ({
  from: 'a',
  to: 'b',
  artifacts: [
    {
      kind: 'image',
      change: 'newer',
      code: WEB,
      comparison: { gained: NONE, lost: NONE, ...sides },
      links: [],
      problem: null,
      ...more,
    } as ArtifactChangelog,
  ],
});
const text = (...changelogs: Changelog[]) =>
  changelogMarkdown(changelogs).join('\n');

describe('changelogMarkdown', () => {
  it('tells pull requests once, other commits one by one, and how many more there are', () => {
    const gained = {
      commits: [
        commit(3),
        { ...commit(2), pullRequest: 12 },
        { ...commit(1), pullRequest: 12 },
      ],
      more: 4,
      pullRequests: [
        {
          number: 12,
          title: 'Round cart totals',
          author: 'olga',
          url: `${WEB}/pull/12`,
        },
      ],
    };
    expect(text(changelog({ gained, url: `${WEB}/compare/a...b` }))).toBe(
      [
        `Comes with from \`${WEB}\` ([compare](${WEB}/compare/a...b)):`,
        '',
        `- \`Commit 3\` [\`3333333\`](${WEB}/commit/3) by \`Ann\``,
        `- \`Round cart totals\` [\`#12\`](${WEB}/pull/12) by \`olga\``,
        '- and 4 more',
        '',
      ].join('\n'),
    );
  });

  it('tells what goes away', () => {
    const lost = { ...NONE, commits: [commit(1)] };
    expect(text(changelog({ lost }))).toContain(`Goes away from \`${WEB}\`:`);
    expect(text(changelog({ lost }))).not.toContain('Comes with');
  });

  it.each([
    ['fixes #7', '`fixes #7`'],
    ['@all look at this', '`@all look at this`'],
    ['`fixes #7`', '`` `fixes #7` ``'],
    ['a `` b ``` c', '```` a `` b ``` c ````'],
    ['[click](https://evil.example)', '`[click](https://evil.example)`'],
    ['<img src=x onerror=y>', '`<img src=x onerror=y>`'],
    ['two\n\nfixes #7', '`two fixes #7`'],
    ['', '`-`'],
  ])('keeps %j from being read as anything but text', (subject, shown) => {
    const gained = { ...NONE, commits: [commit(1, subject)] };
    expect(text(changelog({ gained }))).toContain(`- ${shown} [`);
  });

  it('is not longer than a host takes', () => {
    const gained = {
      ...NONE,
      commits: Array.from({ length: 250 }, (_, n) =>
        commit(n + 1, 'x'.repeat(200)),
      ),
      more: 9,
    };
    const lines = changelogMarkdown([changelog({ gained })]);
    expect(lines.filter(line => line.startsWith('- `'))).toHaveLength(30);
    expect(lines).toContain('- and 229 more');
    expect(lines.join('\n').length).toBeLessThan(20_000);
  });

  it('tells once what two images have in common, and nothing where nothing is known', () => {
    const gained = { ...NONE, commits: [commit(1)] };
    const one = changelog({ gained });
    expect(text(one, one)).toBe(text(one));
    expect(text(changelog({}, { comparison: null }))).toBe('');
    expect(text()).toBe('');
  });
});
