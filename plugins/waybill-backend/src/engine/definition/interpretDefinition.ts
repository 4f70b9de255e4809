import {
  DefinitionError,
  PipelineDefinition,
  PipelineState,
} from '@waybill/backstage-plugin-waybill-common';
import {
  AuthorityPort,
  DefinitionFile,
  DefinitionRead,
  DefinitionsPort,
} from '../../ports';
import { PipelineRecord } from '../../store/PipelineRecord';

/** What a look at a definition means for its pipeline. */
export interface DefinitionInterpretation {
  state: PipelineState;
  errors: DefinitionError[];
  /** The good definition that was parsed; undefined: the last good one stays, whatever it is. */
  definition?: PipelineDefinition;
  /** Whether text was parsed, so that the parser's version is to be kept. */
  parsed: boolean;
}

/**
 * Says what a look at a definition means, by its text and by what the platform lets the entity have. Whether another
 * pipeline holds the project is for the transaction that saves it.
 */
export function interpretDefinition(
  ports: { definitions: DefinitionsPort; authority: AuthorityPort },
  options: {
    pipeline: PipelineRecord;
    read: DefinitionRead;
    /** As just read, or as kept. */
    files: DefinitionFile[] | undefined;
    /** The source says so for certain. */
    gone: boolean;
  },
): DefinitionInterpretation {
  const { pipeline, read, files } = options;
  const at = (message: string): DefinitionError => ({
    message,
    file: files?.[0]?.path ?? pipeline.sourceUrl ?? 'catalog',
    line: 1,
    column: 1,
  });
  if (read.status === 'unreadable' || read.status === 'gone') {
    return {
      state: options.gone ? 'orphaned' : 'unreadable',
      errors: [at(read.message)],
      parsed: false,
    };
  }
  if (!files) {
    return {
      state: 'unreadable',
      errors: [
        at(
          'The source says that nothing has changed, but nothing was read before',
        ),
      ],
      parsed: false,
    };
  }
  const fresh =
    read.status === 'unchanged' &&
    pipeline.state === 'ok' &&
    pipeline.parserVersion === ports.definitions.parserVersion;
  const { definition, errors } =
    fresh && pipeline.definition
      ? { definition: pipeline.definition, errors: [] }
      : ports.definitions.parse({ entity: pipeline.entity, files });
  if (errors.length > 0 || !definition) {
    return {
      state: 'invalid',
      errors:
        errors.length > 0 ? errors : [at('Expected a pipeline, found none')],
      parsed: true,
    };
  }
  const problem = ports.authority.projectProblem(
    pipeline.entity,
    definition.project,
  );
  return problem
    ? { state: 'invalid', errors: [at(problem)], parsed: true }
    : { state: 'ok', errors: [], definition, parsed: true };
}
