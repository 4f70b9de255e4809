import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { ArgoApi } from './ArgoApi';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Throws an `InputError` on what cannot be. */
export function readArgoApi(instance: string, config: Config): ArgoApi {
  const text = config.getString('url');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url?.protocol === 'http:';
  if (
    !url ||
    !/^https?:$/.test(url.protocol) ||
    url.username ||
    url.password ||
    url.search ||
    url.hash
  ) {
    throw new InputError(
      `Argo CD instance '${instance}': expected api.url to be an address such as https://argocd.example.com, without a user or a query in it`,
    );
  }
  if (isPlain && !LOOPBACK.includes(url.hostname)) {
    throw new InputError(
      `Argo CD instance '${instance}': expected an https address in api.url, found ${url.href}; plain http is for this machine only, since it would show the token to the network`,
    );
  }
  const caData = config.getOptionalString('caData');
  return {
    url: url.href.replace(/\/+$/, ''),
    token: config.getOptionalString('token')?.trim(),
    ca: caData && Buffer.from(caData, 'base64').toString('utf8'),
    skipTLSVerify: config.getOptionalBoolean('skipTLSVerify') ?? false,
  };
}
