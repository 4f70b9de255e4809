/**
 * Whether a server may send the asker on to another address, by a redirect or as the place to get a token.
 *
 * @remarks Anybody can name a registry in a pipeline's file, so what it says must not make the backend ask inner services: no way
 * from https to http, to this machine only from this machine, and never to link-local addresses, where clouds keep their secrets.
 */
export function mayLeadTo(from: URL, to: URL): boolean {
  return (
    (to.protocol === 'https:' || to.protocol === 'http:') &&
    !(from.protocol === 'https:' && to.protocol === 'http:') &&
    !isLinkLocal(to.hostname) &&
    (!isThisMachine(to.hostname) || isThisMachine(from.hostname))
  );
}

// `new URL` writes IPv4 addresses in their usual form, those inside IPv6 ones as two groups in hexadecimal.
function isLinkLocal(hostname: string): boolean {
  return /^(169\.254\.|\[fe[89ab]|\[::ffff:a9fe:)/.test(hostname);
}

function isThisMachine(hostname: string): boolean {
  return (
    /^(.*\.)?localhost\.?$/.test(hostname) ||
    /^(127|0)\.\d/.test(hostname) ||
    /^\[::1?\]$|^\[::ffff:(7f|0:)/.test(hostname)
  );
}
