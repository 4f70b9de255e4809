import { JsonObject } from '@waybill/backstage-plugin-waybill-common';

/**
 * Where the work trees that a step mounted stand: in its record under `bases`, by path in the workspace; null: on nothing, an
 * orphan. A replay opens them there, and a lost race moves one of them.
 */
export function readBases(
  record: Readonly<JsonObject>,
): Record<string, string | null> {
  const bases = record.bases;
  if (!bases || typeof bases !== 'object' || Array.isArray(bases)) {
    return {};
  }
  return Object.fromEntries(
    Object.entries(bases).filter(
      (entry): entry is [string, string | null] =>
        entry[1] === null || typeof entry[1] === 'string',
    ),
  );
}

/** The patch of a record that says where one more tree stands. */
export function withBase(
  record: Readonly<JsonObject>,
  path: string,
  base: string | undefined,
): JsonObject {
  return { bases: { ...readBases(record), [path]: base ?? null } };
}
