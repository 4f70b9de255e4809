import {
  ArtifactChangelog,
  CommitList,
} from '@waybill/backstage-plugin-waybill-common';
import { changelogEntries } from './changelogEntries';

const at = (minute: number) =>
  new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
const commit = (minute: number, pullRequest?: number) => ({
  id: `c${minute}`,
  subject: `Commit ${minute}`,
  author: 'Ann',
  committedAt: at(minute),
  ...(pullRequest && { pullRequest }),
});
const pull = (number: number, mergedAt?: string) => ({
  number,
  title: `Pull ${number}`,
  author: 'olga',
  url: `https://git.example.com/pull/${number}`,
  mergedAt,
});
const list = (rest: Partial<CommitList>): CommitList => ({
  commits: [],
  more: 0,
  pullRequests: [],
  ...rest,
});
const artifact = (gained: CommitList, code = 'shop'): ArtifactChangelog => ({
  kind: 'image',
  change: 'newer',
  code,
  comparison: { gained, lost: list({}) },
  links: [],
  problem: null,
});
const titles = (...artifacts: ArtifactChangelog[]) =>
  changelogEntries(artifacts, 'gained').entries.map(entry => entry.title);

describe('changelogEntries', () => {
  it('has one line for a pull request, whatever it took, and one for each other commit', () => {
    const gained = list({
      commits: [commit(5), commit(4, 12), commit(3, 12), commit(2)],
      pullRequests: [pull(12)],
    });
    expect(titles(artifact(gained))).toEqual([
      'Commit 5',
      'Pull 12',
      'Commit 2',
    ]);
    expect(changelogEntries([artifact(gained)], 'gained').commits).toBe(4);
  });

  it('sorts the lines of several artifacts by time', () => {
    expect(
      titles(
        artifact(list({ commits: [commit(1)] })),
        artifact(list({ commits: [commit(3)] }), 'cart'),
      ),
    ).toEqual(['Commit 3', 'Commit 1']);
  });

  it('counts once what two images of one repository have in common', () => {
    const gained = list({
      commits: [commit(4, 12), commit(2)],
      more: 7,
      pullRequests: [pull(12)],
    });
    expect(
      changelogEntries([artifact(gained), artifact(gained)], 'gained'),
    ).toMatchObject({
      entries: [{ number: 12 }, { number: undefined }],
      commits: 9,
      more: 7,
    });
  });

  it('takes pull requests of the same number in two repositories for two', () => {
    const gained = list({ commits: [commit(4, 12)], pullRequests: [pull(12)] });
    expect(titles(artifact(gained), artifact(gained, 'cart'))).toHaveLength(2);
  });

  it('shows a commit whose pull request nobody told of', () => {
    expect(titles(artifact(list({ commits: [commit(4, 12)] })))).toEqual([
      'Commit 4',
    ]);
  });

  it('is nothing where nothing is known', () => {
    const unknown = { ...artifact(list({})), comparison: null };
    expect(changelogEntries([unknown], 'gained')).toEqual({
      entries: [],
      commits: 0,
      more: 0,
    });
  });
});
