import { spawn } from 'node:child_process';
import { IncomingMessage, ServerResponse } from 'node:http';
import { gitEnvironment } from './runGit';

/** Status, headers and the first bytes of the body, out of what a CGI program has written so far. */
function readCgiHead(written: Buffer) {
  const end = written.indexOf('\r\n\r\n');
  if (end < 0) {
    return undefined;
  }
  let status = 200;
  const headers: [string, string][] = [];
  for (const line of written
    .subarray(0, end)
    .toString('latin1')
    .split('\r\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1).trim();
    if (name.toLowerCase() === 'status') {
      status = Number.parseInt(value, 10);
    } else {
      headers.push([name, value]);
    }
  }
  return { status, headers, body: written.subarray(end + 4) };
}

/**
 * Hands one request to `git http-backend` and its answer back, both as streams.
 *
 * @returns when git has ended and nothing more will come; the response is left open for the caller to end.
 */
export async function runHttpBackend(options: {
  req: IncomingMessage;
  /** Undefined: git does its work and its answer is thrown away. */
  res: ServerResponse | undefined;
  directory: string;
  /** `/acme/storefront.git/info/refs` */
  path: string;
  query: string;
  user: string | undefined;
  env?: NodeJS.ProcessEnv;
}): Promise<void> {
  const { req, res } = options;
  const header = (name: string) => req.headers[name]?.toString();
  const child = spawn('git', ['http-backend'], {
    env: {
      ...gitEnvironment(),
      GIT_PROJECT_ROOT: options.directory,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: options.path,
      QUERY_STRING: options.query,
      REQUEST_METHOD: req.method,
      REMOTE_ADDR: req.socket.remoteAddress,
      REMOTE_USER: options.user,
      CONTENT_TYPE: header('content-type'),
      // Missing for a chunked body: git then reads to the end of its input.
      CONTENT_LENGTH: header('content-length'),
      HTTP_CONTENT_ENCODING: header('content-encoding'),
      HTTP_GIT_PROTOCOL: header('git-protocol'),
      GIT_PROTOCOL: header('git-protocol'),
      ...options.env,
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve());
  });
  child.stdin.on('error', () => {});
  req.pipe(child.stdin);
  // A client that goes away in the middle of its upload: git sees the end of its input and gives up by itself. One that goes away
  // later changes nothing, because a server that has the whole push keeps it.
  req.once('close', () => child.stdin.end());

  let waiting: Buffer | undefined = Buffer.alloc(0);
  child.stdout.on('data', (chunk: Buffer) => {
    if (!res || res.destroyed) {
      return;
    }
    let body = chunk;
    if (waiting) {
      waiting = Buffer.concat([waiting, chunk]);
      const head = readCgiHead(waiting);
      if (!head) {
        return;
      }
      waiting = undefined;
      res.writeHead(head.status, head.headers.flat());
      body = head.body;
    }
    if (!res.write(body)) {
      child.stdout.pause();
      res.once('drain', () => child.stdout.resume());
    }
  });
  res?.once('close', () => child.stdout.resume());
  await ended;
  if (res && !res.headersSent) {
    res.writeHead(500, { 'content-type': 'text/plain' });
    res.write('git http-backend ended without an answer\n');
  }
}
