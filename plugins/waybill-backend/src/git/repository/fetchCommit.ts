import { NotFoundError } from '@backstage/errors';
import { fetchRefs } from './fetchRefs';
import { localRef } from './localRef';
import { Repository } from './Repository';

export interface Wanted {
  commit: string;
  /** Where it was seen; asked for by name when the server gives no commits by their ids. */
  branch?: string;
  /** How many generations. */
  depth: number;
  /** What to leave out: files, or folders too. */
  filter: 'blob:none' | 'tree:0';
}

/** Git's own word for it; without it, a fetch ends where an earlier one did. */
export const WHOLE_HISTORY = 2 ** 31 - 1;

/** An old server, or one that is told so. Git finds that out by itself, before it asks. */
const notByItsId = /unadvertised object/i;
const notThere = /not our ref|couldn't find remote ref/i;
const noFilter = /filter.*not (supported|allowed)|filtering not/i;
const noDepth =
  /(transport|server) does not support (shallow|--shallow|--depth|--deepen)/i;

/**
 * Brings a commit into the cached repository; call it inside `healing`. Asks for as little as possible, and for more
 * where a server cannot give so little.
 */
export async function fetchCommit(
  repository: Repository,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<void> {
  const { slot } = repository;
  const small = [`--depth=${wanted.depth}`];
  const filter = slot.everything ? [] : [`--filter=${wanted.filter}`];
  const byId = `+${wanted.commit}:${localRef(wanted.branch ?? wanted.commit)}`;
  const byName = wanted.branch
    ? [`+refs/heads/${wanted.branch}:${localRef(wanted.branch)}`]
    : ['+refs/heads/*:refs/waybill/heads/*'];

  let tried = await fetchRefs(
    repository,
    [...small, ...filter],
    [byId],
    signal,
  );
  if (tried.code !== 0 && noFilter.test(tried.stderr)) {
    slot.everything = true;
    tried = await fetchRefs(repository, small, [byId], signal);
  }
  if (tried.code !== 0 && noDepth.test(tried.stderr)) {
    tried = await fetchRefs(repository, [], byName, signal);
  } else if (tried.code !== 0 && notByItsId.test(tried.stderr)) {
    // The tip first; a commit further back or on another branch only shows in the whole history.
    const whole = [`--depth=${WHOLE_HISTORY}`, ...filter];
    for (const options of wanted.branch
      ? [[...small, ...filter], whole]
      : [whole]) {
      tried = await fetchRefs(repository, options, byName, signal);
      if (tried.code !== 0 || (await hasCommit(repository, wanted.commit))) {
        break;
      }
    }
    if (tried.code === 0 && !(await hasCommit(repository, wanted.commit))) {
      throw gone(repository, wanted);
    }
  }
  if (tried.code !== 0) {
    throw notThere.test(tried.stderr)
      ? gone(repository, wanted)
      : repository.problem({ args: ['fetch'], where: 'cache', signal }, tried);
  }
}

function gone({ url }: Repository, { commit }: Wanted): NotFoundError {
  return new NotFoundError(`${url.href} has no commit ${commit}`);
}

export async function hasCommit(
  repository: Repository,
  commit: string,
): Promise<boolean> {
  const object = await repository.reader().read(commit);
  return object?.type === 'commit';
}
