import { AuthorityPort, DefinitionRead } from '../../ports';
import { findProjectHolder } from '../../store/operations/pipelines/findProjectHolder';
import { getPipeline } from '../../store/operations/pipelines/getPipeline';
import { releaseProject } from '../../store/operations/pipelines/releaseProject';
import { saveDefinition } from '../../store/operations/pipelines/saveDefinition';
import { ensureWorkItems } from '../../store/operations/workItems/ensureWorkItems';
import { PipelineRecord } from '../../store/PipelineRecord';
import { workOf } from '../catalog/workOf';
import { EngineTransaction } from '../transact';
import { DefinitionInterpretation } from './interpretDefinition';

/**
 * Keeps what a look at a definition means, and has everything looked at that it changes. A project that another
 * pipeline holds makes this one invalid: it is the second.
 */
export async function saveInterpretation(
  transaction: EngineTransaction,
  options: {
    pipeline: PipelineRecord;
    read: DefinitionRead;
    interpretation: DefinitionInterpretation;
    parserVersion: string;
    authority: AuthorityPort;
  },
): Promise<void> {
  const { tx, now, poke } = transaction;
  const { pipeline, read } = options;
  const pipelineId = pipeline.id;
  const { state, errors, definition, parsed } = await refuseHeldProject(
    transaction,
    options.authority,
    pipeline,
    options.interpretation,
  );
  const saved = await saveDefinition(tx, {
    pipelineId,
    sourceUrl: pipeline.sourceUrl,
    state,
    errors,
    now,
    answered: read.status === 'read' || read.status === 'unchanged',
    read:
      read.status === 'read'
        ? { ...read, parserVersion: options.parserVersion }
        : undefined,
    parserVersion: parsed ? options.parserVersion : undefined,
    definition,
  });
  if (!saved) {
    return; // The catalog has changed what is to be read; it has this looked at again.
  }
  const after = await getPipeline(tx, { id: pipelineId });
  const changed =
    after?.state !== pipeline.state ||
    JSON.stringify(after.definition) !== JSON.stringify(pipeline.definition);
  const items = await workOf(tx, pipelineId);
  if (changed) {
    poke(...items);
  } else if (after.state !== 'orphaned') {
    await ensureWorkItems(tx, { items, at: now });
  }
}

/**
 * Of two pipelines that claim one project the first has it, unless the platform says that it is the second one's
 * entity's beyond doubt; then the first loses it, and runs nothing from then on.
 */
async function refuseHeldProject(
  { tx, poke }: EngineTransaction,
  authority: AuthorityPort,
  pipeline: PipelineRecord,
  interpretation: DefinitionInterpretation,
): Promise<DefinitionInterpretation> {
  const { definition } = interpretation;
  const holder =
    definition &&
    (await findProjectHolder(tx, {
      pipelineId: pipeline.id,
      project: definition.project,
    }));
  if (!holder) {
    return interpretation;
  }
  const { project } = definition;
  const file = definition.stages[0]?.location.file ?? 'waybill.yaml';
  const at = { file, line: 1, column: 1 };
  if (
    authority.isProjectBound(pipeline.entity, project) &&
    !authority.isProjectBound(holder.entity, project)
  ) {
    await releaseProject(tx, {
      pipelineId: holder.id,
      error: {
        ...at,
        message: `The project ${project} belongs to ${pipeline.entityRef}, so this pipeline runs nothing any more: rename its namespace`,
      },
    });
    poke({ kind: 'definition', pipelineId: holder.id, name: '' });
    return interpretation;
  }
  return {
    ...interpretation,
    state: 'invalid',
    errors: [
      {
        ...at,
        message: `The project ${project} belongs to the pipeline of ${
          holder.entityRef
        }${
          holder.entityGoneAt ? ', which is gone from the catalog' : ''
        }; two entities cannot share one: rename this one’s namespace`,
      },
    ],
    definition: undefined,
  };
}
