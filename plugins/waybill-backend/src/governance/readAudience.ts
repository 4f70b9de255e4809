import { Config } from '@backstage/config';
import { Audience } from './Audience';
import { repositoryPattern } from '../git/repositoryPattern';

/** The keys of an element of the configuration that say whom it is for. */
export const AUDIENCE_KEYS = [
  'entities',
  'owners',
  'systems',
  'domains',
  'sources',
] as const;

/** Reads whom an element of the configuration is for. Unknown keys are its reader's to refuse. */
export function readAudience(entry: Config): Audience {
  const audience: Audience = {};
  for (const key of AUDIENCE_KEYS) {
    const patterns = entry.getOptionalStringArray(key);
    if (patterns) {
      audience[key] =
        key === 'sources' ? patterns.map(repositoryPattern) : patterns;
    }
  }
  return audience;
}
