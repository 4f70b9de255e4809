import { GitPort } from '@waybill/backstage-plugin-waybill-node';
import { CheckedApplication } from './healthCheckConfig';

const COMMIT_ID = /^[0-9a-f]{40}$/;

/**
 * Whether a later commit still has in effect what was promoted: it contains that commit and left the promoted files as they
 * were. So a Stage stays healthy when others write the same branch.
 */
export async function isStillInEffect(options: {
  git: GitPort;
  desired: CheckedApplication['desired'][number];
  observed: string;
  signal: AbortSignal;
}): Promise<boolean> {
  const { git, observed, signal } = options;
  const { repoURL, revision, paths } = options.desired;
  if (!COMMIT_ID.test(revision) || !COMMIT_ID.test(observed)) {
    return false;
  }
  const isLater = await git.contains({
    repoURL,
    ancestor: revision,
    descendant: observed,
    signal,
  });
  if (!isLater) {
    return false;
  }
  const changed = await git.changedPaths({
    repoURL,
    from: revision,
    to: observed,
    signal,
  });
  return !changed.some(path => paths.includes(path));
}
