import { freightId } from '@waybill/backstage-plugin-waybill-common';
import { DiscoveredSubscription } from '../ports';
import { assembleFreight } from './assembleFreight';

const image = (tag: string) => ({
  repoURL: 'registry.example.com/acme/app',
  tag,
  digest: `sha256:${tag}`,
});
const images = (...tags: string[]): DiscoveredSubscription => ({
  kind: 'image',
  repoURL: 'registry.example.com/acme/app',
  candidates: 9,
  matching: tags.length,
  images: tags.map(image),
});
const commit = {
  repoURL: 'https://git.example.com/acme/app',
  id: 'a'.repeat(40),
};
const commits = (found: boolean): DiscoveredSubscription => ({
  kind: 'git',
  repoURL: commit.repoURL,
  head: commit.id,
  commits: found ? [commit, { ...commit, id: 'b'.repeat(40) }] : [],
});
const discoveredAt = '2026-11-21T10:00:00.000Z';

describe('assembleFreight', () => {
  it('takes the first of every subscription', () => {
    expect(
      assembleFreight('main', {
        discoveredAt,
        subscriptions: [commits(true), images('1.1.0', '1.0.0')],
      }),
    ).toEqual({
      id: freightId('Warehouse/main', {
        images: [image('1.1.0')],
        commits: [commit],
      }),
      warehouse: 'main',
      createdAt: discoveredAt,
      images: [image('1.1.0')],
      commits: [commit],
      charts: [],
    });
  });

  it.each([
    ['one found nothing', [commits(false), images('1.0.0')]],
    ['all found nothing', [commits(false), images()]],
    ['there is no subscription', []],
  ])('makes none when %s', (_, subscriptions) => {
    expect(
      assembleFreight('main', { discoveredAt, subscriptions }),
    ).toBeUndefined();
  });
});
