import { JsonObject } from '@waybill/backstage-plugin-waybill-common';

/**
 * A planned output in which what only a run can know stands as its name, `<merged.commit>`, so that later steps can be planned.
 */
export function withUnknowns(
  alias: string,
  output: JsonObject | undefined,
  unknowns: string[],
): JsonObject {
  const result = structuredClone(output ?? {});
  for (const unknown of unknowns) {
    const path = unknown.split('.');
    const last = path.pop() ?? '';
    let target: JsonObject = result;
    for (const part of path) {
      const inner = target[part];
      if (inner && typeof inner === 'object' && !Array.isArray(inner)) {
        target = inner;
      } else {
        const created: JsonObject = {};
        target[part] = created;
        target = created;
      }
    }
    // A step that needs its own stand-in, a number say, has given one.
    if (target[last] === undefined || target[last] === '') {
      target[last] = `<${alias}.${unknown}>`;
    }
  }
  return result;
}
