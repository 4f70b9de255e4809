const SOURCE = 'org.opencontainers.image.source';
const REVISION = 'org.opencontainers.image.revision';
const COMMIT = /^[0-9a-f]{40}$/;
const SCP_FORM = /^(?:ssh:\/\/)?(?:[\w.-]+@)([\w.-]+)(?::\d+\/|[:/])(.+)$/;

/** What an image says of the code it was built from. @public */
export interface ImageCode {
  /** `https://github.com/acme/shop`, without what only some tools understand. */
  repoURL?: string;
  /** 40 hex digits; another revision is none that could not come to mean something else. */
  commit?: string;
}

/**
 * What an image's annotations or labels say of its code. They are written by whoever built it: a claim, which grants nothing.
 *
 * @remarks `source` is read in the forms that are about: with `git+` before it, as an address for SSH, and as Docker Hub's own images
 * have it, `https://github.com/docker-library/x.git#<commit>:<folder>`.
 * @see https://specs.opencontainers.org/image-spec/annotations/
 * @public
 */
export function codeOfImage(
  annotations: Readonly<Record<string, string>> | undefined,
): ImageCode {
  const source = (annotations?.[SOURCE] ?? '').trim().replace(/^git\+/, '');
  const [address, fragment = ''] = source.split('#');
  const repoURL = asWebAddress(address);
  const commit = [annotations?.[REVISION], fragment.split(':')[0]]
    .map(text => text?.trim().toLowerCase() ?? '')
    .find(text => COMMIT.test(text));
  return { ...(repoURL && { repoURL }), ...(commit && { commit }) };
}

function asWebAddress(address: string): string | undefined {
  const [, host, path] = SCP_FORM.exec(address) ?? [];
  const text = host ? `https://${host}/${path.replace(/^\/+/, '')}` : address;
  if (!/^https?:\/\/[^\s/?#]+\/[^\s?#]+$/.test(text)) {
    return undefined;
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // A name or password in there is none to pass on.
  return url && !url.username && !url.password
    ? text.replace(/\/+$/, '')
    : undefined;
}
