import { Config } from '@backstage/config';
import { AnalysisGrant } from './AnalysisGrant';
import { AUDIENCE_KEYS, readAudience } from './readAudience';

const KEY = 'waybill.analysis.allow';
const KEYS: readonly string[] = ['namespaces', 'instances', ...AUDIENCE_KEYS];

/** Reads `waybill.analysis.allow`. A misspelt limit would be none, so an unknown key is an error. */
export function readAnalysisGrants(config: Config): AnalysisGrant[] {
  return (config.getOptionalConfigArray(KEY) ?? []).map((entry, index) => {
    const unknown = entry.keys().find(key => !KEYS.includes(key));
    if (unknown !== undefined) {
      throw new Error(
        `${KEY}[${index}]: expected ${KEYS.join(', ')}, found "${unknown}"`,
      );
    }
    const instances = entry.getOptionalStringArray('instances');
    return {
      namespaces: entry.getStringArray('namespaces'),
      ...(instances && { instances }),
      ...readAudience(entry),
    };
  });
}
