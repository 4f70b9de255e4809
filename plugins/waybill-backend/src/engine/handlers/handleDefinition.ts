import { toError } from '@backstage/errors';
import { DefinitionRead } from '../../ports';
import { getPipeline } from '../../store/operations/pipelines/getPipeline';
import { loadDefinitionFiles } from '../../store/operations/pipelines/loadDefinitionFiles';
import { PipelineRecord } from '../../store/PipelineRecord';
import { interpretDefinition } from '../definition/interpretDefinition';
import { saveInterpretation } from '../definition/saveInterpretation';
import { Handler, WorkOutcome, WorkTurn } from '../Handler';
import { transact } from '../transact';

/** How often in a row a source must say that the definition is not there before that is believed. */
const GONE_ANSWERS = 3;

/** How soon it is asked again then, in seconds. */
const ASK_AGAIN_SECONDS = 10;

/**
 * Reads a definition again, if it has changed, and keeps what it says. One that is broken, not allowed or out of reach
 * leaves the last good one running and shows why.
 */
export const handleDefinition: Handler = async turn => {
  const { item, context } = turn;
  const pipeline = await getPipeline(context.knex, {
    id: item.pipelineId ?? '',
  });
  if (!pipeline || pipeline.entityGoneAt) {
    return {}; // The catalog brings the work item back with the entity.
  }
  const read = await readDefinition(turn, pipeline);
  const gone = read.status === 'gone' ? goneSoFar(turn) + 1 : 0;
  const files =
    read.status === 'read'
      ? read.files
      : await loadDefinitionFiles(context.knex, { pipelineId: pipeline.id });
  const interpretation = interpretDefinition(context.ports, {
    pipeline,
    read,
    files,
    gone: gone >= GONE_ANSWERS,
  });
  await transact(context, item, transaction =>
    saveInterpretation(transaction, {
      pipeline,
      read,
      interpretation,
      parserVersion: context.ports.definitions.parserVersion,
      authority: context.ports.authority,
    }),
  );
  return nextRead(turn, read, gone);
};

async function readDefinition(
  { context, signal }: WorkTurn,
  pipeline: PipelineRecord,
): Promise<DefinitionRead> {
  const { entity } = pipeline;
  if (!entity.definitionUrl) {
    return {
      status: 'unreadable',
      message:
        entity.problem ??
        'The annotation waybill/pipeline names no place to read',
    };
  }
  try {
    return await context.ports.definitions.read({
      entity,
      etag: pipeline.etag,
      signal,
    });
  } catch (error) {
    signal.throwIfAborted();
    return { status: 'unreadable', message: toError(error).message };
  }
}

function goneSoFar({ item }: WorkTurn): number {
  return typeof item.memory.gone === 'number' ? item.memory.gone : 0;
}

function nextRead(
  { context }: WorkTurn,
  read: DefinitionRead,
  gone: number,
): WorkOutcome {
  const interval = context.config.definitionIntervalSeconds;
  // What was read together should not be read together for ever.
  const jittered = interval * (0.9 + 0.2 * context.ids.random());
  const believed = gone === 0 || gone >= GONE_ANSWERS;
  return {
    afterSeconds: believed ? jittered : Math.min(ASK_AGAIN_SECONDS, interval),
    memory: read.status === 'gone' ? { gone } : {},
  };
}
