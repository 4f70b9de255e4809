import { dirname } from 'node:path';
import { Credential } from '../../ports';
import { authorization } from './authorization';

/** Nothing arrives for this long: the other side is gone. */
const STALL_SECONDS = 30;

const passedOn = [
  'PATH',
  'TMPDIR',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'GIT_SSL_CAINFO',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'all_proxy',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'ALL_PROXY',
];

/**
 * The whole environment of a git process: nobody's configuration, nobody's home, no prompt, and the credential where
 * only the process itself sees it.
 */
export function gitEnvironment(options: {
  home: string;
  allowFileProtocol: boolean;
  /** `isInsecure`: its certificate is not looked at. */
  remote?: { href: string; credential?: Credential; isInsecure?: boolean };
}): NodeJS.ProcessEnv {
  const config: [string, string][] = [
    ['core.hooksPath', '/dev/null'],
    // A cache is not truth, and is fetched anew when a power cut leaves half of it.
    ['core.fsync', 'none'],
    ['core.askPass', ''],
    ['credential.helper', ''],
    ['gc.auto', '0'],
    ['maintenance.auto', 'false'],
    ['protocol.version', '2'],
    // A redirect would carry the credential to a host that nobody allowed.
    ['http.followRedirects', 'false'],
    ['http.lowSpeedLimit', '1'],
    ['http.lowSpeedTime', String(STALL_SECONDS)],
  ];
  if (options.remote) {
    const { href, credential, isInsecure } = options.remote;
    config.push(['remote.origin.url', href]);
    if (isInsecure) {
      config.push([`http.${href}.sslVerify`, 'false']);
    }
    if (credential) {
      config.push([
        `http.${href}.extraHeader`,
        `Authorization: ${authorization(credential)}`,
      ]);
    }
  }
  const env: NodeJS.ProcessEnv = {
    HOME: options.home,
    LC_ALL: 'C',
    // No repository that the cache's folder happens to lie in.
    GIT_CEILING_DIRECTORIES: dirname(options.home),
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ALLOW_PROTOCOL: options.allowFileProtocol
      ? 'https:http:file'
      : 'https:http',
    GIT_PROTOCOL_FROM_USER: '0',
    GIT_CONFIG_COUNT: String(config.length),
  };
  for (const name of passedOn) {
    if (process.env[name] !== undefined) {
      env[name] = process.env[name];
    }
  }
  config.forEach(([key, value], index) => {
    env[`GIT_CONFIG_KEY_${index}`] = key;
    env[`GIT_CONFIG_VALUE_${index}`] = value;
  });
  return env;
}
