import { isError, InputError } from '@backstage/errors';
import { Config } from '@backstage/config';
import { DefinitionError } from '@waybill/backstage-plugin-waybill-common';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkSteps } from '../build/checkSteps';
import { findDuplicates } from '../build/findDuplicates';
import { noResources, Resource } from '../build/Resources';
import { kindOf, SCHEMAS } from '../parse/kinds';
import { parseDocuments } from '../parse/parseDocuments';
import { readResource } from '../parse/readResource';
import { errorAt } from '../parse/SourceDocument';

const KEY = 'waybill.clusterPromotionTasks';

/**
 * The ClusterPromotionTasks that the platform offers to every pipeline: those in the files that `waybill.clusterPromotionTasks` names,
 * relative to the folder the backend was started in. Throws an `InputError` that says file, line and column of all that is wrong.
 */
export function readClusterTasks(
  config: Config,
  knownSteps: readonly string[] | undefined,
): Resource<'ClusterPromotionTask'>[] {
  const errors: DefinitionError[] = [];
  const resources = noResources();
  for (const path of config.getOptionalStringArray(KEY) ?? []) {
    const parsed = parseDocuments({ path, text: readText(path) }, {});
    errors.push(...parsed.errors);
    for (const source of parsed.documents) {
      const kind = kindOf(source);
      if (kind.type !== 'ours' || kind.kind !== 'ClusterPromotionTask') {
        const message = `Expected a ClusterPromotionTask, found ${
          source.kind || 'something else'
        }`;
        errors.push(errorAt(source, { path: [], message }));
        continue;
      }
      const { value, problems } = readResource(
        SCHEMAS.ClusterPromotionTask,
        source.value,
      );
      errors.push(...problems.map(problem => errorAt(source, problem)));
      if (value) {
        resources.ClusterPromotionTask.push({ source, data: value });
      }
    }
  }
  errors.push(
    ...findDuplicates(resources),
    ...(knownSteps ? checkSteps(resources, knownSteps) : []),
  );
  if (errors.length > 0) {
    throw new InputError(
      `${KEY}: ${errors
        .map(
          ({ file, line, column, message }) =>
            `${file}:${line}:${column}: ${message}`,
        )
        .join('; ')}`,
    );
  }
  return resources.ClusterPromotionTask;
}

function readText(path: string): string {
  try {
    return readFileSync(resolve(path), 'utf8');
  } catch (error) {
    throw new InputError(
      `${KEY}: cannot read ${resolve(path)}: ${
        isError(error) ? error.message : String(error)
      }`,
    );
  }
}
