import {
  Application,
  StepContext,
} from '@waybill/backstage-plugin-waybill-node';
import { SourceUpdates, sourcesOf } from './updateSources';
import { touchedFiles } from './touchedFiles';

const COMMIT_ID = /^[0-9a-f]{40}$/;

/**
 * Whether what was synced instead is a later commit that contains ours and left what we edited as it was.
 *
 * @remarks On a branch that others write too, Argo CD syncs to its head; asking again for a commit that is no longer the head
 * would go on for ever.
 */
export async function isReachedByLater(
  context: StepContext,
  application: Application,
  desired: SourceUpdates['desired'],
): Promise<boolean> {
  const result = application.status?.operationState?.syncResult;
  const sources = sourcesOf(application);
  for (const { index, revision, repoURL } of desired) {
    const found = application.spec.sources?.length
      ? result?.revisions?.[index]
      : result?.revision;
    if (found === revision) {
      continue;
    }
    if (
      !found ||
      sources[index]?.chart ||
      !COMMIT_ID.test(found) ||
      !COMMIT_ID.test(revision)
    ) {
      return false;
    }
    const { git, signal } = context;
    const isLater = await git.contains({
      repoURL,
      ancestor: revision,
      descendant: found,
      signal,
    });
    if (!isLater) {
      return false;
    }
    const touched = new Set(touchedFiles(context.outputs, repoURL));
    const changed = await git.changedPaths({
      repoURL,
      from: revision,
      to: found,
      signal,
    });
    if (changed.some(path => touched.has(path))) {
      return false;
    }
  }
  return true;
}
