import { InputError } from '@backstage/errors';

/** A repository's address, checked, and safe to show. */
export interface RepositoryUrl {
  /** For git: no user, no password, no fragment. */
  readonly href: string;
  /** The same for every spelling of one repository. */
  readonly key: string;
}

// A space or a control character has no place in a URL, and a newline in one would end a line of Git's protocol.
// eslint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u0020\u007f]/;

/**
 * Only what is fetched with a web request: no `ext::`, no `-option`, no path of this machine.
 *
 * @remarks A user in front of the host (Azure DevOps' clone URLs have one) is dropped; a password there is refused, because it
 * would end up in logs.
 */
export function repositoryUrl(
  repoURL: string,
  allowFileProtocol = false,
): RepositoryUrl {
  const wanted = 'expected an https:// URL of a Git repository';
  let url: URL;
  try {
    if (unprintable.test(repoURL)) {
      throw new TypeError();
    }
    url = new URL(repoURL);
  } catch {
    throw new InputError(
      `Not a repository URL: ${wanted}, found ${shown(repoURL)}`,
    );
  }
  const protocols = [
    'https:',
    'http:',
    ...(allowFileProtocol ? ['file:'] : []),
  ];
  if (!protocols.includes(url.protocol)) {
    throw new InputError(
      `Not a repository URL: ${wanted}, found the protocol "${
        url.protocol
      }" in ${shown(repoURL)}`,
    );
  }
  if (url.password) {
    throw new InputError(
      `The repository URL on ${url.host} carries a password; credentials belong into "integrations" or "waybill.credentials"`,
    );
  }
  url.username = '';
  url.hash = '';
  const key = url.href.replace(/\/+$/, '').replace(/\.git$/, '');
  return { href: url.href, key };
}

function shown(repoURL: string): string {
  return JSON.stringify(repoURL.replace(/\/\/[^/@]*@/, '//').slice(0, 200));
}
