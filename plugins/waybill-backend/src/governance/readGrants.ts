import { Config } from '@backstage/config';
import { Grant } from './Grant';
import { AUDIENCE_KEYS, readAudience } from './readAudience';
import { repositoryPattern } from '../git/repositoryPattern';

const KEYS: readonly string[] = [
  'repos',
  'branches',
  'paths',
  'signingKey',
  ...AUDIENCE_KEYS,
];

/** Reads `waybill.git.allow`. A misspelt limit would be none, so an unknown key is an error. */
export function readGrants(config: Config): Grant[] {
  return (config.getOptionalConfigArray('waybill.git.allow') ?? []).map(
    entry => {
      const unknown = entry.keys().find(key => !KEYS.includes(key));
      if (unknown !== undefined) {
        throw new Error(
          `waybill.git.allow: expected ${KEYS.join(', ')}, found "${unknown}"`,
        );
      }
      const branches = entry.getOptionalStringArray('branches');
      const paths = entry.getOptionalStringArray('paths');
      const signingKey = entry.getOptionalString('signingKey');
      return {
        repos: entry.getStringArray('repos').map(repositoryPattern),
        ...(branches && { branches }),
        ...(paths && { paths }),
        ...(signingKey && { signingKey }),
        ...readAudience(entry),
      };
    },
  );
}
