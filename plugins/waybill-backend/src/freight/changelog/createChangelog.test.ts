import {
  CommitComparison,
  Freight,
} from '@waybill/backstage-plugin-waybill-common';
import { NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import { seedFreight, seedPipeline, seedRuns } from '../../api/testing/seed';
import { migratedDatabases } from '../../store/testing/migratedDatabases';
import { createChangelog } from './createChangelog';

jest.setTimeout(60_000);

const signal = new AbortController().signal;
const SOURCE = 'org.opencontainers.image.source';
const REVISION = 'org.opencontainers.image.revision';
const SHOP = 'https://git.example.com/acme/shop';
const id = (letter: string) => letter.repeat(40);
const COMPARISON: CommitComparison = {
  gained: { commits: [], more: 3, pullRequests: [] },
  lost: { commits: [], more: 0, pullRequests: [] },
};

const freight = (
  letter: string,
  contents: Partial<Pick<Freight, 'images' | 'commits' | 'charts'>>,
): Freight => ({
  id: id(letter),
  alias: `${letter}-otter`,
  warehouse: 'main',
  createdAt: '2026-01-01T00:00:00.000Z',
  ...{ images: [], commits: [], charts: [] },
  ...contents,
});
const image = (
  letter: string,
  tag: string,
  annotations?: Record<string, string>,
) =>
  freight(letter, {
    images: [
      {
        repoURL: 'registry.example.com/acme/shop',
        tag,
        digest: `sha256:${letter.repeat(64)}`,
        annotations,
      },
    ],
  });
const built = (letter: string, tag: string, source = SHOP) =>
  image(letter, tag, { [SOURCE]: source, [REVISION]: id(letter) });

/** What was asked of the world, and what it says. */
function world() {
  const asked: { repoURL: string; isGranted: boolean; range: string }[] = [];
  const registry = new Map<string, Record<string, string>>();
  const state = {
    asked,
    registry,
    refused: undefined as string | undefined,
    answer: (): CommitComparison => COMPARISON,
  };
  return {
    ...state,
    state,
    start: (knex?: Knex) => {
      const changelog = createChangelog({
        knex: knex as Knex,
        pipelineId: 'p-app',
        comparison: {
          async compare({ repoURL, from, to, isGranted }) {
            asked.push({ repoURL, isGranted, range: `${from[0]}..${to[0]}` });
            return state.answer();
          },
        },
        charts: {
          async describe({ repoURL, name, version, pipelineId }) {
            return (
              registry.get([repoURL, name, version, pipelineId].join(' ')) ?? {}
            );
          },
        },
        labels: {
          async read({ reference }) {
            const found = registry.get(reference);
            if (!found) throw new NotFoundError(`no ${reference}`);
            return found;
          },
        },
      });
      const mayRead = () => state.refused;
      return {
        between: async (from: Freight, to: Freight) =>
          (await changelog.between({ from, to, mayRead, signal })).artifacts,
        sinceStage: (stage: string, to: Freight) =>
          changelog.sinceStage({ stage, to, mayRead, signal }),
      };
    },
  };
}

describe('a changelog', () => {
  it('compares the commits that images say they were built from', async () => {
    const { asked, start } = world();
    expect(
      await start().between(built('a', '1.0.0'), built('b', '1.1.0')),
    ).toEqual([
      expect.objectContaining({
        kind: 'image',
        change: 'newer',
        code: SHOP,
        comparison: COMPARISON,
        problem: null,
      }),
    ]);
    expect(asked).toEqual([{ repoURL: SHOP, isGranted: true, range: 'a..b' }]);
  });

  it('asks the registry where the Freight does not know', async () => {
    const { asked, registry, start } = world();
    registry.set(`registry.example.com/acme/shop@sha256:${'a'.repeat(64)}`, {
      [SOURCE]: SHOP,
      [REVISION]: id('a'),
    });
    await start().between(image('a', '1.0.0'), built('b', '1.1.0'));
    expect(asked).toEqual([{ repoURL: SHOP, isGranted: true, range: 'a..b' }]);
  });

  it('says which image does not say what it was built from, and what would', async () => {
    const { registry, asked, start } = world();
    registry.set(`registry.example.com/acme/shop@sha256:${'a'.repeat(64)}`, {});
    const [change] = await start().between(
      image('a', '1.0.0'),
      built('b', '1.1.0'),
    );
    expect(change).toMatchObject({ comparison: null, code: SHOP });
    expect(change.problem).toMatch(
      /acme\/shop:1\.0\.0 does not say which commit .*image\.source and .*image\.revision/,
    );
    expect(asked).toEqual([]);
  });

  it('says so where the registry does not answer, or the code was moved', async () => {
    const { start } = world();
    const [silent] = await start().between(
      image('a', '1.0.0'),
      built('b', '1.1.0'),
    );
    expect(silent.problem).toMatch(/^no registry\.example\.com/);
    const [moved] = await start().between(
      built('a', '1.0.0', 'https://git.example.com/acme/old'),
      built('b', '1.1.0'),
    );
    expect(moved.problem).toMatch(/from .*\/old before, and from .*\/shop now/);
  });

  it('compares the commits of Git subscriptions', async () => {
    const { asked, start } = world();
    const commit = (letter: string) =>
      freight(letter, { commits: [{ repoURL: SHOP, id: id(letter) }] });
    const [change] = await start().between(commit('a'), commit('b'));
    expect(change).toMatchObject({ kind: 'commit', comparison: COMPARISON });
    expect(asked).toEqual([{ repoURL: SHOP, isGranted: true, range: 'a..b' }]);
  });

  it('does not compare what was only built again', async () => {
    const { asked, start } = world();
    const again = built('a', '1.0.0');
    again.images[0].digest = 'sha256:other';
    const [change] = await start().between(built('a', '1.0.0'), again);
    expect(change).toMatchObject({ comparison: null, problem: null });
    expect(asked).toEqual([]);
  });

  it('reads a repository that is not granted as anybody may, and says what would grant it', async () => {
    const { asked, state, start } = world();
    state.refused = 'The repository is not granted';
    const pair = [built('a', '1.0.0'), built('b', '1.1.0')] as const;
    expect((await start().between(...pair))[0].comparison).toEqual(COMPARISON);
    expect(asked).toEqual([{ repoURL: SHOP, isGranted: false, range: 'a..b' }]);
    state.answer = () => {
      throw new NotFoundError('GitHub answered 404');
    };
    expect((await start().between(...pair))[0].problem).toBe(
      'The repository is not granted. Without it only what is public can be read: GitHub answered 404',
    );
  });

  it('tells commits without their pull requests, and says why', async () => {
    const { state, start } = world();
    const missing = 'Pull requests are not known: the forge is down';
    const { gained, lost } = COMPARISON;
    state.answer = () => ({ gained: { ...gained, missing }, lost });
    const [change] = await start().between(
      built('a', '1.0.0'),
      built('b', '1.1.0'),
    );
    expect(change).toMatchObject({
      comparison: { gained: { more: 3 } },
      problem: missing,
    });
  });

  it('tells of an artifact what can be told, whatever fails with another', async () => {
    const { state, start } = world();
    const both = (letter: string) => ({
      ...built(letter, `1.${letter}`),
      commits: [
        { repoURL: 'https://git.example.com/acme/config', id: id(letter) },
      ],
    });
    let calls = 0;
    state.answer = () => {
      calls += 1;
      if (calls === 1) throw new Error('down');
      return COMPARISON;
    };
    const changes = await start().between(both('a'), both('b'));
    expect(changes.map(({ problem }) => problem).sort()).toEqual([
      'down',
      null,
    ]);
  });

  it('has links to read for an OCI chart', async () => {
    const { registry, start } = world();
    registry.set('oci://registry.example.com/charts/shop:1.1.0_x', {
      'org.opencontainers.image.source': 'https://github.com/acme/shop',
    });
    const chart = (letter: string, version: string) =>
      freight(letter, {
        charts: [
          { repoURL: 'oci://registry.example.com/charts/shop', version },
        ],
      });
    expect(
      await start().between(chart('a', '1.0.0'), chart('b', '1.1.0+x')),
    ).toEqual([
      expect.objectContaining({
        kind: 'chart',
        change: 'newer',
        links: [
          { title: 'Releases', url: 'https://github.com/acme/shop/releases' },
        ],
        problem: null,
      }),
    ]);
  });

  it('has links to read for a chart of a repository with an index', async () => {
    const { registry, start } = world();
    registry.set('https://charts.example.com shop 1.1.0 p-app', {
      'org.opencontainers.image.url': 'https://shop.example.com',
    });
    const chart = (letter: string, version: string) =>
      freight(letter, {
        charts: [
          { repoURL: 'https://charts.example.com', name: 'shop', version },
        ],
      });
    expect(
      await start().between(chart('a', '1.2.0'), chart('b', '1.1.0')),
    ).toEqual([
      expect.objectContaining({
        kind: 'chart',
        change: 'older',
        links: [{ title: 'Project', url: 'https://shop.example.com' }],
        problem: null,
      }),
    ]);
  });

  it('stops when it is told to', async () => {
    const { state } = world();
    const stopped = new AbortController();
    state.answer = () => {
      stopped.abort(new Error('enough'));
      throw new Error('down');
    };
    const changelog = createChangelog({
      knex: undefined as unknown as Knex,
      pipelineId: 'p-app',
      comparison: { compare: async () => state.answer() },
      labels: { read: async () => ({}) },
      charts: { describe: async () => ({}) },
    });
    await expect(
      changelog.between({
        from: built('a', '1.0.0'),
        to: built('b', '1.1.0'),
        mayRead: () => undefined,
        signal: stopped.signal,
      }),
    ).rejects.toThrow('enough');
  });
});

describe('since what a Stage runs', () => {
  const databases = migratedDatabases();

  it('compares the Freight of the same Warehouse, if any runs', async () => {
    const knex = await databases.create('SQLITE_3');
    await seedPipeline(knex, 'app');
    const [before, next] = [built('a', '1.0.0'), built('b', '1.1.0')];
    await seedFreight(knex, 'p-app', before);
    await seedFreight(knex, 'p-app', next);
    const changelog = world().start(knex);
    expect(await changelog.sinceStage('dev', next)).toBeUndefined();
    await seedRuns(knex, 'p-app', 'dev', [{ freight: before.id }]);
    expect(await changelog.sinceStage('dev', next)).toMatchObject({
      from: before.id,
      to: next.id,
      artifacts: [{ change: 'newer' }],
    });
    expect(
      await changelog.sinceStage('dev', { ...next, warehouse: 'other' }),
    ).toBeUndefined();
  });
});
