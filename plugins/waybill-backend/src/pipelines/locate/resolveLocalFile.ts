import { WAYBILL_PIPELINE_ANNOTATION } from '@waybill/backstage-plugin-waybill-common';
import { posix } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A definition on this machine: in development only, and only below the folder of the catalog file. */
export function resolveLocalFile(
  reference: string,
  managedBy: { type: string; target: string },
  development: boolean,
): { url: string } | { problem: string } {
  if (!development) {
    return {
      problem: `${WAYBILL_PIPELINE_ANNOTATION}: definitions are read from files in development only; put the entity into a repository`,
    };
  }
  if (managedBy.type !== 'file') {
    return {
      problem: `${WAYBILL_PIPELINE_ANNOTATION}: file:${reference} is allowed only where the entity itself comes from a file`,
    };
  }
  const folder = posix.dirname(managedBy.target);
  const path = posix.resolve(folder, reference);
  return path === folder || path.startsWith(`${folder}/`)
    ? { url: pathToFileURL(path).href }
    : {
        problem: `${WAYBILL_PIPELINE_ANNOTATION}: "${reference}" leads out of the catalog file's folder`,
      };
}
