import { StepContext } from '@waybill/backstage-plugin-waybill-node';
import { RevisionRelation } from './RevisionRelation';
import { touchedFiles } from './touchedFiles';

const COMMIT_ID = /^[0-9a-f]{40}$/;

/** How a commit stands to the one that is wanted, as Git has it. */
export async function relateRevision(
  { git, outputs, signal }: Pick<StepContext, 'git' | 'outputs' | 'signal'>,
  repoURL: string,
  wanted: string,
  found: string | undefined,
): Promise<RevisionRelation> {
  if (found === wanted) {
    return { type: 'kept' };
  }
  if (!found || !COMMIT_ID.test(found) || !COMMIT_ID.test(wanted)) {
    return { type: 'unknown' };
  }
  const contains = (ancestor: string, descendant: string) =>
    git.contains({ repoURL, ancestor, descendant, signal });
  if (await contains(wanted, found)) {
    const touched = new Set(touchedFiles(outputs, repoURL));
    const changed = await git.changedPaths({
      repoURL,
      from: wanted,
      to: found,
      signal,
    });
    const files = changed.filter(path => touched.has(path));
    return files.length === 0
      ? { type: 'kept' }
      : { type: 'overwritten', files };
  }
  return { type: (await contains(found, wanted)) ? 'older' : 'apart' };
}
