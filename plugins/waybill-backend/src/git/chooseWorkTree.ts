import { InputError } from '@backstage/errors';
import { WorkTreeChoice } from './GitSettings';

/**
 * Whose work trees a repository gets. Throws an `InputError` where it can get none.
 *
 * @param problem - why the git program cannot be used; undefined: it can
 * @param onGithub - whether `integrations.github` knows the host
 */
export function chooseWorkTree(
  host: string,
  asked: WorkTreeChoice,
  { problem, onGithub }: { problem: string | undefined; onGithub: boolean },
): 'git' | 'github-api' {
  if (asked === 'github-api' && !onGithub) {
    throw new InputError(
      `waybill.git.workTree is "github-api" for repositories on ${host}, which integrations.github does not know; an entry of waybill.git.repositories can say "git" for them`,
    );
  }
  if (asked === 'git' || (asked === 'auto' && !problem)) {
    return 'git';
  }
  if (!onGithub) {
    throw new InputError(
      `Repositories on ${host} need the git program, and ${problem}; without it only those of hosts in integrations.github can be used`,
    );
  }
  return 'github-api';
}
