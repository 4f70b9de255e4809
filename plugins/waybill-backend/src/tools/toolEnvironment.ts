import { join } from 'node:path';

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:9';

const certificates = ['SSL_CERT_FILE', 'SSL_CERT_DIR'];
const proxies = ['http_proxy', 'https_proxy', 'no_proxy'];

/**
 * The whole environment of a tool: an empty home, nobody's configuration, no plugins, and of this process only where programs are and,
 * with the network, how to reach it.
 */
export function toolEnvironment(options: {
  home: string;
  network: boolean;
  own: NodeJS.ProcessEnv;
}): NodeJS.ProcessEnv {
  const { home, network, own } = options;
  const env: NodeJS.ProcessEnv = {
    HOME: home,
    TMPDIR: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_DATA_HOME: join(home, 'data'),
    LC_ALL: 'C',
    // What a template makes of a date is the same everywhere.
    TZ: 'UTC',
    PATH: own.PATH ?? '',
    KUBECONFIG: '/dev/null',
    HELM_NO_PLUGINS: '1',
    HELM_PLUGINS: join(home, 'no-plugins'),
    HELM_CONFIG_HOME: join(home, 'helm/config'),
    HELM_CACHE_HOME: join(home, 'helm/cache'),
    HELM_DATA_HOME: join(home, 'helm/data'),
    // Kustomize fetches remote bases with git.
    GIT_ALLOW_PROTOCOL: network ? 'https:ssh' : 'none',
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
  };
  const passOn = (names: string[]) => {
    for (const name of names.filter(each => own[each] !== undefined)) {
      env[name] = own[name];
    }
  };
  if (network) {
    passOn([
      ...certificates,
      ...proxies,
      ...proxies.map(name => name.toUpperCase()),
    ]);
  } else {
    for (const name of ['http_proxy', 'https_proxy', 'all_proxy']) {
      env[name] = NOWHERE;
      env[name.toUpperCase()] = NOWHERE;
    }
  }
  return env;
}
