import { HealthCheck } from '@waybill/backstage-plugin-waybill-common';
import {
  APPLICATION,
  ArgoWorld,
  deployment,
  REPO_URL,
  startArgoWorld,
} from '../__testUtils__/startArgoWorld';
import { createStageHealth } from './createStageHealth';

const signal = new AbortController().signal;
/** Looks are made as if some time had gone by, so that nothing is too fresh to be believed. */
const LATER_MS = 30_000;

describe('createStageHealth', () => {
  let world: ArgoWorld;
  let head: string;

  beforeEach(async () => {
    world = await startArgoWorld();
    head = await world.commit({
      ...deployment('dev', '1.0.0'),
      ...deployment('prod', '1.0.0'),
    });
  });
  afterEach(async () => {
    await world.stop();
  });

  const check = (revision = head, name = APPLICATION.name): HealthCheck => ({
    uses: 'argocd-update',
    config: {
      apps: [
        {
          ...APPLICATION,
          name,
          desired: [
            {
              sourceIndex: 0,
              revision,
              repoURL: REPO_URL,
              paths: ['dev/deployment.yaml'],
            },
          ],
        },
      ],
    },
  });
  const look = (...checks: HealthCheck[]) =>
    createStageHealth().look({
      checks,
      ports: { argo: world.argo, git: world.git },
      now: new Date(Date.now() + LATER_MS),
      signal,
    });
  const status = async (...checks: HealthCheck[]) =>
    (await look(...checks)).health.status;
  async function untilHealth(wanted: string, one = check()) {
    const deadline = Date.now() + 4_000;
    while (Date.now() < deadline) {
      if ((await status(one)) === wanted) {
        return;
      }
      await new Promise(resolve => setTimeout(resolve, 30));
    }
    throw new Error(`never ${wanted}: ${JSON.stringify(await look(one))}`);
  }
  const sync = () => world.sync({ correlationId: 'p', reason: 'r' });

  it('follows an Application from its sync to health, through ill health and back', async () => {
    await sync();
    // Unknown while it syncs; a slow machine may look a moment later, when it is Missing still. Never Healthy.
    expect(await status(check())).not.toBe('Healthy');
    await untilHealth('Progressing');
    await untilHealth('Healthy');
    expect(await look(check())).toEqual({
      health: { status: 'Healthy', issues: [] },
      sync: 'Synced',
      lookAgainAfterSeconds: 60,
    });
    world.sandbox.breakApplication(APPLICATION.name);
    await untilHealth('Unhealthy');
    expect((await look(check())).health.issues[0]).toMatch(
      /"storefront-dev".* is Degraded: Deployment web is Degraded \(.*deadline\)/,
    );
    world.sandbox.healApplication(APPLICATION.name);
    await untilHealth('Healthy');
  });

  it('does not believe a stale Healthy, and asks for a comparison until there is one', async () => {
    await sync();
    await untilHealth('Healthy');
    world.sandbox.setFault('stale-healthy', true);
    await new Promise(resolve => setTimeout(resolve, 1_000));
    await sync();
    let stale = await look(check());
    while (/is being synced/.test(stale.health.issues[0])) {
      stale = await look(check());
    }
    expect(stale.health).toEqual({
      status: 'Unknown',
      issues: [expect.stringMatching(/not been compared since/)],
    });
    expect(stale.lookAgainAfterSeconds).toBeLessThan(10);
    const { status: before } = (await world.argo.get(APPLICATION, signal))!;
    expect(before?.health?.status).toBe('Healthy');

    world.sandbox.setFault('stale-healthy', false);
    world.sandbox.setFault('swallow-refresh', 1);
    await untilHealth('Healthy');
  });

  it('stays Healthy when others write the branch, and not when they write what was promoted', async () => {
    await sync();
    await untilHealth('Healthy');
    const elsewhere = await world.commit(deployment('prod', '2.0.0'));
    await world.argo.refresh(APPLICATION, 'hard', signal);
    await untilObserved(elsewhere);
    expect(await status(check())).toBe('Healthy');
    const here = await world.commit(deployment('dev', '2.0.0'));
    await world.argo.refresh(APPLICATION, 'hard', signal);
    await untilObserved(here);
    await untilHealth('Unhealthy');
    expect((await look(check())).sync).toBe('OutOfSync');
    // What was promoted later does not contain what was not.
    expect(await status(check('f'.repeat(40)))).toBe('Unhealthy');
    // Out of sync alone is drift.
    expect(await status(check(here))).toBe('Healthy');
  });

  it('takes the worst of all, with a sentence for what cannot be known', async () => {
    await sync();
    await untilHealth('Healthy');
    expect(await look(check(), check(head, 'nothing'))).toMatchObject({
      health: {
        status: 'Unknown',
        issues: [
          'There is no Argo CD Application "nothing" in namespace "argocd"',
        ],
      },
      sync: 'Unknown',
    });
    expect(await look()).toMatchObject({
      health: { status: 'Healthy', issues: [] },
      sync: 'NotApplicable',
    });
    world.sandbox.setFault('error-500', 1);
    const away = await look(check());
    expect(away.health).toEqual({
      status: 'Unknown',
      issues: [expect.stringMatching(/Argo CD instance 'sandbox'.* 500/)],
    });
    expect(await status({ uses: 'argocd-update', config: {} })).toBe('Unknown');
  });

  async function untilObserved(revision: string) {
    const deadline = Date.now() + 4_000;
    while (Date.now() < deadline) {
      const application = await world.argo.get(APPLICATION, signal);
      if (application?.status?.sync?.revision === revision) {
        return;
      }
      await new Promise(resolve => setTimeout(resolve, 30));
    }
    throw new Error(`never at ${revision}`);
  }
});
