import { createServer, RequestListener } from 'node:http';
import { AddressInfo } from 'node:net';

/** A server of the sandbox that answers. */
export interface RunningServer {
  /** `http://localhost:<port>`, without a slash at the end. */
  url: string;
  port: number;
  /** Ends open connections too: what hangs on purpose must not keep the process alive. */
  close(): Promise<void>;
}

/** The port asked for belongs to another process. */
export class PortTakenError extends Error {
  constructor(public readonly port: number) {
    super(`port ${port} on 127.0.0.1 is taken by another process`);
    this.name = 'PortTakenError';
  }
}

const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/**
 * Listens on 127.0.0.1 alone, and answers only to loopback names: a page on the internet that resolves its own name to
 * 127.0.0.1 must not be able to talk to the sandbox.
 */
export async function listenOnLoopback(options: {
  port: number;
  handler: RequestListener;
}): Promise<RunningServer> {
  const server = createServer((req, res) => {
    if (!LOOPBACK_HOST.test(req.headers.host ?? '')) {
      res.writeHead(421, { 'content-type': 'text/plain' });
      res.end('the sandbox answers to localhost only\n');
      return;
    }
    options.handler(req, res);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE' ? new PortTakenError(options.port) : error,
      ),
    );
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    port,
    close: () =>
      new Promise((resolve, reject) => {
        server.close(error => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
