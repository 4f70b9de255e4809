import { Config } from '@backstage/config';
import { HttpGrant } from './HttpGrant';
import { AUDIENCE_KEYS, readAudience } from './readAudience';

const KEYS: readonly string[] = [
  'urls',
  'methods',
  'privateAddresses',
  ...AUDIENCE_KEYS,
];
const METHODS = ['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT'];
const URL_PATTERN = /^https?:\/\/[^/@\s]+(\/[^\s?#]*)?$/;

/** Reads `waybill.http.allow`. A misspelt limit would be none, so an unknown key is an error. */
export function readHttpGrants(config: Config): HttpGrant[] {
  return (config.getOptionalConfigArray('waybill.http.allow') ?? []).map(
    (entry, index) => {
      const where = `waybill.http.allow[${index}]`;
      refuse(
        `${where}: expected ${KEYS.join(', ')}`,
        entry.keys().find(key => !KEYS.includes(key)),
      );
      const urls = entry.getStringArray('urls');
      refuse(
        `${where}.urls: expected a prefix such as "https://api.example.com/v1" or a glob such as "https://*.example.com/**"`,
        urls.find(url => !URL_PATTERN.test(url)),
      );
      const methods = entry.getOptionalStringArray('methods');
      refuse(
        `${where}.methods: expected some of ${METHODS.join(', ')}`,
        methods?.find(method => !METHODS.includes(method)),
      );
      const privateAddresses =
        entry.getOptionalBoolean('privateAddresses') ?? false;
      refuse(
        `${where}: privateAddresses goes with hosts that are named in full`,
        privateAddresses
          ? urls.find(url => /[*?[{!(]/.test(url.split('/')[2]))
          : undefined,
      );
      return {
        urls,
        privateAddresses,
        ...(methods && { methods }),
        ...readAudience(entry),
      };
    },
  );
}

function refuse(expected: string, found: string | undefined): void {
  if (found !== undefined) {
    // Not what stands before the host: it may be a password.
    throw new Error(`${expected}, found "${found.replace(/\/\/.*@/, '//')}"`);
  }
}
