import { GitCommandError, runGitLine } from '../../git/runGit';

/** What kind of object a full ID names; undefined: there is none. */
export async function readObjectType(
  repository: string,
  sha: string,
): Promise<string | undefined> {
  try {
    return await runGitLine(repository, ['cat-file', '-t', sha]);
  } catch (error) {
    if (error instanceof GitCommandError) {
      return undefined;
    }
    throw error;
  }
}
