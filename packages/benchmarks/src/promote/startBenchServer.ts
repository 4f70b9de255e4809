import { fork } from 'node:child_process';
import { join } from 'node:path';

export interface ServerOptions {
  directory: string;
  credential: { username: string; password: string };
  /** How far away GitHub's API is, there and back. */
  latencyMs: number;
}

export type Question =
  | { id: number; ask: 'create'; name: string }
  | { id: number; ask: 'requests' };

/** A repository, empty and bare. */
export interface BenchRepository {
  url: string;
  /** On disk. */
  path: string;
  /** In GitHub's API. */
  apiURL: string;
}

/**
 * Git over HTTP and GitHub's API over the same repositories, in another process, as they are on another machine otherwise: what they do
 * takes no time from who asks them, beyond that of the cores.
 */
export async function startBenchServer(options: ServerOptions): Promise<{
  create(name: string): Promise<BenchRepository>;
  /** So far. */
  requests(): Promise<number>;
  close(): Promise<void>;
}> {
  // eslint-disable-next-line no-restricted-syntax -- a benchmark is never built
  const child = fork(join(__dirname, 'benchServer.ts'), [
    JSON.stringify(options),
  ]);
  const waiting = new Map<number, (answer: never) => void>();
  let last = 0;
  const ended = new Promise<void>(resolve => child.once('exit', resolve));
  await new Promise<void>((resolve, reject) => {
    waiting.set(0, resolve);
    child.on('message', ({ id, answer }: { id: number; answer: never }) => {
      waiting.get(id)?.(answer);
      waiting.delete(id);
    });
    child.once('exit', code =>
      reject(new Error(`The benchmark's servers ended with ${code}`)),
    );
  });

  function ask<T>(question: { ask: Question['ask']; name?: string }) {
    last += 1;
    const id = last;
    return new Promise<T>(resolve => {
      waiting.set(id, resolve);
      child.send({ id, ...question });
    });
  }

  return {
    create: name => ask({ ask: 'create', name }),
    requests: () => ask({ ask: 'requests' }),
    async close() {
      child.disconnect();
      await ended;
    },
  };
}
