import { Config } from '@backstage/config';
import { minimatch } from 'minimatch';
import { PipelineEntity } from '../../ports';

/** One element of `waybill.variables`. */
export interface VariableSet {
  match: { entities?: string[]; owners?: string[]; systems?: string[] };
  values: Record<string, string>;
}

/** Reads `waybill.variables`. Throws where a value is not a text or a name cannot be a placeholder. */
export function readVariableSets(config: Config): VariableSet[] {
  return (config.getOptionalConfigArray('waybill.variables') ?? []).map(
    entry => {
      const match = entry.getOptionalConfig('match');
      const values = entry.getConfig('values');
      return {
        match: {
          entities: match?.getOptionalStringArray('entities'),
          owners: match?.getOptionalStringArray('owners'),
          systems: match?.getOptionalStringArray('systems'),
        },
        values: Object.fromEntries(
          values.keys().map(name => {
            if (!/^[A-Z][A-Z0-9_]*$/.test(name)) {
              throw new Error(
                `waybill.variables: "${name}" can never be a placeholder; names are UPPER_SNAKE`,
              );
            }
            return [name, String(values.get(name))];
          }),
        ),
      };
    },
  );
}

/** The values an entity's placeholders have; of two sets that match and name the same, the later one counts. */
export function matchingVariables(
  sets: readonly VariableSet[],
  entity: PipelineEntity,
): Record<string, string> {
  return Object.assign(
    {},
    ...sets
      .filter(
        ({ match }) =>
          matches(match.entities, [entity.entityRef]) &&
          matches(match.owners, entity.owners) &&
          matches(match.systems, entity.systems),
      )
      .map(set => set.values),
  );
}

function matches(patterns: string[] | undefined, refs: readonly string[]) {
  return (
    !patterns ||
    patterns.some(pattern =>
      refs.some(ref =>
        minimatch(
          ref.toLocaleLowerCase('en-US'),
          pattern.toLocaleLowerCase('en-US'),
          { nonegate: true, nocomment: true, dot: true },
        ),
      ),
    )
  );
}
