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
}
