import fs from 'node:fs';
import { FreightView } from '@waybill/backstage-plugin-waybill-common';
import { eventually } from './testing/eventually';
import { Demo, startDemo } from './testing/startDemo';
import { stepReached } from './testing/stepReached';
import { Storefront } from './testing/Storefront';
import { twoVersions } from './testing/twoVersions';

jest.setTimeout(240_000);

type Boundary = [alias: string, status: 'Running' | 'Succeeded'];

/**
 * Every step of a promotion by commit that runs at all: `clear` and `copy` are skipped by their conditions. `commit` is over
 * before anybody can see it run, since it makes objects in the cache and nothing else.
 */
const BOUNDARIES: Boundary[] = [
  // First, since later the file that it edits is in the cache: it has nothing to wait for.
  ['edit-1', 'Running'],
  ['clone', 'Running'],
  ['clone', 'Succeeded'],
  ['edit-1', 'Succeeded'],
  ['commit', 'Succeeded'],
  ['push', 'Running'],
  ['push', 'Succeeded'],
  ['argocd', 'Running'],
  ['argocd', 'Succeeded'],
];
/** Those that a slow Git server holds open, so that they are hit for sure. */
const HELD_OPEN = ['edit-1 Running', 'clone Running'];

/** What a promotion must have left behind, however often the backend was killed: the same as if it never was. */
describe('kill -9 of the backend', () => {
  let demo: Demo;
  let storefront: Storefront;
  const freight: FreightView[] = [];
  const homes: string[] = [];
  const turns: Record<string, number> = {};

  /** Two versions in turn, so that each promotion changes something. */
  const nextFreight = (stage: string) => {
    turns[stage] = (turns[stage] ?? -1) + 1;
    return freight[(turns[stage] + 1) % 2];
  };

  /** Promotes, lets `disturb` do its worst, and looks at what there is in the end. */
  async function survives(
    stage: string,
    disturb: (promotion: string) => Promise<void>,
  ) {
    const next = nextFreight(stage);
    const [pulls, syncs] = await Promise.all([
      storefront.pullRequests(),
      storefront.syncs(stage),
    ]);
    const { id } = await storefront.promote(stage, next.id);
    await disturb(id);
    const ended = await demo.service.ended(id);
    expect(ended).toMatchObject({ phase: 'Succeeded' });
    expect(
      ended.steps.filter(
        it => it.status !== 'Succeeded' && it.status !== 'Skipped',
      ),
    ).toEqual([]);
    expect(ended.steps.filter(it => it.status === 'Skipped')).toHaveLength(2);

    expect(await storefront.commitsOf(id)).toHaveLength(1);
    const opened = (await storefront.pullRequests()).slice(pulls.length);
    expect(opened).toEqual(stage === 'prod' ? [ended.pullRequest?.number] : []);
    const { tag } = next.images[0];
    await storefront.runs(stage, tag);
    // It was synced once: what Argo CD had begun was waited for, not begun again.
    expect(await storefront.syncs(stage)).toBe(syncs + 1);
    await eventually(`${stage} of the tab to be as Argo CD is`, async () => {
      const { current, health } = await demo.service.stage('storefront', stage);
      return current[0]?.freight === next.id && health.status === 'Healthy';
    });
  }

  const set = (server: string, fault: string, on: boolean) =>
    demo.control('fault', { server, fault, on, scope: storefront.repository });

  /** Kills at each of these boundaries, one after the other. */
  const killedAt =
    (...boundaries: Boundary[]) =>
    async (id: string) => {
      for (const [alias, status] of boundaries) {
        await stepReached(demo.service, id, alias, status);
        await demo.killBackend();
      }
    };

  beforeAll(async () => {
    demo = await startDemo();
    storefront = new Storefront(demo);
    freight.push(...(await twoVersions(demo)));
  });

  afterAll(async () => {
    await demo?.stop();
    homes.forEach(home => fs.rmSync(home, { recursive: true, force: true }));
  });

  // By turns, so that nobody waits for the verification of the one before.
  it.each(
    BOUNDARIES.map((it, index) => [...it, index % 2 ? 'uat' : 'dev'] as const),
  )('as soon as %s is %s', async (alias, status, stage) => {
    const held = HELD_OPEN.includes(`${alias} ${status}`);
    await set('git', 'slow', held);
    await survives(stage, async id => {
      const seen = await stepReached(demo.service, id, alias, status);
      await demo.killBackendNow();
      await set('git', 'slow', false);
      expect([status, ...(held ? [] : ['Succeeded'])]).toContain(
        seen.steps.find(it => it.alias === alias)?.status,
      );
      await demo.backendAnswers();
    });
  });

  it('at every step of a promotion by pull request', async () => {
    await survives('prod', async id => {
      await killedAt(['push', 'Running'], ['pr', 'Succeeded'])(id);
      const { pullRequest } = await demo.service.promotion(id);
      await storefront.merge(pullRequest!.number);
      await killedAt(['merged', 'Succeeded'])(id);
    });
  });

  it('when Git has taken the push and has not answered', async () => {
    await set('git', 'withhold-push-answer', true);
    await survives('dev', async id => {
      await eventually(
        'the commit on the remote',
        async () => (await storefront.commitsOf(id)).length > 0,
      );
      const before = await demo.service.promotion(id);
      expect(before.steps.find(it => it.alias === 'push')).toMatchObject({
        status: 'Running',
        output: null,
      });
      await demo.killBackendNow();
      await set('git', 'withhold-push-answer', false);
      await demo.backendAnswers();
    });
  });

  it('when the host has opened the pull request and has not answered', async () => {
    const pulls = await storefront.pullRequests();
    await set('github', 'withhold-pull-answer', true);
    await survives('prod', async id => {
      const [opened] = await eventually('a pull request', async () => {
        const found = (await storefront.pullRequests()).slice(pulls.length);
        return found.length > 0 && found;
      });
      const before = await demo.service.promotion(id);
      expect(before).toMatchObject({ pullRequest: null });
      expect(before.steps.find(it => it.alias === 'pr')).toMatchObject({
        status: 'Running',
        output: null,
      });
      await demo.killBackendNow();
      await set('github', 'withhold-pull-answer', false);
      await demo.backendAnswers();
      await stepReached(demo.service, id, 'pr', 'Succeeded');
      await storefront.merge(opened);
    });
  });

  it('while a pull request waits, which is merged before the backend is back', async () => {
    await survives('prod', async id => {
      const { number } = await eventually(
        'the wait for the merge',
        async () => {
          const { steps, pullRequest } = await demo.service.promotion(id);
          const wait = steps.find(it => it.alias === 'merged');
          return wait?.status === 'Running' && wait.message
            ? pullRequest
            : undefined;
        },
      );
      await demo.killBackendNow();
      await storefront.merge(number);
      await expect(fetch(demo.url)).rejects.toThrow();
      await demo.backendAnswers();
    });
  });

  it('while Argo CD is syncing', async () => {
    await survives('uat', async id => {
      await eventually('the operation', async () => {
        const { operationState } = (await storefront.application('uat')).status;
        return (
          operationState?.phase === 'Running' &&
          JSON.stringify(operationState).includes(id)
        );
      });
      await demo.killBackend();
    });
  });

  it('and of everything else', async () => {
    await survives('dev', async id => {
      await stepReached(demo.service, id, 'push', 'Succeeded');
      await demo.killAll();
      const { home, ports } = demo;
      homes.push(home);
      demo = await startDemo({ home, ports });
      storefront = new Storefront(demo);
    });
  });
});
