import { PromotionView } from '@waybill/backstage-plugin-waybill-common';
import { startDemo } from '../testing/startDemo';
import { Storefront } from '../testing/Storefront';
import { twoVersions } from '../testing/twoVersions';
import { anyReplica } from './anyReplica';
import { effectBoundary } from './effectBoundary';
import { judge } from './judge';
import { Killer } from './Killer';
import { Replica, startReplica } from './Replica';
import { startStepFeed } from './StepFeed';

/** So that what a killed backend held is soon free. */
const LEASE_SECONDS = 3;
const STAGES = ['dev', 'uat', 'prod'];

/** What is left after many kills. */
export interface KillReport {
  kills: number;
  boundaries: [string, number][];
  promotions: number;
  /** Sentences about what is lost or doubled, by Git's log and the pull requests alone. */
  wrongs: string[];
}

/**
 * Three backends on one PostgreSQL, with the sandbox's Git server, registry and Argo CD, and promotions without a pause
 * on three Stages, while the backends are killed at every boundary of every step in turn: when a step is written down as
 * begun or ended, and when the effect is there and nobody has written it down.
 */
export async function manyKills(options: {
  kills: number;
  /** Of an empty database. */
  database: string;
  say(line: string): void;
}): Promise<KillReport> {
  const { kills, say } = options;
  const named = (name: string) => {
    const url = new URL(options.database);
    url.searchParams.set('application_name', name);
    return url.href;
  };
  const env = { APP_CONFIG_waybill_engine_leaseSeconds: `${LEASE_SECONDS}` };
  const demo = await startDemo({
    env: { ...env, WAYBILL_DB: named('backend-1') },
  });
  const replicas: Replica[] = [
    {
      name: 'backend-1',
      url: demo.url,
      kill: () => void demo.killBackendNow().catch(() => undefined),
      stop: async () => undefined,
    },
  ];
  try {
    for (const name of ['backend-2', 'backend-3']) {
      replicas.push(
        await startReplica(demo, { name, database: named(name), env }),
      );
    }
    const freight = await twoVersions(demo);
    const storefront = new Storefront(demo);
    const killer = new Killer(replicas, kills, (boundary, total) =>
      say(`${total}/${kills} ${boundary}`),
    );
    const open = new Map<string, string>();
    /** Who is about to have an effect, by Promotion: nobody else's boundary may kill that backend before. */
    const awaited = new Map<string, { app: string; over: AbortController }>();
    const feed = await startStepFeed(options.database, event => {
      const stage = open.get(event.promotion);
      if (!stage) return;
      awaited.get(event.promotion)?.over.abort();
      if ([...awaited.values()].some(it => it.app === event.app)) return;
      const way = stage === 'prod' ? 'by pull request' : 'by commit';
      if (!['Running', 'Succeeded'].includes(event.status)) return;
      const effect = effectBoundary(event);
      const between = `${way}: ${effect?.name}`;
      if (effect && killer.wants(between)) {
        const over = new AbortController();
        awaited.set(event.promotion, { app: event.app, over });
        const hit = async () => {
          try {
            const isThere = await effect.reached(
              demo,
              storefront,
              event.promotion,
              over.signal,
            );
            if (!isThere || !(await killer.kill(between, event.app))) {
              killer.missed(between);
            }
          } finally {
            awaited.delete(event.promotion);
            await effect.end(demo, storefront);
          }
        };
        hit().catch(error => say(`${error}`));
        return;
      }
      const boundary = `${way}: ${event.alias} is ${event.status}`;
      if (killer.wants(boundary)) {
        killer.kill(boundary, event.app).catch(error => say(`${error}`));
      }
    });

    const promotions: PromotionView[] = [];
    const call = <T>(request: Parameters<typeof anyReplica>[2]) =>
      anyReplica<T>(replicas, demo.token, request);
    const promote = async (stage: string, turn: number) => {
      const { status, body } = await call<PromotionView>({
        method: 'POST',
        path: `/api/waybill/pipelines/component/default/storefront/stages/${stage}/promotions`,
        body: { freight: freight[(turn + 1) % 2].id },
        key: `${stage}-${turn}`,
      });
      if (status !== 201) throw new Error(`${stage}: ${JSON.stringify(body)}`);
      open.set(body.id, stage);
      for (;;) {
        const { body: now } = await call<PromotionView>({
          method: 'GET',
          path: `/api/waybill/promotions/${body.id}`,
        });
        if (now.finishedAt !== null) {
          open.delete(body.id);
          promotions.push(now);
          return;
        }
        const wait = now.steps.find(it => it.alias === 'merged');
        if (wait?.status === 'Running' && now.pullRequest) {
          await storefront.merge(now.pullRequest.number).catch(() => undefined);
        }
        await new Promise(resolve => setTimeout(resolve, 300));
      }
    };
    await Promise.all(
      STAGES.map(async stage => {
        for (let turn = 0; !killer.isDone; turn += 1) {
          await promote(stage, turn);
        }
      }),
    );
    await feed.stop();
    return {
      kills: killer.total,
      boundaries: [...killer.counts].sort(),
      promotions: promotions.length,
      wrongs: await judge(demo, storefront, promotions),
    };
  } finally {
    await Promise.all(replicas.map(it => it.stop()));
    await demo.stop();
  }
}
