import { PromotionStepState } from '@waybill/backstage-plugin-waybill-common';
import { REPO } from '../outside/Outside';
import { fileOf } from '../people/fileOf';
import { PromotionFact } from './Facts';
import { Invariant, World } from './Invariant';

/** A Promotion that has succeeded has brought its Freight to its branch, its pull request, which tells of it, is merged, and its syncs are done. */
export const successIsReal: Invariant = {
  name: 'no success that is not one',
  onCommit(world, before, { tables }) {
    if (!tables.has('promotions')) return undefined;
    for (const promotion of world.facts.promotions.values()) {
      const was = before.promotions.get(promotion.id)?.phase;
      if (promotion.phase === 'Succeeded' && was !== 'Succeeded') {
        const problem = problemOf(world, promotion);
        if (problem) return `${promotion.id} succeeded, but ${problem}`;
      }
    }
    return undefined;
  },
};

function problemOf(world: World, promotion: PromotionFact): string | undefined {
  const { remote, pullRequests, argo } = world.outside;
  const steps = new Map(
    world.stepsOf(promotion.id).map(step => [step.alias, step]),
  );
  const clone = promotion.steps.find(step => step.uses === 'git-clone');
  const branch = (clone?.config.checkout as { branch: string }[])[0].branch;
  const last = steps.get('merge') ?? steps.get('push');
  const commit = String(last?.output?.commit);
  const tip = remote.tip(REPO, branch) ?? '';
  if (!remote.contains(REPO, tip, commit)) {
    return `${commit.slice(0, 7)} is not on ${branch}`;
  }
  const tag = tagAt(world, promotion, commit);
  const wanted = world.tagOf(promotion.freight);
  if (tag !== wanted) {
    return `at ${commit.slice(0, 7)} its tag is ${tag}, not ${wanted}`;
  }
  const open = steps.get('open');
  if (open && open.status !== 'Skipped') {
    const { id } = open.output?.pr as { id: number };
    const found = pullRequests.find(id);
    if (found?.state !== 'merged') {
      return `pull request #${id} is ${found?.state}`;
    }
    if (!saysWhose(world, promotion.id, open)) {
      return `nobody was told that pull request #${id} is its own`;
    }
  }
  const sync = steps.get('sync');
  if (!sync || sync.status === 'Skipped') return undefined;
  return argoProblem(world, promotion, sync, commit, argo);
}

/** One that was open when it was found tells of the Promotion that went on with it, whatever comes late after that. */
function saysWhose(
  { outside }: World,
  id: string,
  { output, ranBy }: PromotionStepState,
): boolean {
  const pr = output?.pr as { id: number; open: boolean };
  const whose = ranBy?.promotion ?? id;
  return (
    !pr.open ||
    outside.effects.some(
      it =>
        (it.type === 'pull-request' || it.type === 'rewrite') &&
        it.number === pr.id &&
        it.description.includes(whose),
    )
  );
}

function argoProblem(
  world: World,
  { id, steps }: PromotionFact,
  sync: PromotionStepState,
  commit: string,
  argo: World['outside']['argo'],
): string | undefined {
  const { remote } = world.outside;
  const [app] = steps.find(step => step.as === 'sync')?.config.apps as {
    name: string;
    sources?: unknown[];
  }[];
  const done = (argo.deployments.get(app.name)?.synced ?? []).filter(
    it => it.correlationId === `${sync.ranBy?.promotion ?? id}/${sync.alias}`,
  );
  if (done.length === 0) {
    return `no sync of ${app.name} for it has ended well`;
  }
  const reached = done.some(it => remote.contains(REPO, it.revision, commit));
  return app.sources && !reached
    ? `${app.name} was synced to ${done
        .map(it => it.revision.slice(0, 7))
        .join(', ')}, which do not contain ${commit.slice(0, 7)}`
    : undefined;
}

/** The tag that a Stage's file has at a commit. */
export function tagAt(
  { outside }: World,
  { project, stage }: Pick<PromotionFact, 'project' | 'stage'>,
  commit: string,
): string | undefined {
  const file = outside.remote
    .commit(REPO, commit)
    ?.files.get(fileOf(project, stage));
  return /tag: "?([^\s"]+)/.exec(file?.toString('utf8') ?? '')?.[1];
}
