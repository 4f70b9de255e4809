const URL_PARTS =
  /^(https?|ssh):\/\/(?:([^/?#@]*)@)?(\[[0-9a-f:.%]*\]|[^\s/?#@:[\]<>"\\^`{|}]*)(:\d*)?(\/[^?#]*)?(\?[^#]*)?(#.*)?$/u;
const SCP_FORM = /^((?:[\w-]+@)?[\w-]+(?:\.[\w-]+)*)(?::(.*))?$/;
/** All but letters, marks, numbers, punctuation, symbols and the plain space: byte order marks, zero-width spaces, … */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

/**
 * One spelling for one Git repository: lower-case, without user information (but for SSH), closing slash and `.git`.
 *
 * @remarks What is not understood, or has a query, is returned exactly as given. As Kargo does, since Freight IDs
 * are made from it.
 * @public
 */
export function normalizeGitUrl(url: string): string {
  const text = url.trim().toLocaleLowerCase('en-US').replace(UNPRINTABLE, '');
  if (/^(https?|ssh):\/\//.test(text)) {
    return normalizeFullUrl(text) ?? url;
  }
  const [, host, path] = SCP_FORM.exec(text) ?? [];
  if (!host || path?.includes('?')) {
    return url;
  }
  const trimmed = withoutSuffix(path ?? '');
  return trimmed ? `ssh://${host}/${trimmed}` : `ssh://${host}`;
}

function normalizeFullUrl(text: string): string | undefined {
  const parts = URL_PARTS.exec(text);
  if (!parts) {
    return undefined;
  }
  const [, scheme, user, host, port = '', path = '', query, fragment = ''] =
    parts;
  if (query && query !== '?') {
    return undefined;
  }
  if (/%(?![0-9a-f]{2})/.test(path + fragment)) {
    return undefined;
  }
  const userInfo = scheme === 'ssh' && user !== undefined ? `${user}@` : '';
  const escapedPath = withoutSuffix(path).replace(/ /g, '%20');
  return `${scheme}://${userInfo}${host}${port}${escapedPath}${fragment}`;
}

/** One slash and then one `.git`, once each: more than that was meant. */
function withoutSuffix(path: string): string {
  return path.replace(/\/$/, '').replace(/\.git$/, '');
}
