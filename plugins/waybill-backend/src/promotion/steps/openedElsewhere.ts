import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { PullRequest } from '@waybill/backstage-plugin-waybill-node';

/**
 * Whether a pull request still is what an earlier step of this Promotion opened. On every host people can point one to another
 * branch, and what is merged there has not reached the branch that was promoted to.
 *
 * @returns a sentence; undefined: it is, or it was opened by somebody else
 */
export function openedElsewhere(
  outputs: Readonly<Record<string, JsonObject>>,
  found: PullRequest,
): string | undefined {
  for (const { pr } of Object.values(outputs)) {
    if (pr && typeof pr === 'object' && !Array.isArray(pr)) {
      const { id, base, head } = pr;
      if (id === found.number && typeof base === 'string') {
        if (base !== found.base.branch) {
          return `Pull request #${found.number} was opened into ${base}, and now goes into ${found.base.branch}`;
        }
        if (typeof head === 'string' && head !== found.head.branch) {
          return `Pull request #${found.number} was opened from ${head}, and now comes from ${found.head.branch}`;
        }
      }
    }
  }
  return undefined;
}
