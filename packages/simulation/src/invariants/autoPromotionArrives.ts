import { Facts } from './Facts';
import { Invariant, World } from './Invariant';

/** In the end a Stage that promotes by itself has tried the newest Freight that is available to it. */
export const autoPromotionArrives: Invariant = {
  name: 'auto-promotion arrives',
  atEnd(world) {
    const { facts, plan } = world;
    for (const stage of plan.stages) {
      const isSource = stage.upstream.length === 0;
      if (!stage.auto || !stage.delivers || !isSource) continue;
      const newest = world.outside.tags[world.outside.tags.length - 1];
      for (const pipelineId of facts.pipelines.keys()) {
        const state = facts.stages.get(`${pipelineId}/${stage.name}`);
        if (state?.holds.length) continue;
        if (!wasTried(world, facts, pipelineId, stage.name, newest)) {
          return `${stage.name} promotes by itself, and has never tried ${newest}`;
        }
      }
    }
    return undefined;
  },
};

function wasTried(
  world: World,
  facts: Facts,
  pipelineId: string,
  stage: string,
  tag: string,
): boolean {
  return [...facts.promotions.values()].some(
    it =>
      it.pipelineId === pipelineId &&
      it.stage === stage &&
      world.tagOf(it.freight) === tag,
  );
}
