import { spawn } from 'node:child_process';
import { Credential } from '../../ports';
import { cleanOutput } from './cleanOutput';
import { GitFailure } from './GitFailure';

const KILL_AFTER_MS = 1_000;
const MOST_OUTPUT_BYTES = 512 * 1024 * 1024;
const MOST_STDERR_CHARS = 64 * 1024;

export interface GitRun {
  /** The subcommand and its options; never a secret. */
  args: string[];
  env: NodeJS.ProcessEnv;
  cwd: string;
  input?: Buffer | string;
  /** What must not be seen in what git prints. */
  credential?: Credential;
  timeoutMs: number;
  signal: AbortSignal;
}

export interface GitOutput {
  code: number;
  stdout: Buffer;
  /** Cleaned of credentials. */
  stderr: string;
}

/**
 * Runs git once, without a shell. Answers with any exit code; throws a `GitFailure` when it did not end by itself.
 *
 * @remarks It gets a process group of its own, because git talks to the network in a child, which a signal to git alone
 * would leave behind.
 */
export async function runGit(run: GitRun): Promise<GitOutput> {
  run.signal.throwIfAborted();
  const child = spawn('git', run.args, {
    cwd: run.cwd,
    env: run.env,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const stdout: Buffer[] = [];
  let bytes = 0;
  let stderr = '';
  let stopped: 'timeout' | 'aborted' | 'output' | undefined;
  let lastResort: NodeJS.Timeout | undefined;

  const kill = (signal: NodeJS.Signals) => {
    try {
      if (child.pid) {
        process.kill(-child.pid, signal);
      }
    } catch {
      // It has ended meanwhile.
    }
  };
  const stop = (why: typeof stopped) => {
    stopped ??= why;
    // TERM first: git then removes its own lock files.
    kill('SIGTERM');
    lastResort ??= setTimeout(() => kill('SIGKILL'), KILL_AFTER_MS);
  };
  const onAbort = () => stop('aborted');
  const timer = setTimeout(() => stop('timeout'), run.timeoutMs);
  run.signal.addEventListener('abort', onAbort, { once: true });

  child.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MOST_OUTPUT_BYTES) {
      stop('output');
    } else {
      stdout.push(chunk);
    }
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr = (stderr + chunk).slice(-MOST_STDERR_CHARS);
  });
  // A git that gives up early closes its end; its exit code says why, so EPIPE itself is no news.
  child.stdin.on('error', () => {});
  child.stdin.end(run.input);

  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (stopped || code === null) {
      throw new GitFailure(stopped ?? 'killed', run, stderr);
    }
    return {
      code,
      stdout: Buffer.concat(stdout),
      stderr: cleanOutput(stderr, run.credential),
    };
  } catch (error) {
    if (error instanceof GitFailure) {
      throw error;
    }
    throw new GitFailure('spawn', run, String(error));
  } finally {
    clearTimeout(timer);
    clearTimeout(lastResort);
    run.signal.removeEventListener('abort', onAbort);
  }
}
