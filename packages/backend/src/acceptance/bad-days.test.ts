import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { FreightView } from '@waybill/backstage-plugin-waybill-common';
import { eventually } from './testing/eventually';
import { Demo, startDemo } from './testing/startDemo';
import { Storefront } from './testing/Storefront';
import { twoVersions } from './testing/twoVersions';

jest.setTimeout(180_000);

const run = promisify(execFile);

describe('what fails, says so, and heals by itself when it is mended', () => {
  let demo: Demo;
  let storefront: Storefront;
  let versions: FreightView[];
  const turns: Record<string, number> = {};

  const fault = (
    server: string,
    name: string,
    on: boolean | number,
    scope?: string,
  ) => demo.control('fault', { server, fault: name, on, scope });

  /** Two versions in turn, so that each promotion changes something. */
  const nextVersion = (stage: string) => {
    turns[stage] = (turns[stage] ?? 0) + 1;
    return versions[turns[stage] % 2];
  };
  const promoted = async (stage: string, freight = nextVersion(stage)) => {
    const { id } = await storefront.promote(stage, freight.id);
    return demo.service.ended(id);
  };
  const health = async (stage: string) =>
    (await demo.service.stage('storefront', stage)).health;
  /** Whether what runs in a Stage now has been verified there since it runs. */
  const verification = async (stage: string) =>
    (await demo.service.stage('storefront', stage)).verification?.phase;
  const settled = (stage: string) =>
    eventually(
      `${stage} Healthy and verified`,
      async () =>
        (await health(stage)).status === 'Healthy' &&
        (await verification(stage)) === 'Successful',
      { describe: () => demo.service.stage('storefront', stage) },
    );

  beforeAll(async () => {
    demo = await startDemo();
    storefront = new Storefront(demo);
    versions = await twoVersions(demo);
  });

  afterAll(async () => {
    await demo?.stop();
  });

  it('a registry that answers 500', async () => {
    const error = async () =>
      (await demo.service.pipeline('storefront')).warehouses[0].error;
    await fault('registry', 'error-500', true);
    const said = await eventually('the error in words', error);
    expect(said).toMatch(/library\/nginx/);
    expect(said).toMatch(/\b500\b/);
    // What is known already can go on.
    expect(await promoted('dev')).toMatchObject({ phase: 'Succeeded' });

    await fault('registry', 'error-500', false);
    await eventually('no error', async () => (await error()) === null);
    await demo.control('push-image', {
      repository: 'library/nginx',
      tag: '1.27.2',
    });
    await demo.service.freightWithTag('storefront', '1.27.2');
    await settled('dev');
  });

  it('a Git server that hangs', async () => {
    await fault('git', 'hang', true, storefront.repository);
    const { id } = await storefront.promote('dev', nextVersion('dev').id);
    const waiting = await eventually('a sentence', async () => {
      const { message } = await demo.service.promotion(id);
      return message;
    });
    expect(waiting).toMatch(/storefront-config/);
    expect(waiting).toMatch(/not answer|could not be reached/);
    expect(waiting).toMatch(/will be retried/);

    await fault('git', 'hang', false, storefront.repository);
    expect(await demo.service.ended(id)).toMatchObject({ phase: 'Succeeded' });
    expect(await storefront.commitsOf(id)).toHaveLength(1);
    await settled('dev');
  });

  it('a host that answers 500 while a pull request waits', async () => {
    const { id } = await storefront.promote('prod', nextVersion('prod').id);
    const message = (wanted: RegExp) =>
      eventually(`the message ${wanted}`, async () => {
        const promotion = await demo.service.promotion(id);
        return wanted.test(promotion.message ?? '') && promotion;
      });
    const { pullRequest } = await message(/Waiting for pull request/);
    await fault('github', 'error-500', true, storefront.repository);
    await message(/Cannot see whether pull request .* is merged.*\b500\b/);
    await storefront.merge(pullRequest!.number);
    await fault('github', 'error-500', false, storefront.repository);
    expect(await demo.service.ended(id)).toMatchObject({ phase: 'Succeeded' });
    await settled('prod');
  });

  it('an application that does not exist', async () => {
    const { argo } = demo.ports;
    const applications = `http://localhost:${argo}/apis/argoproj.io/v1alpha1/namespaces/argocd/applications`;
    const response = await fetch(`${applications}/storefront-uat`);
    const { metadata, spec, apiVersion, kind } = await response.json();
    await fetch(`${applications}/storefront-uat`, { method: 'DELETE' });
    const ended = await promoted('uat');
    expect(ended.phase).toBe('Failed');
    expect(ended.message).toMatch(
      /There is no Argo CD Application "storefront-uat" in namespace "argocd"/,
    );

    const { name, namespace, annotations } = metadata;
    const created = await fetch(applications, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        apiVersion,
        kind,
        metadata: { name, namespace, annotations },
        spec,
      }),
    });
    expect(created.status).toBe(201);
    expect(await promoted('uat')).toMatchObject({ phase: 'Succeeded' });
    await settled('uat');
  });

  it('a broken pipeline file', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'waybill-push-'));
    const git = (...args: string[]) =>
      run('git', [
        '-C',
        folder,
        '-c',
        'user.name=Dana Fischer',
        '-c',
        'user.email=dana.fischer@acme.example',
        ...args,
      ]);
    const file = path.join(folder, 'waybill.yaml');
    try {
      const url = `http://localhost:${demo.ports.git}/acme/storefront.git`;
      await run('git', ['clone', '--quiet', url, folder]);
      const good = fs.readFileSync(file, 'utf8');
      const bad = good.replace('semverConstraint', 'semverConstrain');
      fs.writeFileSync(file, bad);
      await git('commit', '--quiet', '-a', '-m', 'Loosen the constraint');
      await git('push', '--quiet', 'origin', 'main');
      const broken = await eventually('the mistake to be shown', async () => {
        const view = await demo.service.pipeline('storefront');
        return view.state === 'invalid' && view;
      });
      expect(broken.errors).toEqual([
        {
          file: expect.stringContaining('waybill.yaml'),
          line:
            1 + bad.split('\n').findIndex(it => /semverConstrain:/.test(it)),
          column: 9,
          message: expect.stringContaining('semverConstrain'),
        },
      ]);
      expect(broken.stages.map(it => it.name)).toEqual(['dev', 'uat', 'prod']);
      // The last good pipeline goes on.
      expect(await promoted('dev')).toMatchObject({ phase: 'Succeeded' });
      await settled('dev');

      await git('revert', '--no-edit', 'HEAD');
      await git('push', '--quiet', 'origin', 'main');
      await eventually('no mistake any more', async () => {
        const { state, errors } = await demo.service.pipeline('storefront');
        return state === 'ok' && errors.length === 0;
      });
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });

  it('an application that breaks', async () => {
    const freight = nextVersion('uat');
    await demo.control('break', { application: 'storefront-uat' });
    expect(await promoted('uat', freight)).toMatchObject({
      phase: 'Succeeded',
    });
    const unhealthy = await eventually('uat Unhealthy', async () => {
      const seen = await health('uat');
      return seen.status === 'Unhealthy' && seen;
    });
    expect(unhealthy.issues.join()).toMatch(/storefront-uat.*Degraded/);
    expect(await verification('uat')).not.toBe('Successful');

    await demo.control('heal', { application: 'storefront-uat' });
    await settled('uat');
    await demo.service.verified('storefront', 'uat', freight.id);
  });

  it('a status that stays Healthy from before', async () => {
    await fault('argo', 'stale-healthy', true, 'storefront-dev');
    expect(await promoted('dev')).toMatchObject({ phase: 'Succeeded' });
    await demo.control('break', { application: 'storefront-dev' });
    // Long enough for workloads that come up to have come up, and for health to be believed.
    const until = Date.now() + 12_000;
    while (Date.now() < until) {
      expect((await health('dev')).status).not.toBe('Healthy');
      expect(await verification('dev')).not.toBe('Successful');
      await new Promise(resolve => setTimeout(resolve, 250));
    }
    expect((await storefront.application('dev')).status.health.status).toBe(
      'Healthy',
    );

    await fault('argo', 'stale-healthy', false, 'storefront-dev');
    await eventually(
      'the truth',
      async () => (await health('dev')).status === 'Unhealthy',
    );
    await demo.control('heal', { application: 'storefront-dev' });
    await settled('dev');
  });

  it('an operation of somebody else in the place of ours', async () => {
    await fault('argo', 'foreign-operation', 1, 'storefront-dev');
    const ended = await promoted('dev');
    expect(ended).toMatchObject({ phase: 'Succeeded' });
    // The one that counted is its own, begun after the other.
    expect(
      JSON.stringify(
        (await storefront.application('dev')).status.operationState,
      ),
    ).toContain(ended.id);
    await settled('dev');
  });

  it.each([
    ['swallow-refresh', 5, 'storefront-dev'],
    ['cut-watch', true, undefined],
    ['gone-410', 3, undefined],
  ] as const)('Argo CD with %s', async (name, on, scope) => {
    await fault('argo', name, on, scope);
    const freight = nextVersion('dev');
    expect(await promoted('dev', freight)).toMatchObject({
      phase: 'Succeeded',
    });
    await storefront.runs('dev', freight.images[0].tag);
    await settled('dev');
    await fault('argo', name, false, scope);
    // After the watch is whole again, what breaks is seen.
    await demo.control('break', { application: 'storefront-dev' });
    await eventually(
      'dev Unhealthy',
      async () => (await health('dev')).status === 'Unhealthy',
    );
    await demo.control('heal', { application: 'storefront-dev' });
    await settled('dev');
  });
});
