import {
  CustomObjectsApi,
  KubeConfig,
  KubernetesObject,
  makeInformer,
  PatchStrategy,
  setHeaderOptions,
} from '@kubernetes/client-node';
import { execFile } from 'child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { promisify } from 'util';
import { runGit } from '../git/runGit';
import { Application } from './Application';
import { Argo, startArgo } from './startArgo';

const run = promisify(execFile);
const DELAYS = { compare: 20, sync: 60, progress: 1_100, refresh: 60_000 };
const REPO = 'https://git.example.com/acme/storefront-config.git';
const PATH = '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications';

// It starts git many times, on a machine that may be busy.
jest.setTimeout(60_000);

describe('startArgo', () => {
  let directory: string;
  let repository: string;
  let argo: Argo;
  let missing: string[];

  const start = () =>
    startArgo({
      directory: join(directory, 'state'),
      port: 0,
      resolveRepository: url => (url === REPO ? repository : undefined),
      imageExists: async image => !missing.includes(image),
      delays: DELAYS,
    });

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'argo-'));
    repository = join(directory, 'repo.git');
    missing = [];
    await mkdir(repository);
    await runGit(repository, ['init', '-q', '--bare', '-b', 'main']);
    await commit(kustomization('1.24.0'));
    argo = await start();
  });

  afterEach(async () => {
    await argo.close();
    await rm(directory, { recursive: true, force: true });
  });

  /** A commit on main with these files over those of the last one. */
  async function commit(files: Record<string, string>): Promise<string> {
    const head = await runGit(repository, [
      'rev-parse',
      '-q',
      '--verify',
      'refs/heads/main',
    ]).catch(() => undefined);
    const input = [
      'commit refs/heads/main',
      'committer a <a@example.com> now',
      'data 1\nx',
      ...(head ? [`from ${head.toString().trim()}`] : []),
      ...Object.entries(files).flatMap(([path, text]) => [
        `M 100644 inline ${path}`,
        `data ${Buffer.byteLength(text)}\n${text}`,
      ]),
      '',
    ].join('\n');
    await runGit(repository, ['fast-import', '--quiet', '--date-format=now'], {
      input,
    });
    return (await runGit(repository, ['rev-parse', 'main'])).toString().trim();
  }

  const call = async (
    method: string,
    path: string,
    body?: unknown,
    type?: string,
  ) => {
    const response = await fetch(`${argo.url}${path}`, {
      method,
      headers: { 'content-type': type ?? 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { code: response.status, body: await response.json() };
  };
  const get = async (): Promise<Application> =>
    (await call('GET', `${PATH}/storefront-dev`)).body;
  const merge = (patch: unknown) =>
    call(
      'PATCH',
      `${PATH}/storefront-dev`,
      patch,
      'application/merge-patch+json',
    );

  async function until(
    test: (found: Application) => boolean,
  ): Promise<Application> {
    const deadline = Date.now() + 6_000;
    for (;;) {
      const found = await get();
      if (test(found)) {
        return found;
      }
      if (Date.now() > deadline) {
        throw new Error(`never: ${JSON.stringify(found.status, null, 1)}`);
      }
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }
  const isHealthy = ({ status }: Application) =>
    status?.health?.status === 'Healthy' && status.sync?.status === 'Synced';
  const sync = (more: object = {}) =>
    merge({
      operation: { sync: {}, initiatedBy: { username: 'me' }, ...more },
      status: { operationState: null },
    });

  describe('as Argo CD', () => {
    it('goes from Missing over Progressing to Healthy when an operation asks for it', async () => {
      argo.createApplication(application());
      const before = await until(({ status }) => !!status?.sync);
      expect(before.status).toMatchObject({
        sync: { status: 'OutOfSync' },
        health: { status: 'Missing' },
      });

      await sync({ info: [{ name: 'Waybill-Promotion', value: 'p1' }] });
      const running = await until(({ status }) => !!status?.operationState);
      expect(running.status!.operationState).toMatchObject({
        phase: 'Running',
        operation: { info: [{ name: 'Waybill-Promotion', value: 'p1' }] },
      });
      const progressing = await until(
        ({ status }) => status?.health?.status === 'Progressing',
      );
      const { operationState } = progressing.status!;
      expect(progressing.operation).toBeUndefined();
      expect(operationState).toMatchObject({
        phase: 'Succeeded',
        message: 'successfully synced (all tasks run)',
        finishedAt: expect.stringMatching(/:\d\dZ$/),
      });

      const healthy = await until(isHealthy);
      const head = (await runGit(repository, ['rev-parse', 'main']))
        .toString()
        .trim();
      expect(healthy.status).toMatchObject({
        sync: { status: 'Synced', revision: head },
        summary: { images: ['registry.example.com/library/nginx:1.24.0'] },
        history: [{ id: 0, revision: head }],
        operationState: { syncResult: { revision: head } },
      });
      expect(Date.parse(healthy.status!.reconciledAt!)).toBeGreaterThanOrEqual(
        Date.parse(operationState!.finishedAt!),
      );
    });

    it('sees a new commit when a refresh is asked for, and syncs it by itself when told so', async () => {
      argo.createApplication(application({ syncPolicy: { automated: {} } }));
      await until(isHealthy);
      const head = await commit(kustomization('1.25.0'));
      await merge({
        metadata: { annotations: { 'argocd.argoproj.io/refresh': 'normal' } },
      });
      const healthy = await until(
        one => isHealthy(one) && one.status?.sync?.revision === head,
      );
      expect(healthy.metadata.annotations).toEqual({});
      expect(healthy.status!.summary!.images).toEqual([
        'registry.example.com/library/nginx:1.25.0',
      ]);
      expect(healthy.status!.operationState!.operation).toMatchObject({
        initiatedBy: { automated: true },
      });
    });

    it('reports what Git lacks as a ComparisonError, and lets it go when it is there', async () => {
      argo.createApplication(application({ path: 'overlays/prod' }));
      const failed = await until(({ status }) => !!status?.conditions);
      expect(failed.status).toMatchObject({
        sync: { status: 'Unknown' },
        conditions: [
          {
            type: 'ComparisonError',
            message: expect.stringContaining('overlays/prod'),
          },
        ],
      });
      await commit(kustomization('1.24.0', 'overlays/prod'));
      await sync();
      const healthy = await until(isHealthy);
      expect(healthy.status!.conditions).toBeUndefined();
    });

    it('fails an operation whose revision does not exist, after its retries', async () => {
      argo.createApplication(application());
      await merge({
        operation: {
          sync: { revision: 'nowhere' },
          retry: { limit: 1, backoff: { duration: '1s' } },
        },
      });
      const retrying = await until(
        ({ status }) => status?.operationState?.retryCount === 1,
      );
      expect(retrying.status!.operationState).toMatchObject({
        phase: 'Running',
        finishedAt: expect.any(String),
        message: expect.stringContaining('Retrying attempt #1'),
      });
      const failed = await until(
        ({ status }) => status?.operationState?.phase === 'Error',
      );
      expect(failed.operation).toBeUndefined();
    });

    it('is degraded while broken, and while the registry lacks the image', async () => {
      missing = ['registry.example.com/library/nginx:1.24.0'];
      argo.createApplication(application());
      await sync();
      const pulling = await until(
        ({ status }) => status?.health?.status === 'Degraded',
      );
      expect(
        pulling.status!.resources!.find(({ kind }) => kind === 'Deployment'),
      ).toMatchObject({
        health: { message: expect.stringContaining('ImagePullBackOff') },
      });
      missing = [];
      argo.breakApplication('storefront-dev');
      await until(({ status }) => status?.health?.status === 'Degraded');
      argo.healApplication('storefront-dev');
      await until(isHealthy);
    });

    it('goes on after a restart where it was', async () => {
      argo.createApplication(application());
      await sync({ info: [{ name: 'Waybill-Promotion', value: 'p1' }] });
      await until(({ status }) => status?.operationState?.phase === 'Running');
      await argo.close();
      argo = await start();
      const healthy = await until(isHealthy);
      expect(healthy.status!.operationState).toMatchObject({
        phase: 'Succeeded',
        operation: { info: [{ name: 'Waybill-Promotion', value: 'p1' }] },
      });
      expect(healthy.status!.history).toHaveLength(1);
    });
  });

  describe('with a lie switched on', () => {
    beforeEach(async () => {
      argo.createApplication(application());
      await sync();
      await until(isHealthy);
    });

    it('stale-healthy: stays Healthy, reconciled before the operation', async () => {
      argo.setFault('stale-healthy', true, 'storefront-dev');
      const before = await get();
      await commit(kustomization('1.25.0'));
      await new Promise(resolve => setTimeout(resolve, 1_000));
      await sync();
      const after = await until(
        ({ status }) =>
          status?.summary?.images?.[0] ===
          'registry.example.com/library/nginx:1.25.0',
      );
      expect(after.status!.health).toEqual(before.status!.health);
      expect(after.status!.reconciledAt).toBe(before.status!.reconciledAt);
      argo.setFault('stale-healthy', false, 'storefront-dev');
      await merge({
        metadata: { annotations: { 'argocd.argoproj.io/refresh': 'hard' } },
      });
      await until(
        ({ status }) => status?.reconciledAt !== before.status!.reconciledAt,
      );
    });

    it('swallow-refresh: the request is gone and nothing was compared', async () => {
      argo.setFault('swallow-refresh', 1);
      const head = await commit(kustomization('1.25.0'));
      const ask = () =>
        merge({
          metadata: { annotations: { 'argocd.argoproj.io/refresh': 'hard' } },
        });
      await ask();
      const swallowed = await until(
        ({ metadata }) => !metadata.annotations?.['argocd.argoproj.io/refresh'],
      );
      expect(swallowed.status!.sync!.revision).not.toBe(head);
      await ask();
      await until(({ status }) => status?.sync?.revision === head);
    });

    it("foreign-operation: somebody else's operation ends in place of ours", async () => {
      argo.setFault('foreign-operation', 1);
      await sync({ info: [{ name: 'Waybill-Promotion', value: 'mine' }] });
      const ended = await until(
        one =>
          !one.operation &&
          one.status?.operationState?.operation.initiatedBy?.username ===
            'intruder',
      );
      expect(ended.status!.operationState).toMatchObject({
        phase: 'Succeeded',
      });
      expect(ended.status!.operationState!.operation.info).toBeUndefined();
    });
  });

  describe('as the Kubernetes API', () => {
    it('works with kubectl: apply, get, patch, delete', async () => {
      const kubectl = async (...args: string[]) =>
        (
          await run(
            'kubectl',
            ['--server', argo.url, '-n', 'argocd', ...args],
            {
              env: { PATH: process.env.PATH, HOME: directory },
            },
          )
        ).stdout;
      const file = join(directory, 'app.json');
      await writeFile(file, JSON.stringify(application()));
      expect(await kubectl('apply', '-f', file)).toContain('created');
      await writeFile(file, JSON.stringify(application({ project: 'other' })));
      expect(await kubectl('apply', '-f', file)).toContain('configured');
      expect((await get()).spec.project).toBe('other');
      expect(
        await kubectl(
          'apply',
          '--server-side',
          '--force-conflicts',
          '-f',
          file,
        ),
      ).toContain('serverside-applied');
      await until(({ status }) => !!status?.health);
      expect(await kubectl('get', 'app')).toMatch(
        /^NAME +SYNC STATUS +HEALTH STATUS\nstorefront-dev +OutOfSync +Missing\n$/,
      );
      await kubectl(
        'annotate',
        'application/storefront-dev',
        'argocd.argoproj.io/refresh=hard',
      );
      await kubectl(
        'wait',
        'app/storefront-dev',
        '--timeout=5s',
        '--for=jsonpath={.status.sync.status}=OutOfSync',
      );
      expect(await kubectl('delete', 'app', 'storefront-dev')).toContain(
        'deleted',
      );
      await expect(kubectl('get', 'app', 'storefront-dev')).rejects.toThrow(
        'applications.argoproj.io "storefront-dev" not found',
      );
    });

    it('prunes unknown fields, with a warning, and refuses what the schema requires', async () => {
      const odd = application();
      const response = await fetch(`${argo.url}${PATH}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...odd, spec: { ...odd.spec, colour: 'red' } }),
      });
      expect(response.headers.get('warning')).toBe(
        '299 - "unknown field \\"spec.colour\\""',
      );
      expect((await response.json()).spec.colour).toBeUndefined();

      const { destination: _, ...spec } = odd.spec;
      const refused = await call('POST', PATH, {
        ...odd,
        metadata: { name: 'b' },
        spec: { ...spec, source: { repoURL: 7 } },
      });
      expect(refused.body).toMatchObject({
        kind: 'Status',
        code: 422,
        reason: 'Invalid',
        details: {
          causes: [
            { reason: 'FieldValueTypeInvalid', field: 'spec.source.repoURL' },
            { reason: 'FieldValueRequired', field: 'spec.destination' },
          ],
        },
      });
    });

    it('refuses writes to an old version', async () => {
      const created = argo.createApplication(application());
      await until(({ status }) => !!status?.health);
      const stale = await call('PUT', `${PATH}/storefront-dev`, created);
      expect(stale.body).toMatchObject({ code: 409, reason: 'Conflict' });
      const { resourceVersion } = created.metadata;
      const patched = await merge({ metadata: { resourceVersion } });
      expect(patched.body).toMatchObject({ code: 409, reason: 'Conflict' });
      const json = await call(
        'PATCH',
        `${PATH}/storefront-dev`,
        [{ op: 'test', path: '/spec/project', value: 'x' }],
        'application/json-patch+json',
      );
      expect(json.code).toBe(422);
      const again = await call('POST', PATH, application());
      expect(again.body).toMatchObject({ code: 409, reason: 'AlreadyExists' });
    });

    it('lists in pages and by selectors', async () => {
      for (const name of ['a', 'b', 'c']) {
        const one = application();
        one.metadata.name = name;
        one.metadata.labels = { team: name };
        argo.createApplication(one);
      }
      const first = (await call('GET', `${PATH}?limit=2`)).body;
      const second = (
        await call('GET', `${PATH}?limit=2&continue=${first.metadata.continue}`)
      ).body;
      const names = (list: { items: Application[] }) =>
        list.items.map(({ metadata }) => metadata.name);
      expect([names(first), names(second)]).toEqual([['a', 'b'], ['c']]);
      const query = async (text: string) =>
        names((await call('GET', `${PATH}?${text}`)).body);
      expect(await query('labelSelector=team+in+(a,c),team!%3Da')).toEqual([
        'c',
      ]);
      expect(await query('fieldSelector=metadata.name%3Db')).toEqual(['b']);
      expect(
        (await call('GET', '/apis/argoproj.io/v1alpha1/applications')).body
          .items,
      ).toHaveLength(3);
    });

    it('watches from a version, over a restart too, and says 410 when that is too long ago', async () => {
      const created = argo.createApplication(application());
      const from = created.metadata.resourceVersion!;
      await until(({ status }) => !!status?.health);
      await argo.close();
      argo = await start();
      const events = await watch(`resourceVersion=${from}&timeoutSeconds=1`);
      expect(events[0]).toMatchObject({
        type: 'MODIFIED',
        object: { metadata: { name: 'storefront-dev' } },
      });
      const tooNew = await watch('resourceVersion=999999&timeoutSeconds=1');
      expect(tooNew).toMatchObject([{ type: 'ERROR', object: { code: 410 } }]);
      argo.setFault('gone-410', 1);
      expect(await watch(`resourceVersion=${from}`)).toMatchObject([
        { type: 'ERROR', object: { code: 410, reason: 'Expired' } },
      ]);
      argo.setFault('cut-watch', 1);
      await expect(watch('timeoutSeconds=5')).rejects.toThrow();
    });

    it("works with @kubernetes/client-node's informer, through cuts and 410", async () => {
      const kubeConfig = new KubeConfig();
      kubeConfig.loadFromOptions({
        clusters: [{ name: 'c', server: argo.url, skipTLSVerify: true }],
        users: [{ name: 'u' }],
        contexts: [{ name: 'x', cluster: 'c', user: 'u' }],
        currentContext: 'x',
      });
      const api = kubeConfig.makeApiClient(CustomObjectsApi);
      const target = {
        group: 'argoproj.io',
        version: 'v1alpha1',
        namespace: 'argocd',
        plural: 'applications',
      };
      const informer = makeInformer<KubernetesObject>(kubeConfig, PATH, () =>
        api.listNamespacedCustomObject(target),
      );
      const seen: string[] = [];
      const note = (verb: string) => (object: KubernetesObject) =>
        seen.push(`${verb} ${object.metadata?.name}`);
      informer.on('add', note('add'));
      informer.on('update', note('update'));
      informer.on('delete', note('delete'));
      informer.on('error', () => {
        setTimeout(() => informer.start(), 50);
      });
      const untilSeen = async (wanted: string) => {
        for (let tries = 0; !seen.includes(wanted) && tries < 200; tries += 1) {
          await new Promise(resolve => setTimeout(resolve, 20));
        }
        expect(seen).toContain(wanted);
        seen.length = 0;
      };
      await informer.start();
      argo.createApplication(application());
      await untilSeen('add storefront-dev');
      await untilSeen('update storefront-dev');
      argo.setFault('gone-410', 1);
      argo.setFault('cut-watch', 1);
      await api.patchNamespacedCustomObject(
        {
          ...target,
          name: 'storefront-dev',
          body: { metadata: { labels: { a: 'b' } } },
        },
        setHeaderOptions('Content-Type', PatchStrategy.MergePatch),
      );
      await untilSeen('update storefront-dev');
      await api.deleteNamespacedCustomObject({
        ...target,
        name: 'storefront-dev',
      });
      await untilSeen('delete storefront-dev');
      await informer.stop();
    });

    async function watch(query: string): Promise<{ type: string }[]> {
      const response = await fetch(`${argo.url}${PATH}?watch=true&${query}`);
      return (await response.text())
        .split('\n')
        .filter(Boolean)
        .map(line => JSON.parse(line));
    }
  });
});

function application(
  options: { path?: string; project?: string; syncPolicy?: object } = {},
): Application {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'storefront-dev', namespace: 'argocd' },
    spec: {
      project: options.project ?? 'default',
      destination: {
        server: 'https://kubernetes.default.svc',
        namespace: 'storefront-dev',
      },
      source: {
        repoURL: REPO,
        path: options.path ?? 'overlays/dev',
        targetRevision: 'main',
      },
      ...(options.syncPolicy ? { syncPolicy: options.syncPolicy } : {}),
    },
  };
}

function kustomization(
  tag: string,
  overlay = 'overlays/dev',
): Record<string, string> {
  return {
    'base/kustomization.yaml': 'resources:\n- deploy.yaml\n- service.yaml\n',
    'base/deploy.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: storefront
spec:
  template:
    spec:
      containers:
      - name: web
        image: registry.example.com/library/nginx
`,
    'base/service.yaml':
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: storefront\n',
    [`${overlay}/kustomization.yaml`]: `resources:
- ../../base
images:
- name: registry.example.com/library/nginx
  newTag: ${tag}
`,
  };
}
