import { findFreightOrThrow } from '../findFreightOrThrow';
import { findPipelineOrThrow } from '../findPipelineOrThrow';
import { loadStageOrThrow } from '../loadStageOrThrow';
import { StageTarget } from '../StageCommands';
import { CommandContext } from './CommandContext';

/** A Stage with what decides on it, and Freight by id or alias. @throws NotFoundError that names what is missing */
export async function loadTarget(
  { knex, engine }: CommandContext,
  target: StageTarget,
  idOrAlias: string,
) {
  const pipeline = await findPipelineOrThrow(knex, target.entityRef);
  const freight = await findFreightOrThrow(knex, pipeline, idOrAlias);
  const { snapshot, now } = await loadStageOrThrow(
    engine,
    pipeline,
    target.stage,
    freight.id,
  );
  return { pipeline, snapshot, now, freight };
}
