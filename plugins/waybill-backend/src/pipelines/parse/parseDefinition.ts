import {
  DefinitionError,
  PipelineDefinition,
} from '@waybill/backstage-plugin-waybill-common';
import { Available, buildDefinition } from '../build/buildDefinition';
import { ignoredFields } from '../build/ignoredFields';
import { noResources, Resource, Resources } from '../build/Resources';
import { DefinitionFile } from '../../ports';
import { MAX_DEFINITION_BYTES, MAX_DEFINITION_DOCUMENTS } from '../limits';
import { Kind, kindOf, SCHEMAS } from './kinds';
import { parseDocuments } from './parseDocuments';
import { readResource } from './readResource';
import { errorAt } from './SourceDocument';

/**
 * Text to a pipeline, or to what is wrong with it. Pure.
 *
 * @remarks What is not understood is never passed over: an unknown field, kind or step, a second namespace, a placeholder
 * without a value, and a field that restricts and is not built yet are errors, each with its place.
 */
export function parseDefinition(
  files: readonly DefinitionFile[],
  variables: Readonly<Record<string, string>>,
  available: Available,
): { definition?: PipelineDefinition; errors: DefinitionError[] } {
  const tooMuch = checkSize(files);
  if (tooMuch) {
    return { errors: [tooMuch] };
  }
  const parsed = files.map(file => parseDocuments(file, variables));
  const documents = parsed.flatMap(result => result.documents);
  const errors = parsed.flatMap(result => result.errors);
  if (documents.length > MAX_DEFINITION_DOCUMENTS) {
    return {
      errors: [
        errorAt(documents[MAX_DEFINITION_DOCUMENTS], {
          path: [],
          message: `A definition has at most ${MAX_DEFINITION_DOCUMENTS} documents, found ${documents.length}`,
        }),
      ],
    };
  }

  const resources = noResources();
  const ignored: PipelineDefinition['ignored'] = [];
  for (const source of documents) {
    const kind = kindOf(source);
    if (kind.type === 'refused') {
      errors.push(errorAt(source, { path: [], message: kind.message }));
    } else if (kind.type === 'foreign') {
      const { name } = source;
      ignored.push({ ...source.locate([]), kind: source.kind, name });
    } else {
      const { value, problems } = readResource(
        SCHEMAS[kind.kind],
        source.value,
      );
      errors.push(...problems.map(problem => errorAt(source, problem)));
      if (value) {
        const data = value as Resource<Kind>['data'];
        (resources[kind.kind] as Resource<Kind>[]).push({ source, data });
      }
    }
  }
  if (errors.length > 0) {
    return { errors };
  }
  if (!hasPipeline(resources)) {
    return { errors: [nothingThere(files)] };
  }
  return buildDefinition(
    resources,
    [...ignored, ...ignoredFields(resources)],
    available,
  );
}

function hasPipeline(resources: Resources): boolean {
  return resources.Warehouse.length > 0 || resources.Stage.length > 0;
}

function nothingThere(files: readonly DefinitionFile[]): DefinitionError {
  return {
    file: files[0]?.path ?? '',
    line: 1,
    column: 1,
    message: 'Expected at least one Warehouse or Stage, found none',
  };
}

function checkSize(
  files: readonly DefinitionFile[],
): DefinitionError | undefined {
  let bytes = 0;
  for (const { path, text } of files) {
    bytes += Buffer.byteLength(text);
    if (bytes > MAX_DEFINITION_BYTES) {
      return {
        file: path,
        line: 1,
        column: 1,
        message: `A definition has at most ${MAX_DEFINITION_BYTES} bytes in all its files; this one has more`,
      };
    }
  }
  return undefined;
}
