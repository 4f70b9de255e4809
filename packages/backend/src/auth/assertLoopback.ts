import { RootConfigService } from '@backstage/backend-plugin-api';

const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

/**
 * The demo lets anybody be anyone of its people, so it must be reachable from this machine only.
 *
 * @throws an Error that says which setting would have opened it
 */
export function assertLoopback(config: RootConfigService) {
  const listen = config.getOptional('backend.listen');
  const host =
    typeof listen === 'string'
      ? listen.replace(/:\d+$/, '')
      : config.getOptionalString('backend.listen.host');
  if (!host || !LOOPBACK.includes(host)) {
    throw new Error(
      `The demo's sign-in refuses to start: backend.listen.host must be one of ${LOOPBACK.join(
        ', ',
      )}, it is '${host ?? '(all interfaces)'}'`,
    );
  }
}
