import { Demo } from '../testing/startDemo';
import { Storefront } from '../testing/Storefront';
import { StepEvent } from './StepFeed';

/** An effect that is there while nobody has written it down. */
export interface EffectBoundary {
  name: string;
  /** Waits until it is there; false: it went by. */
  reached(
    demo: Demo,
    world: Storefront,
    promotion: string,
    /** The Promotion has got further. */
    over: AbortSignal,
  ): Promise<boolean>;
  /** The servers answer again. */
  end(demo: Demo, world: Storefront): Promise<void>;
}

/** Whoever takes a Promotion over from one that was killed fetches and edits before it pushes. */
const PATIENCE_MS = 20_000;

async function soon(
  over: AbortSignal,
  ask: () => Promise<boolean>,
): Promise<boolean> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline && !over.aborted) {
    if (await ask()) return true;
    await new Promise(resolve => setTimeout(resolve, 30));
  }
  return false;
}

const withheld = (server: string, fault: string) => ({
  on: (demo: Demo, scope: string) =>
    demo.control('fault', { server, fault, on: 1, scope }),
  off: (demo: Demo, scope: string) =>
    demo.control('fault', { server, fault, on: false, scope }),
});
const push = withheld('git', 'withhold-push-answer');
const pull = withheld('github', 'withhold-pull-answer');

const boundaries: Record<string, EffectBoundary> = {
  push: {
    name: 'Git has taken the push and has not answered',
    async reached(demo, storefront, promotion, over) {
      await push.on(demo, storefront.repository);
      return soon(over, async () => {
        const log = await demo.git(
          storefront.repository,
          ...['log', '--all', '--format=%(trailers:key=Waybill-Promotion)'],
        );
        return log.includes(promotion);
      });
    },
    end: async (demo, { repository }) => {
      await push.off(demo, repository);
    },
  },
  pr: {
    name: 'the host has opened the pull request and has not answered',
    async reached(demo, storefront, _, over) {
      const before = (await storefront.pullRequests()).length;
      await pull.on(demo, storefront.repository);
      return soon(
        over,
        async () => (await storefront.pullRequests()).length > before,
      );
    },
    end: async (demo, { repository }) => {
      await pull.off(demo, repository);
    },
  },
  argocd: {
    name: 'Argo CD is syncing',
    reached: (_, storefront, promotion, over) =>
      soon(over, async () => {
        const application = await storefront.application(
          promotion.split('.')[0],
        );
        const { operationState } = application.status;
        return (
          operationState?.phase === 'Running' &&
          JSON.stringify(operationState).includes(promotion)
        );
      }),
    end: async () => undefined,
  },
};

/** What comes right after a step is written down as begun, if it has an effect. */
export function effectBoundary({
  alias,
  status,
}: StepEvent): EffectBoundary | undefined {
  return status === 'Running' ? boundaries[alias] : undefined;
}
