import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { parse } from 'yaml';
import { startWorld, World } from './testing/startWorld';
import { describeWithTool } from '../promotion/testing/describeWithTool';

jest.setTimeout(300_000);

const HOW_TO = resolve(__dirname, '../../../../docs/how-to/kargo-patterns');
const IMAGE = 'registry.example.com/acme/shop';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec:
      containers:
        - name: shop
          image: ${IMAGE}
`;
const overlay = (stage: string) =>
  `# ${stage}\nresources: [../../base]\nimages:\n  - name: ${IMAGE} # the shop\n    newTag: 1.0.0\n`;
const KUSTOMIZE = {
  'base/kustomization.yaml': 'resources: [deployment.yaml]\n',
  'base/deployment.yaml': DEPLOYMENT,
  'overlays/dev/kustomization.yaml': overlay('dev'),
  'overlays/prod/kustomization.yaml': overlay('prod'),
};
const updated = (stage: string) =>
  overlay(stage).replace('newTag: 1.0.0', 'newTag: 1.1.0').trim();
const chart = (dependencies: string) => ({
  'Chart.yaml': `apiVersion: v2\nname: shop\nversion: 1.0.0\n${dependencies}`,
  'templates/deployment.yaml': DEPLOYMENT.replace(
    `image: ${IMAGE}`,
    `image: ${IMAGE}:{{ .Values.image.tag }}`,
  ),
  'values.yaml': 'image:\n  tag: 1.0.0\n',
});
const below = (folder: string, files: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]),
  );

const DEPENDENCIES = (cache: string, queue: string) =>
  `dependencies:\n  - name: cache # ours\n    repository: oci://registry.example.com/charts\n    version: ${cache}\n  - name: queue\n    repository: https://charts.example.com\n    version: ${queue} # of everybody\n`;
const VALUES = '# dev\nimage:\n  tag: 1.0.0 # of the shop\n';
const service = (of: string, version: string) => ({
  [`services/${of}/base/config.yaml`]: `version: ${version}\n`,
});

/** The pipelines of docs/how-to/kargo-patterns, word for word, each with a configuration repository of its own name. */
const startPatterns = (databases: TestDatabases, patterns: string[]) =>
  startWorld(databases, {
    pipelines: patterns.map(name => ({
      name,
      definition: readFileSync(join(HOW_TO, `${name}.yaml`), 'utf8').replace(
        /\$\{CONFIG_REPO_URL\}/g,
        `https://git.example.com/acme/${name}.git`,
      ),
    })),
    variables: url => ({ CHART_REPO_URL: `${url}/acme/charts.git` }),
    repositories: {
      'image-updater': KUSTOMIZE,
      'pull-request': KUSTOMIZE,
      'rendered-branches': KUSTOMIZE,
      helm: below('charts/shop', {
        ...chart(DEPENDENCIES('2.0.0', '1.0.0')),
        'values-dev.yaml': VALUES,
      }),
      monorepo: { ...service('cart', '1'), ...service('search', '1') },
      'multi-source': { 'dev/values.yaml': 'image:\n  tag: 1.0.0\n' },
      charts: below('shop', chart('')),
    },
    images: { 'acme/shop': '1.1.0' },
    charts: {
      oci: ['cache:2.2.9', 'cache:2.3.0+build.7', 'cache:3.0.0'],
      index: ['queue:1.9.0', 'queue:1.10.0', 'queue:2.0.0-rc.1'],
    },
  });

describe('Kargo’s patterns, on real Git and a real registry', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let world: World;

  beforeAll(async () => {
    world = await startPatterns(databases, [
      'image-updater',
      'pull-request',
      'helm',
      'monorepo',
      'multi-source',
    ]);
  });

  afterAll(async () => {
    await world?.stop();
  });

  const source = (name: string, path: string) => ({
    repoURL: `${world.gitUrl}/acme/${name}.git`,
    path,
    targetRevision: 'main',
  });
  const tip = (name: string) => world.git(name, 'rev-parse', 'main');

  it('image updater: dev by itself, prod when asked, one commit each', async () => {
    const name = 'image-updater';
    for (const stage of ['dev', 'prod']) {
      world.application(name, stage, {
        source: source(name, `overlays/${stage}`),
      });
    }
    const freight = await world.freight(
      name,
      ({ images, verifiedIn }) =>
        images[0].tag === '1.1.0' &&
        verifiedIn.some(({ stage }) => stage === 'dev'),
    );
    const prod = await world.promote(name, 'prod', freight);
    const [newest, second, first] = await world.promotionsOn(name);
    expect([newest, first]).toEqual([prod.id, '']);
    expect((await world.promotion(second)).stage).toBe('dev');
    for (const stage of ['dev', 'prod']) {
      expect(
        await world.file(name, 'main', `overlays/${stage}/kustomization.yaml`),
      ).toBe(updated(stage));
    }
    expect(await world.synced(`${name}-prod`)).toEqual([await tip(name)]);
  });

  it('pull request: main moves when somebody merges, and by nothing else', async () => {
    const name = 'pull-request';
    world.application(name, 'prod', { source: source(name, 'overlays/prod') });
    const start = await tip(name);
    const id = await world.start(
      name,
      'prod',
      await world.freightWith(name, '1.1.0'),
    );
    await world.pullRequest(id);
    expect(await tip(name)).toBe(start);
    await world.merge(name, id);
    await world.ended(id);
    expect(await world.git(name, 'rev-list', '--count', 'main')).toBe('3');
    expect(
      await world.file(name, 'main', 'overlays/prod/kustomization.yaml'),
    ).toBe(updated('prod'));
    expect(await world.synced(`${name}-prod`)).toEqual([await tip(name)]);
  });

  it('helm: the image in the Stage’s values, the dependencies in chart and lock file, one commit', async () => {
    const name = 'helm';
    world.application(name, 'dev', {
      source: {
        ...source(name, 'charts/shop'),
        helm: { valueFiles: ['values-dev.yaml'] },
      },
    });
    const freight = await world.freightWith(name, '1.1.0');
    const { files, hash } = await world.preview(name, 'dev', freight);
    expect(files.map(file => file.path)).toEqual([
      'charts/shop/Chart.lock',
      'charts/shop/Chart.yaml',
      'charts/shop/values-dev.yaml',
    ]);
    // What was looked at is what is done.
    const id = await world.start(name, 'dev', freight, hash);
    await world.ended(id);
    expect(await world.promotionsOn(name)).toEqual([id, '']);
    expect(
      (await world.git(name, 'show', '--name-only', '--format=%s', 'main'))
        .split('\n')
        .filter(Boolean),
    ).toEqual([
      'Updated ./src/charts/shop/values-dev.yaml',
      'charts/shop/Chart.lock',
      'charts/shop/Chart.yaml',
      'charts/shop/values-dev.yaml',
    ]);
    expect(
      `${await world.file(name, 'main', 'charts/shop/Chart.yaml')}\n`,
    ).toBe(chart(DEPENDENCIES('2.3.0+build.7', '1.10.0'))['Chart.yaml']);
    expect(
      parse(await world.file(name, 'main', 'charts/shop/Chart.lock')),
    ).toMatchObject({
      dependencies: [
        { name: 'cache', version: '2.3.0+build.7' },
        { name: 'queue', version: '1.10.0' },
      ],
    });
    expect(await world.file(name, 'main', 'charts/shop/values-dev.yaml')).toBe(
      VALUES.replace('1.0.0', '1.1.0').trim(),
    );
  });

  it('monorepo: a service’s commit is Freight of that service, and lands in its folder only', async () => {
    const name = 'monorepo';
    const start = await tip(name);
    const of = (warehouse: string, commit: string) =>
      world.freight(
        name,
        found =>
          found.warehouse === warehouse && found.commits[0].id === commit,
      );
    const [cart, search] = await Promise.all([
      of('cart', start),
      of('search', start),
    ]);
    // Both write one branch at once.
    await Promise.all([
      world.promote(name, 'cart-dev', cart),
      world.promote(name, 'search-dev', search),
    ]);
    const next = await world.commit(name, service('cart', '2'));
    await world.promote(name, 'cart-dev', await of('cart', next));
    expect(
      await world.git(name, 'grep', '-h', 'version', 'env/dev', '--', 'cart'),
    ).toBe('version: 2');
    expect(
      await world.git(name, 'grep', '-h', 'version', 'env/dev', '--', 'search'),
    ).toBe('version: 1');
    const promotions = await world.promotionsOn(name, 'env/dev');
    expect(new Set(promotions).size).toBe(3);
    expect(
      (await world.pipeline(name)).freight.filter(
        ({ warehouse }) => warehouse === 'search',
      ),
    ).toHaveLength(1);
  });

  it('multi-source: chart and values of one Application, each at its revision', async () => {
    const name = 'multi-source';
    world.application(name, 'dev', {
      sources: [
        {
          ...source('charts', 'shop'),
          helm: { valueFiles: ['$values/dev/values.yaml'] },
        },
        {
          repoURL: `${world.gitUrl}/acme/${name}.git`,
          targetRevision: 'main',
          ref: 'values',
        },
      ],
    });
    await world.promote(name, 'dev', await world.freightWith(name, '1.1.0'));
    expect(await world.file(name, 'main', 'dev/values.yaml')).toBe(
      'image:\n  tag: 1.1.0',
    );
    expect(await world.synced(`${name}-dev`)).toEqual([
      await tip('charts'),
      await tip(name),
    ]);
  });
});

describeWithTool('kustomize', 'Kargo’s pattern of rendered branches', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const name = 'rendered-branches';
  let world: World;

  beforeAll(async () => {
    world = await startPatterns(databases, [name]);
  });

  afterAll(async () => {
    await world?.stop();
  });

  it('puts the manifests of a Stage on its branch, and leaves main alone', async () => {
    world.application(name, 'dev', {
      source: {
        repoURL: `${world.gitUrl}/acme/${name}.git`,
        path: '.',
        targetRevision: 'env/dev',
      },
    });
    const { id } = await world.promote(
      name,
      'dev',
      await world.freightWith(name, '1.1.0'),
    );
    expect(await world.promotionsOn(name, 'env/dev')).toEqual([id]);
    expect(await world.promotionsOn(name)).toEqual(['']);
    expect(
      await world.git(name, 'ls-tree', '-r', '--name-only', 'env/dev'),
    ).toBe('manifests.yaml');
    expect(await world.file(name, 'env/dev', 'manifests.yaml')).toContain(
      `image: ${IMAGE}:1.1.0`,
    );
    expect(await world.synced(`${name}-dev`)).toEqual([
      await world.git(name, 'rev-parse', 'env/dev'),
    ]);

    // What runs is promoted again: nothing to commit, and nothing is.
    await world.promote(name, 'dev', await world.freightWith(name, '1.1.0'));
    expect(await world.promotionsOn(name, 'env/dev')).toEqual([id]);
  });
});
