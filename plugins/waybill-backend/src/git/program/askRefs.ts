import { Credential } from '../../ports';
import { authorization } from './authorization';

/** More than anybody's HEAD and some branches. */
const MOST_BYTES = 1024 * 1024;
/** As git is told of a connection where nothing arrives. */
const STALL_MS = 30_000;

/** Where the program is told of what Node knows nothing of: proxies, and certificates to trust. */
const GIT_ALONE: Record<string, readonly string[]> = {
  'http:': ['http_proxy', 'all_proxy'],
  'https:': [
    'https_proxy',
    'all_proxy',
    'GIT_SSL_CAINFO',
    'SSL_CERT_FILE',
    'SSL_CERT_DIR',
  ],
};

export interface AskedRef {
  id: string;
  /** The ref that it stands for, as HEAD does for a branch. */
  target?: string;
}

/**
 * Refs of a remote by the beginnings of their names, in one request and without a process: version 2 of Git's protocol, whose questions need
 * no greeting. Undefined: git is to be asked, which speaks all versions, and says what is wrong.
 *
 * Rejects with the signal's reason, or with a `TimeoutError` of a server that does not answer.
 *
 * @see https://git-scm.com/docs/protocol-v2#_ls_refs
 */
export async function askRefs({
  href,
  credential,
  prefixes,
  timeoutMs,
  signal,
  env = process.env,
}: {
  href: string;
  credential: Credential | undefined;
  prefixes: readonly string[];
  timeoutMs: number;
  signal: AbortSignal;
  env?: NodeJS.ProcessEnv;
}): Promise<Map<string, AskedRef> | undefined> {
  const url = new URL(href);
  const alone = GIT_ALONE[url.protocol];
  if (
    !alone ||
    url.search ||
    alone.some(name => env[name] || env[name.toUpperCase()])
  ) {
    return undefined;
  }
  const late = AbortSignal.timeout(Math.min(timeoutMs, STALL_MS));
  const either = AbortSignal.any([signal, late]);
  try {
    const response = await fetch(
      `${href.replace(/\/+$/, '')}/git-upload-pack`,
      {
        method: 'POST',
        // The credential is for nobody else.
        redirect: 'manual',
        headers: {
          'git-protocol': 'version=2',
          'content-type': 'application/x-git-upload-pack-request',
          accept: 'application/x-git-upload-pack-result',
          'user-agent': 'git/waybill',
          ...(credential && { authorization: authorization(credential) }),
        },
        body: [
          line('command=ls-refs\n'),
          '0001',
          line('symrefs\n'),
          ...prefixes.map(prefix => line(`ref-prefix ${prefix}\n`)),
          '0000',
        ].join(''),
        signal: either,
      },
    );
    const type = response.headers.get('content-type');
    if (!response.ok || type !== 'application/x-git-upload-pack-result') {
      await response.body?.cancel();
      return undefined;
    }
    return parse(await read(response));
  } catch (error) {
    signal.throwIfAborted();
    if (late.aborted) {
      throw late.reason;
    }
    return undefined;
  }
}

/** Its length in front, in four hexadecimal digits that count themselves. */
function line(text: string): string {
  const length = Buffer.byteLength(text) + 4;
  return `${length.toString(16).padStart(4, '0')}${text}`;
}

async function read(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body!) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) {
      throw new Error('More refs than were asked for');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Undefined: this is something else, or not all of it. */
function parse(answer: Buffer): Map<string, AskedRef> | undefined {
  const refs = new Map<string, AskedRef>();
  let at = 0;
  while (at < answer.length) {
    const size = answer.toString('latin1', at, at + 4);
    if (size === '0000') {
      return at + 4 === answer.length ? refs : undefined;
    }
    const length = /^[0-9a-f]{4}$/.test(size) ? parseInt(size, 16) : 0;
    const found = /^([0-9a-f]{40}) (\S+)(?: symref-target:(\S+))?\n?$/.exec(
      answer.toString('utf8', at + 4, at + length),
    );
    if (length < 5 || at + length > answer.length || !found) {
      return undefined;
    }
    const [, id, name, target] = found;
    refs.set(name, { id, ...(target && { target }) });
    at += length;
  }
  return undefined;
}
