import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

export const credentialKinds = ['git', 'image', 'chart', 'host-api'] as const;
export type CredentialKind = (typeof credentialKinds)[number];

/** One entry of `waybill.credentials`. */
export interface ConfiguredCredential {
  /** A prefix of URLs that ends where a name in the path ends, or a glob over host and path. */
  url: string;
  /** Undefined: all. */
  kinds: CredentialKind[] | undefined;
  /** Entity refs of pipelines that may use it; undefined: all. */
  entities: string[] | undefined;
  username: string | undefined;
  secret: string;
  /** Given as `token`, which a registry or an API gets as it is. */
  isToken: boolean;
  allowInsecure: boolean;
}

/** Reads `waybill.credentials`. Throws an `InputError` that names the entry, never its secret. */
export function readConfiguredCredentials(
  config: Config,
): ConfiguredCredential[] {
  return (config.getOptionalConfigArray('waybill.credentials') ?? []).map(
    (entry, index) => {
      const where = `waybill.credentials[${index}]`;
      const username = entry.getOptionalString('username');
      const password = entry.getOptionalString('password');
      const token = entry.getOptionalString('token');
      const secret = token ?? password;
      if (
        secret === undefined ||
        (token !== undefined && password !== undefined) ||
        (password !== undefined && username === undefined)
      ) {
        throw new InputError(
          `${where} needs either "username" and "password" or a "token"`,
        );
      }
      return {
        url: checkedUrl(entry.getString('match.url'), where),
        kinds: checkedKinds(entry.getOptionalStringArray('match.kinds'), where),
        entities: entry
          .getOptionalStringArray('match.entities')
          ?.map(ref => ref.toLocaleLowerCase('en-US')),
        username,
        secret,
        isToken: token !== undefined,
        allowInsecure: entry.getOptionalBoolean('allowInsecure') ?? false,
      };
    },
  );
}

function checkedUrl(url: string, where: string): string {
  if (!/^https?:\/\/[^/@\s]+(\/[^\s?#]*)?$/.test(url)) {
    throw new InputError(
      `${where}.match.url: expected a prefix such as "https://git.example.com/acme" or a glob such as "https://*.example.com/**", found "${url.replace(
        /\/\/.*@/,
        '//',
      )}"`,
    );
  }
  return url;
}

function checkedKinds(
  kinds: string[] | undefined,
  where: string,
): CredentialKind[] | undefined {
  return kinds?.map(kind => {
    const known = credentialKinds.find(each => each === kind);
    if (!known) {
      throw new InputError(
        `${where}.match.kinds: expected some of ${credentialKinds.join(
          ', ',
        )}, found "${kind}"`,
      );
    }
    return known;
  });
}
