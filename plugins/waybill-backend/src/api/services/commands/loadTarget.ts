import { NotFoundError } from '@backstage/errors';
import { findFreight } from '../../../store/operations/freight/findFreight';
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
  const { snapshot, now } = await loadStageOrThrow(
    engine,
    pipeline,
    target.stage,
  );
  const freight = await findFreight(knex, {
    pipelineId: pipeline.id,
    idOrAlias,
  });
  if (!freight)
    throw new NotFoundError(
      `${pipeline.entityRef} has no Freight '${idOrAlias}'`,
    );
  return { pipeline, snapshot, now, freight };
}
