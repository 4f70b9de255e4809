import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  createRepository,
  Forge,
  pushImage,
  Registry,
  startForge,
  startRegistry,
} from '@waybill/sandbox';
import { commitFiles } from '../git/testing/commitFiles';
import { definitionOf, freightOf, stageOf } from '../store/testing/fixtures';
import { AT, catalogEntity, seedFreight, seedPipeline } from './testing/seed';
import { ALLOW, DENY, RunningApi, startApi } from './testing/startApi';

jest.setTimeout(120_000);

const APP = '/pipelines/component/default/app';
const TEAM = 'group:default/team';
const IMAGE = 'registry.example.com/acme/shop';

/** The whole way: from an image's labels in a registry to commits of a repository. */
describe('GET …/freight/:freight/changelog', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let directory: string;
  let forge: Forge;
  let registry: Registry;
  let api: RunningApi;
  const commits: string[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'changelog-'));
    forge = await startForge({
      directory: join(directory, 'forge'),
      gitPort: 0,
      githubPort: 0,
    });
    registry = await startRegistry({
      directory: join(directory, 'registry'),
      port: 0,
    });
    for (const name of ['shop', 'secret']) {
      const path = await createRepository(forge.git.directory, {
        owner: 'acme',
        name,
      });
      for (const file of ['one', 'two']) {
        const made = await commitFiles(path, {
          message: `Add ${file} to ${name}`,
          files: { [file]: file },
        });
        commits.push(made);
      }
    }
    const { host } = new URL(forge.git.url);
    api = await startApi(databases, {
      entities: [catalogEntity('app', [TEAM])],
      config: {
        integrations: {
          github: [{ host, apiBaseUrl: forge.github.url, token: 't0k3n' }],
        },
        waybill: {
          registries: [
            {
              prefix: 'registry.example.com',
              endpoint: registry.url,
              insecure: true,
            },
          ],
          git: {
            cacheDirectory: join(directory, 'cache'),
            allow: [{ repos: [`${forge.git.url}/acme/shop`], owners: [TEAM] }],
          },
        },
      },
    });
    await seedPipeline(api.knex, 'app', definitionOf('app', [stageOf('dev')]), {
      owners: [TEAM],
    });
  });
  afterAll(async () => {
    await registry.close();
    await forge.close();
    await rm(directory, { recursive: true, force: true });
  });

  /** Freight of an image that says it was built from a commit. */
  async function build(
    number: number,
    repository: string,
    revision: string,
    by: 'labels' | 'annotations',
  ) {
    const tag = `1.${number}.0`;
    const { digest } = await pushImage({
      registryUrl: registry.url,
      repository: 'acme/shop',
      tag,
      [by]: {
        'org.opencontainers.image.source': `${forge.git.url}/acme/${repository}`,
        'org.opencontainers.image.revision': revision,
      },
    });
    const at = new Date(AT.getTime() + number * 60_000);
    return seedFreight(api.knex, 'p-app', {
      ...freightOf(number, at),
      images: [{ repoURL: IMAGE, tag, digest }],
    });
  }

  it('tells the commits between two images, forward and back, by ID and by alias', async () => {
    const [one, two] = [
      await build(1, 'shop', commits[0], 'labels'),
      await build(2, 'shop', commits[1], 'annotations'),
    ];
    const { body, status } = await api
      .asUser()
      .get(`${APP}/freight/${two.id}/changelog?from=${one.alias}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      from: one.id,
      to: two.id,
      artifacts: [
        {
          kind: 'image',
          change: 'newer',
          from: { tag: '1.1.0' },
          to: { tag: '1.2.0' },
          code: `${forge.git.url}/acme/shop`,
          problem: null,
          comparison: {
            gained: {
              commits: [
                {
                  id: commits[1],
                  subject: 'Add two to shop',
                  author: 'Ann',
                  url: `${forge.git.url}/acme/shop/commit/${commits[1]}`,
                },
              ],
              more: 0,
            },
            lost: { commits: [] },
          },
        },
      ],
    });
    const back = await api
      .asUser()
      .get(`${APP}/freight/${one.alias}/changelog?from=${two.id}`);
    expect(back.body.artifacts).toMatchObject([
      {
        change: 'older',
        comparison: {
          gained: { commits: [] },
          lost: { commits: [{ subject: 'Add two to shop' }] },
        },
      },
    ]);
    const same = await api
      .asUser()
      .get(`${APP}/freight/${one.id}/changelog?from=${one.id}`);
    expect(same.body).toEqual({ from: one.id, to: one.id, artifacts: [] });
  });

  it('lets no image lead to a repository that is not granted, with the platform’s token', async () => {
    const [three, four] = [
      await build(3, 'secret', commits[2], 'labels'),
      await build(4, 'secret', commits[3], 'labels'),
    ];
    const seen: (string | undefined)[] = [];
    const spy = jest.spyOn(globalThis, 'fetch');
    const { body } = await api
      .asUser()
      .get(`${APP}/freight/${four.id}/changelog?from=${three.id}`);
    for (const [url, init] of spy.mock.calls) {
      if (String(url).startsWith(forge.github.url)) {
        seen.push(new Headers(init?.headers).get('authorization') ?? undefined);
      }
    }
    spy.mockRestore();
    // What is public is told; and it was asked for as anybody may.
    expect(body.artifacts[0].comparison.gained.commits).toHaveLength(1);
    expect(seen).toEqual([undefined]);
  });

  it('says in its place what cannot be read, with what would help', async () => {
    const [five, six] = [
      await build(5, 'gone', commits[0], 'labels'),
      await build(6, 'gone', commits[1], 'labels'),
    ];
    const { body, status } = await api
      .asUser()
      .get(`${APP}/freight/${six.id}/changelog?from=${five.id}`);
    expect(status).toBe(200);
    expect(body.artifacts).toMatchObject([
      { change: 'newer', comparison: null },
    ]);
    expect(body.artifacts[0].problem).toMatch(
      /acme\/gone is not granted to component:default\/app; an entry of waybill\.git\.allow .*only what is public can be read: .*404/,
    );
    expect(JSON.stringify(body)).not.toContain('t0k3n');
  });

  it('answers 404 for Freight that is not there, and 400 without the other one', async () => {
    const known = await build(7, 'shop', commits[0], 'labels');
    const get = (path: string) => api.asUser().get(`${APP}/freight/${path}`);
    expect((await get(`nope/changelog?from=${known.id}`)).status).toBe(404);
    expect((await get(`${known.id}/changelog?from=nope`)).status).toBe(404);
    expect((await get(`${known.id}/changelog`)).status).toBe(400);
  });

  it('is for who may read the pipeline', async () => {
    const known = await build(8, 'shop', commits[0], 'labels');
    const path = `${APP}/freight/${known.id}/changelog?from=${known.id}`;
    api.decide = ({ permission }) =>
      permission.name === 'waybill.pipeline.read' ? DENY : ALLOW;
    expect((await api.asUser().get(path)).status).toBe(403);
    api.decide = () => ALLOW;
    expect((await api.asService('bot').get(path)).status).toBe(200);
    expect((await api.asNobody().get(path)).status).toBe(401);
  });
});
