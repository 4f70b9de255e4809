import { createServer, request as send, Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  LiveApplicationView,
  PreviewView,
  PromotionStepDefinition,
  WAYBILL_AUTHORIZED_STAGE_ANNOTATION,
} from '@waybill/backstage-plugin-waybill-common';
import { Argo, startArgo } from '@waybill/sandbox';
import { commitFiles } from '../../git/testing/commitFiles';
import { git } from '../../git/testing/git';
import { GitServer, startGitServer } from '../../git/testing/startGitServer';
import { definitionOf, freightOf, stageOf } from '../../store/testing/fixtures';
import { AT, catalogEntity, seedFreight, seedPipeline } from '../testing/seed';
import { RunningApi, startApi } from '../testing/startApi';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const TOKEN = 'argo-cd-token';
const FREIGHT = freightOf(7, AT);
/** In base64, as in the files: old, new, and what runs. */
const PASSWORDS = ['aHVudGVyMg==', 'c3dvcmRmaXNo', 'b3BlbnNlc2FtZQ=='];

const manifests = (options: { tag?: string; extra?: string } = {}) => ({
  'dev/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 1
  template:
    spec:
      containers:
        - name: web
          image: registry.example.com/acme/app:${options.tag ?? '1.0.1'}
`,
  'dev/secret.yaml': `apiVersion: v1
kind: Secret
metadata: { name: key }
data: { password: ${PASSWORDS[0]} }
`,
  'dev/settings.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { colour: blue }
${options.extra ?? ''}`,
});

/** Previews over HTTP, of a repository on a real Git server and Applications that the sandbox's Argo CD has synced from it. */
describe('what runs, in a preview', () => {
  let directory: string;
  let server: GitServer;
  let repository: { url: string; path: string };
  let argo: Argo;
  let api: RunningApi;
  let watched: { server: Server; url: string; requests: string[] };

  const step = (
    uses: string,
    config: PromotionStepDefinition['config'],
    as = uses,
  ): PromotionStepDefinition => ({ uses, as, vars: [], config });
  const change = [
    step('yaml-update', {
      path: 'src/dev/deployment.yaml',
      updates: [
        {
          key: 'spec.template.spec.containers.0.image',
          value:
            "registry.example.com/acme/app:${{ imageFrom('registry.example.com/acme/app').Tag }}",
        },
      ],
    }),
  ];
  const stage = (
    name: string,
    options: {
      shard?: string;
      application?: string;
      changes?: PromotionStepDefinition[];
    } = {},
  ) =>
    stageOf(name, [], {
      shard: options.shard,
      steps: [
        step('git-clone', {
          repoURL: repository.url,
          checkout: [{ branch: 'main', path: 'src' }],
        }),
        ...(options.changes ?? change),
        step('git-commit', { path: 'src', message: 'new version' }),
        step('git-push', { path: 'src' }),
        step('argocd-update', {
          apps: [{ name: options.application ?? 'shop' }],
        }),
      ],
    });

  const preview = async (name = 'dev'): Promise<PreviewView> => {
    const response = await api
      .asUser()
      .post(`/pipelines/component/default/app/stages/${name}/preview`, {
        freight: FREIGHT.id,
      });
    expect(response.status).toBe(200);
    return response.body;
  };
  const live = async (name = 'dev'): Promise<LiveApplicationView> => {
    const view = await preview(name);
    expect(view.live).toHaveLength(1);
    return view.live![0];
  };
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'waybill-live-'));
    server = await startGitServer({ root: join(directory, 'server') });
    repository = await server.create('acme/config.git');
    await commitFiles(repository.path, { files: manifests() });
    argo = await startArgo({
      directory: join(directory, 'argo'),
      port: 0,
      token: TOKEN,
      resolveRepository: url =>
        url === repository.url ? repository.path : undefined,
      delays: { compare: 10, sync: 20, progress: 20, refresh: 600_000 },
    });
    for (const [name, stages] of Object.entries({
      shop: 'dev,removing,secret,plain',
      foreign: 'elsewhere',
    })) {
      argo.createApplication({
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: {
          name,
          namespace: 'argocd',
          annotations: {
            [WAYBILL_AUTHORIZED_STAGE_ANNOTATION]: stages
              .split(',')
              .map(one => `component:default/app:${one}`)
              .join(','),
          },
        },
        operation: { sync: {} },
        spec: {
          project: 'default',
          destination: { namespace: 'shop', name: 'in-cluster' },
          source: {
            repoURL: repository.url,
            path: 'dev',
            targetRevision: 'main',
          },
        },
      });
    }
    watched = await recordRequests(argo.url);
    const instance = {
      kubernetes: { server: watched.url, token: TOKEN },
    };
    api = await startApi(databases, {
      entities: [catalogEntity('app')],
      config: {
        waybill: {
          git: {
            cacheDirectory: join(directory, 'cache'),
            allow: [{ repos: [repository.url] }],
          },
          argocd: {
            instances: [
              {
                ...instance,
                name: 'main',
                api: { url: watched.url, token: TOKEN },
              },
              { ...instance, name: 'without-api' },
            ],
          },
        },
      },
    });
    const stages = [
      stage('dev'),
      stage('gone', { application: 'nowhere' }),
      stage('stranger', { application: 'foreign' }),
      stage('plain', { shard: 'without-api' }),
      stage('removing', {
        changes: [step('delete', { path: 'src/dev/settings.yaml' })],
      }),
      stage('secret', {
        changes: [
          step('yaml-update', {
            path: 'src/dev/secret.yaml',
            updates: [{ key: 'data.password', value: PASSWORDS[1] }],
          }),
        ],
      }),
    ];
    await seedPipeline(api.knex, 'app', definitionOf('app', stages));
    await seedFreight(api.knex, 'p-app', FREIGHT);
    await eventually(async () => {
      const { health, sync } = await live();
      if (health !== 'Healthy' || sync !== 'Synced') {
        throw new Error(`${health} ${sync}`);
      }
    });
  });
  afterAll(async () => {
    watched.server.close();
    watched.server.closeAllConnections();
    await argo.close();
    await server.close();
    await rm(directory, { recursive: true, force: true });
  });

  /** The lines that differ, by resource. */
  const lines = ({ resources }: LiveApplicationView) =>
    Object.fromEntries(
      resources.map(({ kind, name, diff }) => [
        `${kind}/${name}`,
        diff
          .split('\n')
          .filter(line => /^[+-](?![+-])/.test(line))
          .map(line => line.replace(/^(.) *(- )?/, '$1 ')),
      ]),
    );
  const IMAGE = [
    '- image: registry.example.com/acme/app:1.0.1',
    '+ image: registry.example.com/acme/app:1.0.7',
  ];

  it('is compared with what the new files come to, and nothing but that differs', async () => {
    const found = await live();
    expect(found).toMatchObject({
      application: 'shop',
      namespace: 'argocd',
      problem: null,
      health: 'Healthy',
      sync: 'Synced',
      comparedWith: 'planned',
      notes: [],
      resources: [
        {
          kind: 'Deployment',
          namespace: 'shop',
          change: 'changed',
          drifted: false,
        },
      ],
    });
    expect(lines(found)).toEqual({ 'Deployment/web': IMAGE });
  });

  it('is read and never written', async () => {
    const refs = await git(repository.path, 'for-each-ref');
    watched.requests.length = 0;
    await preview();
    expect(watched.requests.length).toBeGreaterThan(2);
    expect(
      watched.requests.filter(request => !request.startsWith('GET ')),
    ).toEqual([]);
    expect(await git(repository.path, 'for-each-ref')).toBe(refs);
  });

  it('is no part of what is signed', async () => {
    const before = await preview();
    argo.scaleApplication('shop');
    const after = await preview();
    expect(after.live).not.toEqual(before.live);
    expect(after.hash).toBe(before.hash);
  });

  it('shows what has drifted, which the sync takes back', async () => {
    const found = await live();
    expect(found.resources).toMatchObject([
      { kind: 'Deployment', drifted: true },
    ]);
    expect(lines(found)).toEqual({
      'Deployment/web': ['- replicas: 2', '+ replicas: 1', ...IMAGE],
    });
    await resync();
  });

  it('shows what others have committed since Argo CD looked, which is synced along', async () => {
    await commitFiles(repository.path, {
      files: {
        'dev/settings.yaml': manifests()['dev/settings.yaml'].replace(
          'blue',
          'red',
        ),
      },
    });
    const found = await live();
    expect(lines(found)).toMatchObject({
      'ConfigMap/settings': ['- colour: blue', '+ colour: red'],
      'Deployment/web': IMAGE,
    });
    await resync();
  });

  it('keeps what Git stops naming, unless the Application prunes', async () => {
    const kept = await live('removing');
    expect(kept.resources).toEqual([]);
    expect(kept.notes).toEqual([
      'What Git does not name stays, since the Application does not prune: ConfigMap/shop/settings.',
    ]);
    patch({ syncPolicy: { automated: { prune: true, enabled: false } } });
    expect((await live('removing')).resources).toMatchObject([
      { kind: 'ConfigMap', change: 'removed' },
    ]);
    patch({ syncPolicy: null });
  });

  it.each([false, true])(
    'never shows what is in a Secret, whether or not Argo CD hides it (%s)',
    async hides => {
      argo.setFault('rest-unmasked', !hides);
      const view = await preview('secret');
      argo.setFault('rest-unmasked', false);
      expect(view.live![0].resources).toMatchObject([
        {
          kind: 'Secret',
          diff: expect.stringContaining('+  password: (hidden, another value)'),
        },
      ]);
      for (const password of PASSWORDS) {
        expect(JSON.stringify([view.live, view.rendered])).not.toContain(
          password,
        );
      }
    },
  );

  it('says that an Application is not there, before the promotion fails for it', async () => {
    expect(await live('gone')).toMatchObject({
      application: 'nowhere',
      problem: expect.stringMatching(
        /^There is no Argo CD Application "nowhere" in namespace "argocd"; the promotion fails/,
      ),
      comparedWith: null,
    });
  });

  it('says that an Application does not consent, and nothing else about it', async () => {
    watched.requests.length = 0;
    expect(await live('stranger')).toEqual({
      application: 'foreign',
      namespace: 'argocd',
      problem: expect.stringMatching(
        /does not authorize this Stage; its annotation waybill\/authorized-stage would have to list component:default\/app:stranger/,
      ),
      health: null,
      sync: null,
      comparedWith: null,
      resources: [],
      notes: [],
    });
    expect(watched.requests.filter(one => one.includes('managed'))).toEqual([]);
  });

  it('is told by Kubernetes alone where the API is not configured, and not compared', async () => {
    watched.requests.length = 0;
    expect(await live('plain')).toMatchObject({
      health: 'Healthy',
      comparedWith: null,
      resources: [],
      notes: [],
    });
    expect(watched.requests.filter(one => one.includes('/api/v1/'))).toEqual(
      [],
    );
  });

  it.each([
    ['rest-500', 'answered 500'],
    ['rest-huge', 'answered with more than 16 MB'],
    ['rest-hang', 'did not answer within 10 s'],
  ] as const)(
    'leaves the rest of a preview as it is on a day of %s',
    async (fault, said) => {
      const good = await preview();
      argo.setFault(fault, true);
      const bad = await preview();
      argo.setFault(fault, false);
      expect(bad.live).toMatchObject([
        {
          health: 'Healthy',
          comparedWith: null,
          notes: [expect.stringContaining(said)],
        },
      ]);
      expect(JSON.stringify(bad)).not.toContain(TOKEN);
      expect({ ...bad, live: [] }).toEqual({ ...good, live: [] });
    },
  );

  it('says how much of an answer cannot be read', async () => {
    argo.setFault('rest-garbled', true);
    const found = await live();
    argo.setFault('rest-garbled', false);
    expect(found.notes).toEqual([
      "Argo CD's answer could not be read for 3 resources, which are missing here.",
    ]);
  });

  function patch(spec: object) {
    argo.createApplication({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'shop', namespace: 'argocd' },
      spec,
    });
  }

  async function resync() {
    argo.createApplication({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'shop', namespace: 'argocd' },
      operation: { sync: {} },
    });
    await eventually(async () => {
      const found = await live();
      expect(lines(found)).toEqual({ 'Deployment/web': IMAGE });
      expect(found.sync).toBe('Synced');
    });
  }
});

/** Sends everything on, and remembers what it was. */
async function recordRequests(target: string) {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const { method, headers } = request;
    const onward = send(
      new URL(request.url ?? '/', target),
      { method, headers: { ...headers, host: new URL(target).host } },
      answer => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { server, url: `http://127.0.0.1:${port}`, requests };
}

async function eventually(check: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
}
