import { NotFoundError } from '@backstage/errors';
import { GitPort, GitStart } from '@waybill/backstage-plugin-waybill-node';
import { branchName } from './branchName';
import { commitId } from './commitId';
import { tagName } from './tagName';

/** What a remote has, as far as it takes to find where to begin. */
export interface StartSource {
  resolve: GitPort['resolve'];
  /** The commit that a tag names. */
  resolveTag(
    repoURL: string,
    tag: string,
    signal: AbortSignal,
  ): Promise<string | undefined>;
}

/**
 * The branch and commit to begin with; no commit: an orphan. Asks the remote even for a commit that is known: who may not see the
 * repository gets nothing.
 */
export async function locateStart(
  source: StartSource,
  repoURL: string,
  start: GitStart,
  signal: AbortSignal,
): Promise<{ branch?: string; commit?: string }> {
  if ('orphan' in start) {
    return { branch: branchName(start.orphan) };
  }
  if ('commit' in start) {
    const commit = commitId(start.commit);
    await source.resolve({ repoURL, signal });
    return { commit };
  }
  const at = start.at === undefined ? undefined : commitId(start.at);
  if ('tag' in start) {
    const found = await source.resolveTag(repoURL, tagName(start.tag), signal);
    const commit = at ?? found;
    if (commit === undefined) {
      throw new NotFoundError(`${repoURL} has no tag ${start.tag}`);
    }
    return { commit };
  }
  const branch = 'branch' in start ? branchName(start.branch) : undefined;
  const found = await source.resolve({ repoURL, branch, signal });
  if (found) {
    return { branch: found.branch, commit: at ?? found.commit };
  }
  if (at) {
    return { branch, commit: at };
  }
  if ('branch' in start && start.create) {
    return { branch };
  }
  throw new NotFoundError(
    branch === undefined
      ? `${repoURL} is empty: it has no default branch`
      : `${repoURL} has no branch ${branch}`,
  );
}
