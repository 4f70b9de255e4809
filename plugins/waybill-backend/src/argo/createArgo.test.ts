import { mockServices } from '@backstage/backend-test-utils';
import { Application } from '@waybill/backstage-plugin-waybill-node';
import { mkdtemp, writeFile } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { createArgo } from './createArgo';
import { operationVerdict } from './operationVerdict';
import {
  APPLICATION,
  ArgoWorld,
  deployment,
  REPO_URL,
  startArgoWorld,
} from './__testUtils__/startArgoWorld';

const signal = new AbortController().signal;
const update = { correlationId: 'p1/step-5', reason: 'Promotion p1' };

const argoFor = (kubernetes: object, more: object = {}) =>
  createArgo({
    config: mockServices.rootConfig({
      data: {
        waybill: {
          argocd: { instances: [{ name: 'main', kubernetes, ...more }] },
        },
      },
    }),
    logger: mockServices.logger.mock(),
  });

describe('createArgo', () => {
  let world: ArgoWorld;

  beforeEach(async () => {
    world = await startArgoWorld();
  });
  afterEach(async () => {
    await world.stop();
  });

  const get = async () => (await world.argo.get(APPLICATION, signal))!;
  async function until<T>(test: () => Promise<T | undefined | false>) {
    for (const deadline = Date.now() + 4_000; Date.now() < deadline; ) {
      const found = await test();
      if (found) {
        return found;
      }
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    throw new Error(`never: ${JSON.stringify(await get(), null, 1)}`);
  }
  const untilApplication = (test: (application: Application) => boolean) =>
    until(async () => {
      const application = await get();
      return test(application) && application;
    });

  it('starts a sync with its correlation id, options and retry, and without a revision', async () => {
    const head = await world.commit(deployment('dev', '1.25.0'));
    await world.sync(update);
    const ended = await untilApplication(
      application =>
        operationVerdict(application, {
          correlationId: update.correlationId,
          desired: [{ index: 0, revision: head }],
        }).type === 'succeeded',
    );
    expect(ended.status?.operationState?.operation).toEqual({
      initiatedBy: { username: 'waybill', automated: false },
      info: [
        { name: 'Reason', value: 'Promotion p1' },
        { name: 'Waybill-Promotion', value: 'p1/step-5' },
      ],
      retry: { limit: 2 },
      sync: { syncOptions: ['CreateNamespace=true'] },
    });
    await untilApplication(
      ({ status }) => status?.health?.status === 'Healthy',
    );
  });

  it('writes sources in the same patch, taking out what is gone', async () => {
    await world.commit(deployment('dev', '1.25.0'));
    await world.sync({
      ...update,
      sources: [
        {
          index: 0,
          source: {
            repoURL: REPO_URL,
            path: 'dev',
            kustomize: { images: ['nginx:2'] },
          },
        },
      ],
    });
    expect((await get()).spec.source).toEqual({
      repoURL: REPO_URL,
      path: 'dev',
      kustomize: { images: ['nginx:2'] },
    });
  });

  it('gives way to an operation in progress, and to any change since it looked', async () => {
    await world.commit(deployment('dev', '1.25.0'));
    const before = await get();
    await world.argo.refresh(APPLICATION, 'normal', signal);
    await expect(
      world.argo.sync(APPLICATION, before, update, signal),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching(
        /^Argo CD instance 'sandbox' \(http.*\) answered 409 to sync Application argocd\/storefront-dev: /,
      ),
    });
    world.sandbox.startForeignOperation(APPLICATION.name);
    await expect(
      world.argo.sync(APPLICATION, await get(), update, signal),
    ).rejects.toThrow(/operation in progress, started by intruder/);
  });

  it('says what is not there, not configured, not allowed and not reachable', async () => {
    const absent = { namespace: 'argocd', name: 'nothing' };
    expect(await world.argo.get(absent, signal)).toBeUndefined();
    await expect(
      world.argo.refresh(absent, 'hard', signal),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(
      world.argo.get({ ...APPLICATION, instance: 'moon' }, signal),
    ).rejects.toThrow(
      "There is no Argo CD instance 'moon' in waybill.argocd.instances; there are: sandbox",
    );
    await expect(
      world.argo.get({ ...APPLICATION, namespace: 'kube-system' }, signal),
    ).rejects.toThrow(/not configured for Applications in namespace/);

    const stranger = argoFor({ server: world.sandbox.url, token: 'wrong' });
    await expect(stranger.argo.get(APPLICATION, signal)).rejects.toMatchObject({
      name: 'NotAllowedError',
    });

    world.sandbox.setFault('error-500', 1);
    await expect(get()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('etcdserver: leader changed'),
    });
    world.sandbox.setFault('hang', 1);
    await expect(
      world.argo.get(APPLICATION, AbortSignal.timeout(100)),
    ).rejects.toMatchObject({ name: 'TimeoutError' });

    const { url } = world.sandbox;
    const nobody = argoFor({ server: url.replace(/\d+$/, '1') });
    await expect(nobody.argo.get(APPLICATION, signal)).rejects.toThrow(
      /^Cannot reach Argo CD instance 'main' \(http.*:1\): get Application argocd\/storefront-dev failed with /,
    );
  });

  it.each<[string, object, RegExp]>([
    ['no way to the API', {}, /exactly one of/],
    ['plain http elsewhere', { server: 'http://k8s.corp' }, /https address/],
  ])('refuses a configuration with %s', (_, kubernetes, message) => {
    expect(() => argoFor(kubernetes)).toThrow(message);
  });

  it('reads a kubeconfig', async () => {
    const { argo } = argoFor({
      kubeconfig: await kubeconfig(world.sandbox.url),
      context: 'there',
    });
    expect((await argo.get(APPLICATION, signal))?.metadata.name).toBe(
      APPLICATION.name,
    );
  });

  describe('watch', () => {
    let seen: string[];
    const start = () => {
      seen = [];
      return world.watch.start(({ instance, namespace, name }) => {
        seen.push(`${instance}/${namespace}/${name}`);
        // What a listener does wrong must not end the watch.
        throw new Error('listener');
      });
    };
    const change = () => world.argo.refresh(APPLICATION, 'normal', signal);
    const toldAgain = async () => {
      seen = [];
      await change();
      await until(async () => seen.length > 0);
    };

    it('tells what is there, what changes, and what is deleted', async () => {
      await start();
      await until(async () => seen.length > 0);
      expect(seen).toEqual(['sandbox/argocd/storefront-dev']);
      await toldAgain();
      await untilApplication(
        ({ metadata }) => !metadata.annotations?.['argocd.argoproj.io/refresh'],
      );
      seen = [];
      await fetch(
        `${world.sandbox.url}/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/storefront-dev`,
        {
          method: 'DELETE',
          headers: { authorization: 'Bearer sandbox-token' },
        },
      );
      await until(async () => seen.length > 0);
      expect(await world.argo.get(APPLICATION, signal)).toBeUndefined();
    });

    it.each<[string, () => Promise<void> | void]>([
      ['is cut off', () => world.sandbox.setFault('cut-watch', 1)],
      [
        'is cut off and then told 410',
        () => {
          world.sandbox.setFault('gone-410', 1);
          world.sandbox.setFault('cut-watch', 1);
        },
      ],
      [
        'is cut off and then answered 500',
        () => {
          world.sandbox.setFault('error-500', 1);
          world.sandbox.setFault('cut-watch', 1);
        },
      ],
      ['sees the API restart', () => world.restart()],
    ])('goes on when it %s', async (_, happen) => {
      await start();
      await until(async () => seen.length > 0);
      await happen();
      await until(async () => world.sandbox.faults().length === 0);
      await toldAgain();
      expect(seen).toContain('sandbox/argocd/storefront-dev');
    });

    it('starts while the API is away, and stops at once while it hangs', async () => {
      world.sandbox.setFault('error-500', 1);
      await start();
      await until(async () => seen.length > 0);
      world.sandbox.setFault('hang', true);
      world.sandbox.setFault('cut-watch', 1);
      await new Promise(resolve => setTimeout(resolve, 1_200));
      const began = Date.now();
      await world.watch.stop();
      expect(Date.now() - began).toBeLessThan(500);
      world.sandbox.setFault('hang', false);
    });
  });
});

async function kubeconfig(server: string): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'kubeconfig-')), 'config');
  await writeFile(
    file,
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [
        {
          name: 'c',
          cluster: { server, 'insecure-skip-tls-verify': true },
        },
      ],
      users: [{ name: 'u', user: { token: 'sandbox-token' } }],
      contexts: [{ name: 'there', context: { cluster: 'c', user: 'u' } }],
    }),
  );
  return file;
}
