import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { isProtectedUrl } from '../ports';
import { defaultOrigin } from './defaultOrigin';
import { RegistryEndpoint } from './RegistryEndpoint';

/** `waybill.registries`. Throws an `InputError` that names the entry. */
export function readRegistries(config: Config): RegistryEndpoint[] {
  return (config.getOptionalConfigArray('waybill.registries') ?? []).map(
    (entry, index) => {
      const where = `waybill.registries[${index}]`;
      const prefix = entry
        .getString('prefix')
        .toLocaleLowerCase('en-US')
        .replace(/\/+$/, '');
      const insecure = entry.getOptionalBoolean('insecure') ?? false;
      const text =
        entry.getOptionalString('endpoint') ??
        defaultOrigin(prefix.split('/')[0]);
      const endpoint = parse(text, where);
      if (/^\w+:\/\//.test(prefix)) {
        throw new InputError(
          `${where}.prefix: expected the beginning of images' names such as registry.example.com, found '${prefix}'`,
        );
      }
      if (!insecure && !isProtectedUrl(endpoint)) {
        throw new InputError(
          `${where}.endpoint: expected https, found ${endpoint.origin}; plain http needs "insecure: true"`,
        );
      }
      return { prefix, endpoint, insecure };
    },
  );
}

function parse(text: string, where: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    !url ||
    !['http:', 'https:'].includes(url.protocol) ||
    url.username ||
    url.search
  ) {
    throw new InputError(
      `${where}.endpoint: expected an address such as https://registry.example.com`,
    );
  }
  return url;
}
