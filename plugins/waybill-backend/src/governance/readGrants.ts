import { Config } from '@backstage/config';
import { Grant } from './Grant';

const LISTS = ['branches', 'paths', 'owners', 'systems', 'domains'] as const;

/** Reads `waybill.git.allow`. A misspelt limit would be none, so an unknown key is an error. */
export function readGrants(config: Config): Grant[] {
  return (config.getOptionalConfigArray('waybill.git.allow') ?? []).map(
    entry => {
      for (const key of entry.keys()) {
        if (key !== 'repos' && !LISTS.some(list => list === key)) {
          throw new Error(
            `waybill.git.allow: expected repos, ${LISTS.join(
              ', ',
            )}, found "${key}"`,
          );
        }
      }
      const grant: Grant = {
        repos: entry.getStringArray('repos').map(repositoryPattern),
      };
      for (const list of LISTS) {
        const patterns = entry.getOptionalStringArray(list);
        if (patterns) {
          grant[list] = patterns;
        }
      }
      return grant;
    },
  );
}

/** In the spelling that repositories are compared in; a pattern is no URL, so it cannot be normalised as one. */
function repositoryPattern(pattern: string): string {
  return pattern
    .trim()
    .toLocaleLowerCase('en-US')
    .replace(/\/$/, '')
    .replace(/\.git$/, '');
}
