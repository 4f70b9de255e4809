/** What Git work may cost. */
export interface GitLimits {
  /** Of one run of the git program. */
  commandTimeoutMs: number;
  /** Of one request to a host's API. */
  requestTimeoutMs: number;
  /** Of all cached repositories together; the least recently used go first. */
  cacheBytes: number;
  /** A cached repository that nobody used for this long is removed. */
  cacheIdleMs: number;
  /** How many of a branch's newest commits are searched at most. */
  historyCommits: number;
  /** A file above this size is not read. */
  fileBytes: number;
}

const MIB = 1024 * 1024;

export const defaultGitLimits: GitLimits = {
  commandTimeoutMs: 120_000,
  requestTimeoutMs: 30_000,
  cacheBytes: 4096 * MIB,
  cacheIdleMs: 7 * 24 * 3600_000,
  historyCommits: 10_000,
  fileBytes: 32 * MIB,
};
