import { spawn } from 'node:child_process';
import { basename } from 'node:path';

const MOST_STDERR_CHARS = 64 * 1024;
/** A grandchild that left the group may hold the pipes open for ever. */
const PIPES_CLOSE_MS = 1_000;

export interface ProgramRun {
  program: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  directory: string;
  stdin?: Buffer | string;
  timeoutMs: number;
  maxOutputBytes: number;
  signal: AbortSignal;
  /** In errors. Default: the program's own. */
  name?: string;
}

export interface ProgramOutput {
  code: number;
  stdout: Buffer;
  stderr: string;
}

/**
 * Runs a program once, without a shell, in a process group of its own. Answers with any exit code; throws when it did not end by
 * itself, and nothing of the group is left then.
 */
export async function runProgram(run: ProgramRun): Promise<ProgramOutput> {
  run.signal.throwIfAborted();
  const name = run.name ?? basename(run.program);
  const child = spawn(run.program, run.args, {
    cwd: run.directory,
    env: run.env,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const stdout: Buffer[] = [];
  let bytes = 0;
  let stderr = '';
  let stopped: Error | undefined;

  const stop = (why: Error) => {
    stopped ??= why;
    // Nothing of it is kept, so nobody has to tidy up.
    killGroup(child.pid);
  };
  const onAbort = () => stop(new Error(`${name} was stopped`));
  const timer = setTimeout(
    () =>
      stop(
        new Error(
          `${name} did not end within ${
            run.timeoutMs / 1000
          } s and was stopped`,
        ),
      ),
    run.timeoutMs,
  );
  run.signal.addEventListener('abort', onAbort, { once: true });

  child.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > run.maxOutputBytes) {
      stop(
        new Error(
          `${name} printed more than the ${run.maxOutputBytes} bytes that are read`,
        ),
      );
    } else {
      stdout.push(chunk);
    }
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr = (stderr + chunk).slice(-MOST_STDERR_CHARS);
  });
  // A program that does not read its input says by its exit code what became of it.
  child.stdin.on('error', () => {});
  child.stdin.end(run.stdin);

  let patience: NodeJS.Timeout | undefined;
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', error =>
        reject(new Error(`${name} could not be started: ${error.message}`)),
      );
      child.once('exit', exitCode => {
        patience = setTimeout(() => resolve(exitCode), PIPES_CLOSE_MS);
      });
      child.once('close', resolve);
    });
    if (stopped) {
      throw stopped;
    }
    if (code === null) {
      throw new Error(`${name} was killed (${child.signalCode})`);
    }
    return { code, stdout: Buffer.concat(stdout), stderr };
  } finally {
    clearTimeout(timer);
    clearTimeout(patience);
    run.signal.removeEventListener('abort', onAbort);
    // What it left behind: a daemon that it started, say.
    killGroup(child.pid);
    child.stdout.destroy();
    child.stderr.destroy();
  }
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid) {
      process.kill(-pid, 'SIGKILL');
    }
  } catch {
    // It has ended.
  }
}
