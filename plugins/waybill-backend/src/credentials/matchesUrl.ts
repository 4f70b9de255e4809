import { minimatch } from 'minimatch';

/**
 * Whether a URL lies below a prefix, or matches a glob.
 *
 * @remarks Hosts are compared without regard to case, and a prefix ends where a name ends: `https://git.example.com/acme` is
 * not for `https://git.example.com/acme-too`. The protocol has to be the same, so that what is meant for https is not sent
 * over http.
 */
export function matchesUrl(pattern: string, url: string): boolean {
  const wanted = split(pattern);
  const { protocol, host, pathname } = new URL(url);
  const path = pathname.replace(/\/+$/, '');
  if (wanted.protocol !== protocol) {
    return false;
  }
  if (/[*?[\]{}]/.test(pattern)) {
    return minimatch(`${host}${path}`, `${wanted.host}${wanted.path}`, {
      dot: true,
      nocomment: true,
      nonegate: true,
    });
  }
  const prefix = wanted.path.replace(/\/+$/, '');
  const below = [path, path.replace(/\.git$/, '')];
  return (
    wanted.host === host &&
    below.some(each => each === prefix || each.startsWith(`${prefix}/`))
  );
}

/** By hand, because `new URL` would escape a glob's characters. */
function split(pattern: string) {
  const [, protocol, host, path = ''] = /^(https?:)\/\/([^/]+)(\/.*)?$/.exec(
    pattern,
  )!;
  return { protocol, host: host.toLowerCase(), path };
}
