import { matchesUrl } from '../credentials/matchesUrl';
import { PipelineEntity } from '../ports';
import { HttpGrant } from './HttpGrant';
import { isInAudience } from './isInAudience';

/** What one pipeline may do over HTTP. */
export interface HttpAccess {
  /** Whether a method may be used on an address, and which addresses its host may stand for; `refused` says what would grant it. */
  look(
    method: string,
    url: string,
  ): { addresses: 'public' | 'any' } | { refused: string };
  /** Undefined: the proxy may be used. */
  proxyProblem(proxy: string): string | undefined;
}

/** What the platform's grants give to one entity. Pure. */
export function createHttpAccess(
  entity: PipelineEntity,
  grants: readonly HttpGrant[],
  proxies: readonly string[],
): HttpAccess {
  const granted = grants.filter(grant => isInAudience(entity, grant));

  return {
    look(method, text) {
      const url = URL.canParse(text) ? new URL(text) : undefined;
      const found = granted.filter(
        ({ urls, methods }) =>
          url !== undefined &&
          isPlain(url) &&
          (!methods || methods.includes(method)) &&
          urls.some(pattern => matchesUrl(pattern, url.href)),
      );
      if (found.length === 0) {
        return {
          refused: `${method} ${
            url ? `${url.origin}${url.pathname}` : 'of what is no address'
          } is not granted to ${
            entity.entityRef
          }; an entry of waybill.http.allow in the platform's configuration would grant it`,
        };
      }
      const isPrivate = found.some(({ privateAddresses }) => privateAddresses);
      return { addresses: isPrivate ? 'any' : 'public' };
    },

    proxyProblem(proxy) {
      const origin = URL.canParse(proxy) ? new URL(proxy).origin : undefined;
      return origin && proxies.includes(origin)
        ? undefined
        : `The proxy ${
            origin ?? 'that is named'
          } is not granted; waybill.http.proxies in the platform's configuration would grant it`;
    },
  };
}

/** Escaped slashes and dots, which a server may read as another path than the one compared here, make no `..`. */
function isPlain({ protocol, username, password, pathname }: URL): boolean {
  const read = pathname
    .replace(/%25/gi, '%')
    .replace(/%2e/gi, '.')
    .replace(/%2f|%5c|\\/gi, '/');
  return (
    /^https?:$/.test(protocol) &&
    !username &&
    !password &&
    !read.split('/').some(segment => segment === '.' || segment === '..')
  );
}
