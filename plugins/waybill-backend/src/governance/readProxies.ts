import { Config } from '@backstage/config';

/** Reads `waybill.http.proxies`: the origins of proxies that steps may name. */
export function readProxies(config: Config): string[] {
  return (config.getOptionalStringArray('waybill.http.proxies') ?? []).map(
    (text, index) => {
      const url = URL.canParse(text) ? new URL(text) : undefined;
      if (!url || !/^https?:$/.test(url.protocol) || url.username) {
        throw new Error(
          `waybill.http.proxies[${index}]: expected an address such as http://egress.example.com:8080, without a user in it`,
        );
      }
      return url.origin;
    },
  );
}
