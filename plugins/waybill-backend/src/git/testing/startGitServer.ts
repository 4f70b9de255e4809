import { spawn } from 'node:child_process';
import { promises as fs } from 'node:fs';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { git } from './git';

/** How the server behaves just now. */
export interface GitServerBehaviour {
  /** Requests whose URL contains this are taken and never answered. */
  hangOn?: string;
  /** The next pushes are carried out, and their answers withheld. */
  withholdPushAnswers?: boolean;
  /** Requests whose URL contains `on` get this status. */
  refuse?: { on: string; status: number; location?: string };
  /** As an old server: protocol version 0. */
  oldProtocol?: boolean;
  /** Between a push's arrival and its being carried out. */
  beforePush?: () => Promise<void>;
}

export interface GitServer {
  readonly url: string;
  behaviour: GitServerBehaviour;
  /** `GET /acme/x.git/info/refs`, since the start or the last clearing. */
  readonly requests: string[];
  /** Makes an empty bare repository. Answers with its URL; `path` on disk. */
  create(name: string): Promise<{ url: string; path: string }>;
  close(): Promise<void>;
}

/** A real Git server, `git http-backend` behind Node, with basic authentication and faults to switch on. */
export async function startGitServer(options: {
  root: string;
  credential?: { username: string; password: string };
}): Promise<GitServer> {
  const requests: string[] = [];
  const state: { behaviour: GitServerBehaviour } = { behaviour: {} };
  const sockets = new Set<Socket>();
  const expected =
    options.credential &&
    `Basic ${Buffer.from(
      `${options.credential.username}:${options.credential.password}`,
    ).toString('base64')}`;

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url!, 'http://localhost');
    requests.push(`${request.method} ${url.pathname}${url.search}`);
    const { behaviour } = state;
    const { refuse, hangOn } = behaviour;
    if (expected && request.headers.authorization !== expected) {
      response
        .writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"' })
        .end();
      return;
    }
    if (hangOn && request.url!.includes(hangOn)) {
      request.resume();
      return;
    }
    if (refuse && request.url!.includes(refuse.on)) {
      request.resume();
      response
        .writeHead(
          refuse.status,
          refuse.location ? { location: refuse.location } : {},
        )
        .end();
      return;
    }
    const pushing =
      request.method === 'POST' && url.pathname.endsWith('/git-receive-pack');
    if (pushing) {
      await behaviour.beforePush?.();
    }
    const protocol = request.headers['git-protocol'];
    const backend = spawn('git', ['http-backend'], {
      env: {
        PATH: process.env.PATH,
        GIT_PROJECT_ROOT: options.root,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: decodeURIComponent(url.pathname),
        QUERY_STRING: url.search.slice(1),
        REQUEST_METHOD: request.method,
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        REMOTE_USER: 'test',
        ...(request.headers['content-encoding'] && {
          HTTP_CONTENT_ENCODING: String(request.headers['content-encoding']),
        }),
        ...(protocol &&
          !behaviour.oldProtocol && { GIT_PROTOCOL: String(protocol) }),
      },
    });
    backend.stdin.on('error', () => {});
    request.pipe(backend.stdin);
    backend.stderr.resume();
    let head: Buffer | undefined = Buffer.alloc(0);
    backend.stdout.on('data', (chunk: Buffer) => {
      if (pushing && behaviour.withholdPushAnswers) {
        return;
      }
      if (!head) {
        response.write(chunk);
        return;
      }
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) {
        return;
      }
      let status = 200;
      for (const line of head.toString('latin1', 0, end).split('\r\n')) {
        const [name, value] = line.split(': ');
        if (name === 'Status') {
          status = Number(value.slice(0, 3));
        } else {
          response.setHeader(name, value);
        }
      }
      response.writeHead(status);
      response.write(head.subarray(end + 4));
      head = undefined;
    });
    backend.on('close', () => {
      if (!(pushing && behaviour.withholdPushAnswers)) {
        response.end();
      }
    });
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  server.on('connection', socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: base,
    get behaviour() {
      return state.behaviour;
    },
    set behaviour(next) {
      state.behaviour = next;
    },
    requests,
    async create(name) {
      const path = join(options.root, name);
      await fs.mkdir(path, { recursive: true });
      await git(path, 'init', '--quiet', '--bare', '--initial-branch=main');
      await git(path, 'config', 'http.receivepack', 'true');
      await git(path, 'config', 'uploadpack.allowFilter', 'true');
      return { url: `${base}/${name}`, path };
    },
    async close() {
      sockets.forEach(socket => socket.destroy());
      await new Promise(resolve => server.close(resolve));
    },
  };
}
