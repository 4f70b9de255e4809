import { spawn } from 'node:child_process';
import { devNull } from 'node:os';

/** Git ended with another code than 0. */
export class GitCommandError extends Error {
  constructor(
    command: string,
    public readonly exitCode: number | null,
    public readonly stderr: string,
  ) {
    super(`git ${command} failed (${exitCode}): ${stderr.trim()}`);
    this.name = 'GitCommandError';
  }
}

/** What git sees of this machine: where programs are, and none of the user's configuration. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_TERMINAL_PROMPT: '0',
    GIT_LITERAL_PATHSPECS: '1',
    LC_ALL: 'C',
  };
}

/** Runs git in a repository and answers with its output. Throws a {@link GitCommandError}. */
export async function runGit(
  repository: string,
  args: string[],
  options: { input?: string | Buffer; env?: NodeJS.ProcessEnv } = {},
): Promise<Buffer> {
  const child = spawn('git', args, {
    cwd: repository,
    env: { ...gitEnvironment(), ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', chunk => stdout.push(chunk));
  child.stderr.on('data', chunk => stderr.push(chunk));
  // Git may end before it has read everything; its exit code says more than the broken pipe.
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (exitCode !== 0) {
    throw new GitCommandError(
      args[0],
      exitCode,
      Buffer.concat(stderr).toString(),
    );
  }
  return Buffer.concat(stdout);
}

/** Output without the newline at its end. */
export async function runGitLine(
  repository: string,
  args: string[],
  options: { input?: string | Buffer; env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  return (await runGit(repository, args, options)).toString().trimEnd();
}
