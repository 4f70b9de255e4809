import { GitCommandError, runGit } from '../../git/runGit';

const ABSENT = '0'.repeat(40);

/** Moves a ref if it is still where it is expected. False: it is not, somebody else was first. */
export async function moveRef(
  repository: string,
  ref: string,
  /** Undefined: it must not exist. */
  from: string | undefined,
  /** Undefined: removes it. */
  to: string | undefined,
): Promise<boolean> {
  const command = to
    ? `update ${ref}\0${to}\0${from ?? ABSENT}\0`
    : `delete ${ref}\0${from ?? ''}\0`;
  try {
    await runGit(repository, ['update-ref', '--stdin', '-z'], {
      input: command,
    });
    return true;
  } catch (error) {
    if (error instanceof GitCommandError) {
      return false;
    }
    throw error;
  }
}
