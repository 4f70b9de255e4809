import {
  createFakeGit,
  FakeGit,
} from '@waybill/backstage-plugin-waybill-backend/src/promotion/testing/FakeGit';
import { FakeCommit } from '@waybill/backstage-plugin-waybill-backend/src/promotion/testing/FakeWorkTree';

/** A Git server whose branches other people write too. */
export interface GitRemote {
  readonly git: FakeGit;
  /** Where a branch is; undefined: nowhere. */
  tip(repoURL: string, branch: string): string | undefined;
  commit(repoURL: string, id: string): FakeCommit | undefined;
  /** Whether a commit is, or is behind, another. */
  contains(repoURL: string, descendant: string, ancestor: string): boolean;
  /** Somebody else's change on top of a branch. */
  pushByOthers(
    repoURL: string,
    branch: string,
    files: Record<string, string>,
  ): string;
}

export function createGitRemote(): GitRemote {
  const git = createFakeGit();
  let others = 0;
  const remote: GitRemote = {
    git,
    tip: (repoURL, branch) => git.repository(repoURL).branches.get(branch),
    commit: (repoURL, id) => git.repository(repoURL).commits.get(id),
    contains(repoURL, descendant, ancestor) {
      let at: string | undefined = descendant;
      while (at !== undefined && at !== ancestor) {
        at = remote.commit(repoURL, at)?.parent;
      }
      return at !== undefined;
    },
    pushByOthers(repoURL, branch, files) {
      others += 1;
      return git.commit(repoURL, branch, files, `change ${others} of others`);
    },
  };
  return remote;
}
