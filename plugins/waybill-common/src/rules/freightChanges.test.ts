import fc from 'fast-check';
import { FreightChart } from '../model/Artifacts';
import { ArtifactChange } from '../model/Changelog';
import { freightChanges } from './freightChanges';

const image = (tag: string, repoURL = 'registry.example.com/acme/shop') => ({
  repoURL,
  tag,
  digest: `sha256:${tag}`,
});
const commit = (id: string, more: object = {}) => ({
  repoURL: 'https://git.example.com/acme/shop.git',
  id,
  ...more,
});
const chart = (version: string, name = 'shop') => ({
  repoURL: 'https://charts.example.com',
  name,
  version,
});
const NOTHING = { images: [], commits: [], charts: [] };
const images = (...tags: string[]) => ({
  ...NOTHING,
  images: tags.map(tag => image(tag)),
});
const said = (changes: ArtifactChange[]) =>
  changes.map(({ kind, change }) => `${kind} ${change}`);

describe('freightChanges', () => {
  it.each([
    ['1.26.0', '1.27.1', 'newer'],
    ['1.27.1', '1.26.0', 'older'],
    ['v9', '10.0.0', 'newer'],
    ['1.27.0-rc.1', '1.27.0', 'newer'],
    ['main-1', 'main-2', 'replaced'],
    ['1.27.0', 'main-2', 'replaced'],
  ])('knows that from %s to %s is %s', (from, to, change) => {
    expect(freightChanges(images(from), images(to))).toEqual([
      { kind: 'image', change, from: image(from), to: image(to) },
    ]);
  });

  it('sees what came and what went', () => {
    expect(said(freightChanges(NOTHING, images('1')))).toEqual(['image added']);
    expect(said(freightChanges(images('1'), NOTHING))).toEqual([
      'image removed',
    ]);
  });

  it('sees a tag that was moved, and a digest under another tag', () => {
    const moved = { ...image('1.0.0'), digest: 'sha256:other' };
    expect(
      said(freightChanges(images('1.0.0'), { ...NOTHING, images: [moved] })),
    ).toEqual(['image replaced']);
    const renamed = { ...image('1.0.0'), tag: '1.0' };
    expect(
      said(freightChanges(images('1.0.0'), { ...NOTHING, images: [renamed] })),
    ).toEqual(['image replaced']);
  });

  it.each([
    [{ tag: 'v1.2.0' }, { tag: 'v1.10.0' }, 'newer'],
    [
      { committedAt: '2026-01-02T00:00:00Z' },
      { committedAt: '2026-01-01T00:00:00Z' },
      'older',
    ],
    // A hotfix of an older line is an older version, whenever it was made.
    [
      { tag: 'v2.0.0', committedAt: '2026-01-01T00:00:00Z' },
      { tag: 'v1.9.1', committedAt: '2026-02-01T00:00:00Z' },
      'older',
    ],
    [{}, { committedAt: '2026-01-01T00:00:00Z' }, 'replaced'],
  ])('orders commits of %j and %j: %s', (from, to, change) => {
    expect(
      said(
        freightChanges(
          { ...NOTHING, commits: [commit('a', from)] },
          { ...NOTHING, commits: [commit('b', to)] },
        ),
      ),
    ).toEqual([`commit ${change}`]);
  });

  it('tells charts of one repository apart by their names', () => {
    expect(
      freightChanges(
        { ...NOTHING, charts: [chart('1.0.0'), chart('3.0.0', 'cart')] },
        { ...NOTHING, charts: [chart('3.1.0', 'cart'), chart('1.0.0')] },
      ),
    ).toEqual([
      {
        kind: 'chart',
        change: 'newer',
        from: chart('3.0.0', 'cart'),
        to: chart('3.1.0', 'cart'),
      },
    ]);
  });

  it('knows a repository in another spelling, and a subscription that got a name', () => {
    const before = {
      ...commit('a'),
      repoURL: 'https://GIT.example.com/acme/shop',
    };
    const after = { ...commit('b'), subscriptionName: 'code' };
    expect(
      freightChanges(
        { ...NOTHING, commits: [before] },
        { ...NOTHING, commits: [after] },
      ),
    ).toEqual([
      { kind: 'commit', change: 'replaced', from: before, to: after },
    ]);
  });

  it('tells several of one repository apart by their subscriptions', () => {
    const named = (tag: string, subscriptionName: string) => ({
      ...image(tag),
      subscriptionName,
    });
    const before = [named('1.0.0', 'old'), named('2.0.0', 'new')];
    const after = [named('2.1.0', 'new'), named('1.0.0', 'old')];
    expect(
      freightChanges(
        { ...NOTHING, images: before },
        { ...NOTHING, images: after },
      ),
    ).toEqual([
      { kind: 'image', change: 'newer', from: before[1], to: after[0] },
    ]);
  });

  describe('of any two Freights', () => {
    const anImage = fc.record({
      repoURL: fc.constantFrom('acme/shop', 'acme/cart', 'ACME/cart'),
      tag: fc.constantFrom('1.0.0', '1.1.0', 'main'),
      digest: fc.constantFrom('sha256:a', 'sha256:b'),
      subscriptionName: fc.constantFrom(undefined, 'one', 'two'),
    });
    const aCommit = fc.record({
      repoURL: fc.constantFrom('https://h.io/a/b', 'https://h.io/a/b.git'),
      id: fc.constantFrom('a', 'b', 'c'),
      committedAt: fc.constantFrom(undefined, '2026-01-01', '2026-01-02'),
    });
    const contents = fc.record({
      images: fc.uniqueArray(anImage, {
        selector: one => `${one.repoURL.toLowerCase()} ${one.subscriptionName}`,
        maxLength: 5,
      }),
      commits: fc.array(aCommit, { maxLength: 1 }),
      charts: fc.constant<FreightChart[]>([]),
    });
    const OPPOSITE = {
      added: 'removed',
      removed: 'added',
      newer: 'older',
      older: 'newer',
      replaced: 'replaced',
    };

    it('is nothing from one to itself', () => {
      fc.assert(
        fc.property(contents, one => {
          expect(freightChanges(one, one)).toEqual([]);
        }),
      );
    });

    it('is the opposite in the other direction', () => {
      const key = (one: ArtifactChange) =>
        JSON.stringify(one, Object.keys(one).sort());
      fc.assert(
        fc.property(contents, contents, (one, other) => {
          const back = freightChanges(other, one).map(
            ({ change, from, to, ...rest }) =>
              ({
                ...rest,
                change: OPPOSITE[change],
                from: to,
                to: from,
              } as ArtifactChange),
          );
          expect(back.map(key).sort()).toEqual(
            freightChanges(one, other)
              .map(({ change, from, to, ...rest }) =>
                key({ ...rest, change, from, to } as ArtifactChange),
              )
              .sort(),
          );
        }),
      );
    });

    it('has each artifact once at most', () => {
      fc.assert(
        fc.property(contents, contents, (one, other) => {
          const changes = freightChanges(one, other);
          for (const side of ['from', 'to'] as const) {
            const seen = changes.flatMap(change => change[side] ?? []);
            expect(new Set(seen).size).toBe(seen.length);
          }
        }),
      );
    });
  });
});
