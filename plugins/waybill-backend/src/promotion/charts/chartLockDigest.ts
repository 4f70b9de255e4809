import { createHash } from 'node:crypto';
import { JsonValue } from '@waybill/backstage-plugin-waybill-common';
import { ChartDependency, LockedDependency } from './ChartDependency';

/**
 * The digest by which Helm tells whether a `Chart.lock` belongs to a `Chart.yaml`.
 *
 * @remarks `HashReq` of helm.sh/helm/v3/internal/resolver: SHA-256 of the JSON that Go writes of both lists, fields in the order of the
 * struct, those that are empty left out, but for name and repository.
 */
export function chartLockDigest(
  dependencies: readonly ChartDependency[],
  locked: readonly LockedDependency[],
): string {
  const lists = [
    dependencies.map(item =>
      writeFields([
        ['name', item.name],
        ['version', item.version || undefined],
        ['repository', item.repository],
        ['condition', item.condition || undefined],
        ['tags', item.tags.length ? item.tags : undefined],
        ['enabled', item.enabled || undefined],
        [
          'import-values',
          item['import-values'].length ? item['import-values'] : undefined,
        ],
        ['alias', item.alias || undefined],
      ]),
    ),
    locked.map(({ name, version, repository }) =>
      writeFields([
        ['name', name],
        ['version', version || undefined],
        ['repository', repository],
      ]),
    ),
  ];
  const json = `[${lists.map(list => `[${list.join(',')}]`).join(',')}]`;
  return `sha256:${createHash('sha256').update(json).digest('hex')}`;
}

function writeFields(fields: [string, JsonValue | undefined][]): string {
  const written = fields.flatMap(([name, value]) =>
    value === undefined ? [] : [`"${name}":${writeAsGo(value)}`],
  );
  return `{${written.join(',')}}`;
}

/** Keys sorted, and what HTML would take for its own escaped. */
function writeAsGo(value: JsonValue): string {
  return JSON.stringify(value, (_key, item: JsonValue) =>
    item && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(
          Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : item,
  ).replace(
    /[<>&\u2028\u2029]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
