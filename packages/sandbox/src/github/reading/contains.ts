import { GitCommandError, runGit } from '../../git/runGit';

const REMEMBERED = 10_000;
/** Commits do not change, so neither does what they contain. */
const known = new Map<string, boolean>();

async function ask(repository: string, ancestor: string, descendant: string) {
  try {
    await runGit(repository, [
      'merge-base',
      '--is-ancestor',
      ancestor,
      descendant,
    ]);
    return true;
  } catch (error) {
    if (error instanceof GitCommandError) {
      return false;
    }
    throw error;
  }
}

/** Whether a commit contains another (equal counts). */
export async function contains(
  repository: string,
  ancestor: string,
  descendant: string,
): Promise<boolean> {
  const key = `${repository} ${ancestor} ${descendant}`;
  const answer =
    known.get(key) ?? (await ask(repository, ancestor, descendant));
  if (known.size >= REMEMBERED) {
    known.clear();
  }
  known.set(key, answer);
  return answer;
}
