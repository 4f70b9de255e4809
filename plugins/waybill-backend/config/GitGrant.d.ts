import { Audience } from './Audience';

/** What some pipelines may read and write in Git. */
export interface GitGrant extends Audience {
  /** Globs of repository addresses. Steps and Warehouses may read them. */
  repos: string[];
  /**
   * Globs of branches that may be written, `kargo/promotion/*` among them where steps make one (`generateTargetBranch`), and of tags,
   * as `refs/tags/<tag>`. A pull request needs both its branches. Default: all. An empty list: none, so they may only be read.
   */
  branches?: string[];
  /** Globs of paths that may be changed. Default: all. Where there are some, a person merges the pull requests. */
  paths?: string[];
  /** Name of the key in `signing.keys` that commits and tags are signed with in these repositories. Default: `signing.default`. */
  signingKey?: string;
}
