import { Config } from '@backstage/config';
import { PatternGrant } from './PatternGrant';
import { AUDIENCE_KEYS, readAudience } from './readAudience';

/**
 * Reads an allow list such as `waybill.actions.allow`. A misspelt limit would be none, so an unknown key is an error.
 *
 * @param of - the key of the patterns in each element
 */
export function readPatternGrants(
  config: Config,
  key: string,
  of: string,
): PatternGrant[] {
  const keys: readonly string[] = [of, ...AUDIENCE_KEYS];
  return (config.getOptionalConfigArray(key) ?? []).map((entry, index) => {
    const unknown = entry.keys().find(found => !keys.includes(found));
    if (unknown !== undefined) {
      throw new Error(
        `${key}[${index}]: expected ${keys.join(', ')}, found "${unknown}"`,
      );
    }
    return { patterns: entry.getStringArray(of), ...readAudience(entry) };
  });
}
