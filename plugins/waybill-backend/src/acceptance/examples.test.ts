import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { FreightView } from '@waybill/backstage-plugin-waybill-common';
import { describeWithTool } from '../promotion/testing/describeWithTool';
import { until } from './testing/until';
import { startWorld, World } from './testing/startWorld';

jest.setTimeout(300_000);

const EXAMPLES = resolve(__dirname, '../pipelines/testdata');
const example = (file: string) => readFileSync(join(EXAMPLES, file), 'utf8');
const deployment = (name: string, image: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\nspec:\n  selector: { matchLabels: { app: ${name} } }\n  template:\n    metadata: { labels: { app: ${name} } }\n    spec:\n      containers:\n        - name: ${name}\n          image: ${image}\n`;

describe('the example in the form of v0.3, on real Git and a real registry', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const CONFIG = 'storefront-config';
  const STAGES = ['dev', 'uat', 'prod'];
  const overlay = (stage: string, tag: string) =>
    `# ${stage}\nresources: [../../base]\nimages:\n  - name: registry.example.com/library/nginx\n    newTag: ${tag}\n`;
  let world: World;

  beforeAll(async () => {
    world = await startWorld(databases, {
      pipelines: [
        { name: 'storefront', definition: example('nginx-v0.3.yaml') },
      ],
      variables: url => ({ GITOPS_REPO_URL: `${url}/acme/${CONFIG}.git` }),
      repositories: {
        [CONFIG]: {
          'base/kustomization.yaml': 'resources: [deployment.yaml]\n',
          'base/deployment.yaml': deployment(
            'web',
            'registry.example.com/library/nginx',
          ),
          ...Object.fromEntries(
            STAGES.map(stage => [
              `overlays/${stage}/kustomization.yaml`,
              overlay(stage, '1.24.0'),
            ]),
          ),
        },
      },
      images: { 'library/nginx': '1.27.1' },
    });
    for (const stage of STAGES) {
      world.application('storefront', stage, {
        source: {
          repoURL: `${world.gitUrl}/acme/${CONFIG}.git`,
          path: `overlays/${stage}`,
          targetRevision: 'main',
        },
      });
    }
  });

  afterAll(async () => {
    await world?.stop();
  });

  it('goes through all its Stages, one commit each, prod by a pull request', async () => {
    const verifiedIn = (stage: string) =>
      world.freight(
        'storefront',
        ({ images, verifiedIn: stages }) =>
          images[0].tag === '1.27.1' &&
          stages.some(verified => verified.stage === stage),
      );
    const fresh = await world.freightWith('storefront', '1.27.1');
    const dev = await world.promote('storefront', 'dev', fresh);
    const uat = await world.promote(
      'storefront',
      'uat',
      await verifiedIn('dev'),
    );
    const prod = await world.start(
      'storefront',
      'prod',
      await verifiedIn('uat'),
    );
    await world.merge(CONFIG, prod);
    await world.ended(prod);

    for (const stage of STAGES) {
      const file = `overlays/${stage}/kustomization.yaml`;
      expect(await world.file(CONFIG, 'main', file)).toMatch(
        /^ *newTag: .?1\.27\.1.?$/m,
      );
      expect(await world.synced(`storefront-${stage}`)).toHaveLength(1);
    }
    const [merge, ...rest] = await world.promotionsOn(CONFIG);
    expect([merge, ...rest]).toEqual(['', uat.id, dev.id, '']);
    expect(
      await world.git(
        CONFIG,
        'log',
        '-1',
        '--format=%(trailers:key=Waybill-Promotion,valueonly)',
        'main^2',
      ),
    ).toBe(prod);
  });
});

describeWithTool(
  'kustomize',
  'the example in the form of 1.x, on real Git and a real registry',
  () => {
    const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
    const CONFIG = 'guestbook-config';
    const IMAGE = 'registry.example.com/acme/guestbook';
    const URL_ARG = '{{ args.url }}';
    const RENDERED = ['test', 'uat-eu', 'uat-us'];
    let world: World;

    beforeAll(async () => {
      world = await startWorld(databases, {
        pipelines: [
          { name: 'guestbook', definition: example('guestbook-v1.yaml') },
        ],
        variables: () => ({}),
        repositories: {
          [CONFIG]: {
            'base/kustomization.yaml': 'resources: [deployment.yaml]\n',
            'base/deployment.yaml': deployment('guestbook', IMAGE),
            ...Object.fromEntries(
              RENDERED.map(stage => [
                `overlays/${stage}/kustomization.yaml`,
                `namespace: ${stage}\nresources: [../../base]\n`,
              ]),
            ),
            'charts/guestbook/Chart.yaml':
              'apiVersion: v2\nname: guestbook\nversion: 1.0.0\n',
            'charts/guestbook/templates/deployment.yaml': deployment(
              'guestbook',
              `${IMAGE}:{{ .Values.image.tag }}`,
            ),
            'charts/guestbook/values-prod.yaml':
              'image:\n  tag: 1.2.0 # what runs\n',
          },
        },
        images: { 'acme/guestbook': '1.3.0' },
        charts: { oci: ['redis:18.9.0', 'redis:19.2.1', 'redis:20.0.0'] },
        policy: { automaticRollback: { on: ['FailedVerification'] } },
      });
      world.apply({
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'AnalysisTemplate',
        metadata: { name: 'smoke-test', namespace: 'guestbook' },
        spec: {
          args: [{ name: 'url' }],
          metrics: [{ name: 'smoke', provider: { web: { url: URL_ARG } } }],
        },
      });
      for (const stage of RENDERED) {
        world.application('guestbook', stage, {
          source: {
            repoURL: `${world.gitUrl}/acme/${CONFIG}.git`,
            path: '.',
            targetRevision: `stage/${stage}`,
          },
        });
      }
      world.application('guestbook', 'prod', {
        source: {
          repoURL: `${world.gitUrl}/acme/${CONFIG}.git`,
          path: 'charts/guestbook',
          targetRevision: 'main',
          helm: { valueFiles: ['values-prod.yaml'] },
        },
      });
    });

    afterAll(async () => {
      await world?.stop();
    });

    const isNew = ({ images }: FreightView) => images[0].tag === '1.3.0';

    it('renders to a branch for each Stage, and changes prod by a pull request', async () => {
      // By itself; from there the soak would take half an hour.
      const freight = await world.freight(
        'guestbook',
        found =>
          isNew(found) &&
          found.verifiedIn.some(({ stage }) => stage === 'test'),
      );
      expect(freight.charts).toEqual([
        {
          repoURL: 'oci://registry.example.com/charts/redis',
          version: '19.2.1',
        },
      ]);
      const { stages } = await world.pipeline('guestbook');
      const { promotion } = stages.find(({ name }) => name === 'test')!
        .current[0];
      expect(
        await world.rollouts('guestbook', 'analysisruns', promotion),
      ).toMatchObject({
        metadata: { labels: { 'waybill/stage': 'test' } },
        spec: {
          args: [{ name: 'url', value: 'http://guestbook.test.svc' }],
          metrics: [{ provider: { web: { url: URL_ARG } } }],
        },
        status: { phase: 'Successful' },
      });
      await world.approve('guestbook', 'uat-eu', freight);
      await runsIn(world, 'uat-eu', freight);
      await world.approve('guestbook', 'prod', freight);
      const prod = await world.start('guestbook', 'prod', freight);
      await world.merge(CONFIG, prod);
      await world.ended(prod);

      for (const stage of ['test', 'uat-eu']) {
        const branch = `stage/${stage}`;
        expect(await world.git(CONFIG, 'rev-list', '--count', branch)).toBe(
          '1',
        );
        expect(
          await world.git(CONFIG, 'grep', '-h', 'image:', branch),
        ).toContain(`${IMAGE}:1.3.0`);
        expect(
          await world.git(CONFIG, 'grep', '-h', 'namespace:', branch),
        ).toContain(stage);
        expect(await world.synced(`guestbook-${stage}`)).toEqual([
          await world.git(CONFIG, 'rev-parse', branch),
        ]);
      }
      expect(
        await world.file(CONFIG, 'main', 'charts/guestbook/values-prod.yaml'),
      ).toBe('image:\n  tag: 1.3.0 # what runs');
      expect(await world.synced('guestbook-prod')).toEqual([
        await world.git(CONFIG, 'rev-parse', 'main'),
      ]);
    });

    it('makes Freight of a new version of its chart, and goes back by itself when that is not verified', async () => {
      const runsInTest = async () => {
        const { stages } = await world.pipeline('guestbook');
        return stages.find(({ name }) => name === 'test')!;
      };
      const good = (await runsInTest()).current[0].freight;
      world.setArgoFault('analysis-fails', 1, 'smoke');
      await world.ociChart({ name: 'redis', version: '19.10.0' });
      const freight = await world.freight('guestbook', ({ charts }) =>
        charts.some(({ version }) => version === '19.10.0'),
      );
      expect(freight.images[0].tag).toBe('1.3.0');
      const back = await until('the rollback in test', async () => {
        const stage = await runsInTest();
        return stage.holds.length > 0 &&
          stage.verification?.phase === 'Successful'
          ? stage
          : undefined;
      });
      expect(back.current[0].freight).toBe(good);
      expect(back.holds[0]).toMatchObject({
        by: { type: 'policy', ref: 'automatic-rollback' },
      });
      const after = await world.freight(
        'guestbook',
        it => it.id === freight.id,
      );
      expect(after.verifiedIn).toEqual([]);
    });
  },
);

/** Until a Stage that promotes by itself has verified Freight. */
function runsIn(world: World, stage: string, { id }: FreightView) {
  return world.freight(
    'guestbook',
    found =>
      found.id === id &&
      found.verifiedIn.some(verified => verified.stage === stage),
  );
}
