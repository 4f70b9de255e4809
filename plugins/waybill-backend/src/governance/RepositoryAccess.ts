/** What one pipeline may do in Git. Each answer is undefined for yes, else a sentence. */
export interface RepositoryAccess {
  mayRead(repoURL: string): string | undefined;
  mayWrite(repoURL: string, branch: string): string | undefined;
  mayChange(
    repoURL: string,
    branch: string,
    paths: readonly string[],
  ): string | undefined;
  /** Whether a grant of the repository limits paths, so that they have to be known. */
  limitsPaths(repoURL: string): boolean;
  /**
   * The key to sign with, of the platform's. `asked`: its name; undefined: what the grants say, if they say anything. Throws a
   * `NotAllowedError` for a key that is not for this pipeline.
   */
  signingKey(repoURL: string, asked: string | undefined): string | undefined;
}
