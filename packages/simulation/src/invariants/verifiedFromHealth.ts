import { Invariant, World } from './Invariant';
import { Facts, PromotionFact } from './Facts';
import { tagAt } from './successIsReal';

/** A Stage is verified only when what it runs has truly been healthy since it was promoted. */
export const verifiedFromHealth: Invariant = {
  name: 'verified only from a healthy Stage',
  onCommit(world, before, { tables }) {
    if (!tables.has('stages')) return undefined;
    for (const [key, state] of world.facts.stages) {
      const was = before.stages.get(key);
      const isNew =
        state.verification?.phase === 'Successful' &&
        (was?.verification?.phase !== 'Successful' ||
          broughtBy(before, key) !== broughtBy(world.facts, key));
      const promotion = world.facts.promotions.get(
        broughtBy(world.facts, key) ?? '',
      );
      const problem = isNew && promotion && problemOf(world, promotion);
      if (problem) return `${key} was verified, but ${problem}`;
    }
    return undefined;
  },
};

/** The Promotion that brought what a Stage runs. */
function broughtBy({ history }: Facts, stage: string): string | undefined {
  return history.get(stage)?.slice(-1)[0]?.promotion;
}

function problemOf(world: World, promotion: PromotionFact): string | undefined {
  const sync = promotion.steps.find(step => step.as === 'sync');
  const [app] = (sync?.config.apps ?? []) as {
    name: string;
    sources?: unknown[];
  }[];
  if (!app) return undefined;
  const found = world.outside.argo.deployments.get(app.name);
  const wanted = world.tagOf(promotion.freight);
  // A retry may go on when the sync is done.
  const synced = world
    .stepsOf(promotion.id)
    .find(step => step.alias === 'sync')?.ranBy;
  const { startedAt = 0 } =
    world.facts.promotions.get(synced?.promotion ?? '') ?? promotion;
  const wasHealthy = [...(found?.wasHealthy ?? [])].some(
    ([revision, at]) =>
      // Who names no revision to reach gets whatever Argo CD takes for the newest.
      (!app.sources || tagAt(world, promotion, revision) === wanted) &&
      (at >= startedAt || found?.live === revision),
  );
  return wasHealthy
    ? undefined
    : `${app.name} has never been healthy with ${wanted} since ${promotion.id} started`;
}
