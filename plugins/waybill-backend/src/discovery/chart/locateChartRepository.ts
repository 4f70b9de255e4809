import { InputError } from '@backstage/errors';
import { RegistryEndpoint } from '../../registry/RegistryEndpoint';

/** Where a chart repository named in a manifest is asked for. */
export interface LocatedChartRepository {
  /** As in the manifest, for messages. */
  repoURL: string;
  /** Without a slash at its end. */
  url: string;
  /** Whether the platform has said where it is: then it may be anywhere, else only what is public is asked. */
  isConfigured: boolean;
  insecure: boolean;
}

/**
 * The longest matching prefix of `waybill.registries` decides, else the address itself.
 *
 * @param options.httpsOnly - of an address that is not configured
 */
export function locateChartRepository(
  repoURL: string,
  registries: readonly RegistryEndpoint[],
  options: { httpsOnly: boolean },
): LocatedChartRepository {
  const named = URL.canParse(repoURL) ? new URL(repoURL) : undefined;
  if (
    !named ||
    !/^https?:$/.test(named.protocol) ||
    named.username ||
    named.password ||
    named.search ||
    named.hash
  ) {
    throw new InputError(
      'Expected the address of a chart repository such as https://charts.example.com',
    );
  }
  const path = named.pathname.replace(/\/+$/, '');
  const full = `${named.host}${path}`;
  const [configured] = registries
    .filter(({ prefix }) => full === prefix || full.startsWith(`${prefix}/`))
    .sort((a, b) => b.prefix.length - a.prefix.length);
  if (!configured) {
    if (options.httpsOnly && named.protocol !== 'https:') {
      throw new InputError(
        `${repoURL} is asked over https only; an entry of waybill.registries in the platform's configuration with the prefix ${full} and "insecure: true" would allow plain http`,
      );
    }
    return {
      repoURL,
      url: `${named.protocol}//${full}`,
      isConfigured: false,
      insecure: false,
    };
  }
  const { endpoint, insecure } = configured;
  const before = endpoint.pathname.replace(/\/+$/, '');
  return {
    repoURL,
    url: `${endpoint.origin}${before}${path}`,
    isConfigured: true,
    insecure,
  };
}
