import { JsonObject } from '@waybill/backstage-plugin-waybill-common';

/**
 * Effects as they are signed: what differs from one plan of the same change to the next (the Promotion's id, commits on
 * whatever base) is replaced by its name.
 */
export function canonicalEffects(
  effects: JsonObject[],
  names: ReadonlyMap<string, string>,
): JsonObject[] {
  return JSON.parse(
    JSON.stringify(effects, (_key, value: unknown) => {
      if (typeof value !== 'string') {
        return value;
      }
      let text = value;
      for (const [found, name] of names) {
        text = text.split(found).join(name);
      }
      return text;
    }),
  ) as JsonObject[];
}
