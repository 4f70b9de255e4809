import { defaultOrigin } from './defaultOrigin';
import { parseImageRepository } from './parseImageRepository';
import { RegistryEndpoint } from './RegistryEndpoint';

/** Where a repository named in a manifest is asked for. */
export interface LocatedRepository {
  /** As in the manifest, for messages. */
  repoURL: string;
  /** `https://registry.example.com` */
  origin: string;
  /** Its name there. */
  name: string;
  insecure: boolean;
  /**
   * Origins that may be anywhere, where the platform's configuration says that registries answer; anything else is asked only if its
   * address is public. None of a registry that it does not name: that may not lead to those either.
   */
  namedOrigins: readonly string[];
}

/** The longest matching prefix of `waybill.registries` decides, else the host in the name, over https. */
export function locateRepository(
  repoURL: string,
  registries: RegistryEndpoint[],
): LocatedRepository {
  const { host, name } = parseImageRepository(repoURL);
  const full = `${host}/${name}`;
  const [configured] = registries
    .filter(({ prefix }) => full === prefix || full.startsWith(`${prefix}/`))
    .sort((a, b) => b.prefix.length - a.prefix.length);
  if (!configured) {
    return {
      repoURL,
      origin: defaultOrigin(host),
      name,
      insecure: false,
      namedOrigins: [],
    };
  }
  const { endpoint, insecure } = configured;
  const path = endpoint.pathname.replace(/^\/+|\/+$/g, '');
  return {
    repoURL,
    origin: endpoint.origin,
    name: path ? `${path}/${name}` : name,
    insecure,
    namedOrigins: registries.map(each => each.endpoint.origin),
  };
}
