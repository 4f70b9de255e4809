import { ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { InputError } from '@backstage/errors';

const IDLE_MS = 5_000;
const ANSWER_WITHIN_MS = 30_000;

export interface GitObject {
  type: 'blob' | 'tree' | 'commit' | 'tag';
  content: Buffer;
}

export interface ObjectReader {
  /** Undefined: not in this repository. */
  read(id: string): Promise<GitObject | undefined>;
  close(): void;
}

interface Question {
  id: string;
  answer(object: GitObject | undefined): void;
  fail(error: Error): void;
}

/**
 * Objects of one repository, read through one `git cat-file --batch`. It starts with the first question and ends when
 * nobody has asked for a while.
 */
export function createObjectReader(options: {
  cwd: string;
  env: NodeJS.ProcessEnv;
  mostBytes: number;
}): ObjectReader {
  let child: ChildProcessWithoutNullStreams | undefined;
  let questions: Question[] = [];
  let received: Buffer[] = [];
  let receivedBytes = 0;
  /** The header of the answer that is being received. */
  let header: { type: string; size: number } | undefined;
  let skipping = 0;
  let timer: NodeJS.Timeout | undefined;

  function stop(error: Error) {
    const lost = questions;
    const stopped = child;
    questions = [];
    received = [];
    receivedBytes = 0;
    header = undefined;
    skipping = 0;
    child = undefined;
    clearTimeout(timer);
    stopped?.kill('SIGKILL');
    lost.forEach(question => question.fail(error));
  }

  function watch() {
    clearTimeout(timer);
    timer = setTimeout(
      () => stop(new Error('git cat-file does not answer')),
      questions.length > 0 ? ANSWER_WITHIN_MS : IDLE_MS,
    );
    if (questions.length === 0) {
      timer.unref();
    }
  }

  function take(bytes: number): Buffer {
    const all = received.length === 1 ? received[0] : Buffer.concat(received);
    received = [all.subarray(bytes)];
    receivedBytes = all.length - bytes;
    return all.subarray(0, bytes);
  }

  function answerNext(object: GitObject | undefined, error?: Error) {
    const question = questions.shift();
    if (error) {
      question?.fail(error);
    } else {
      question?.answer(object);
    }
  }

  /** True while there was something complete to take. */
  function parse(): boolean {
    if (skipping > 0) {
      const bytes = Math.min(skipping, receivedBytes);
      take(bytes);
      skipping -= bytes;
      return bytes > 0;
    }
    if (header) {
      if (receivedBytes < header.size + 1) {
        return false;
      }
      // A copy, so that a small file does not hold the whole chunk it came in.
      const content = Buffer.from(take(header.size));
      take(1);
      answerNext({ type: header.type as GitObject['type'], content });
      header = undefined;
      return true;
    }
    const all = received.length === 1 ? received[0] : Buffer.concat(received);
    received = [all];
    const end = all.indexOf(0x0a);
    if (end < 0) {
      return false;
    }
    const line = take(end + 1)
      .subarray(0, end)
      .toString('latin1');
    const [, type, size] = line.split(' ');
    if (type === 'missing') {
      answerNext(undefined);
    } else if (Number(size) > options.mostBytes) {
      skipping = Number(size) + 1;
      answerNext(
        undefined,
        new InputError(
          `A file of ${size} bytes is too large to be read; the limit is ${options.mostBytes}`,
        ),
      );
    } else {
      header = { type, size: Number(size) };
    }
    return true;
  }

  function start(): ChildProcessWithoutNullStreams {
    const started = spawn('git', ['cat-file', '--batch'], {
      cwd: options.cwd,
      env: options.env,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let stderr = '';
    started.stderr.setEncoding('utf8').on('data', chunk => {
      stderr = (stderr + chunk).slice(-2000);
    });
    started.stdin.on('error', () => {});
    started.on('error', error => child === started && stop(error));
    started.on('close', () => {
      if (child === started) {
        stop(new Error(`git cat-file ended: ${stderr.trim()}`));
      }
    });
    started.stdout.on('data', (chunk: Buffer) => {
      if (child !== started) {
        return;
      }
      received.push(chunk);
      receivedBytes += chunk.length;
      // An answer of many chunks is put together once, not once per chunk.
      if (header && receivedBytes < header.size + 1) {
        return;
      }
      while (receivedBytes > 0 && parse());
      watch();
    });
    // It must not keep a process alive that is otherwise done; end of input ends it.
    started.unref();
    for (const stream of [started.stdin, started.stdout, started.stderr]) {
      (stream as unknown as { unref?(): void }).unref?.();
    }
    return started;
  }

  return {
    read(id) {
      return new Promise((answer, fail) => {
        child ??= start();
        questions.push({ id, answer, fail });
        child.stdin.write(`${id}\n`);
        watch();
      });
    },
    close() {
      stop(new Error('The cached repository was removed'));
    },
  };
}
