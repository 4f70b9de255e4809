import { GitOutput } from '../program/runGit';
import { Repository } from './Repository';

/** One fetch into the cached repository, and nothing that git would do besides. */
export function fetchRefs(
  repository: Repository,
  options: string[],
  refspecs: string[],
  signal: AbortSignal,
): Promise<GitOutput> {
  return repository.git({
    args: [
      'fetch',
      '--no-tags',
      '--no-write-fetch-head',
      '--no-auto-gc',
      '--no-recurse-submodules',
      ...options,
      'origin',
      ...refspecs,
    ],
    where: 'cache',
    signal,
  });
}
