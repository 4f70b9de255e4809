import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

const identity = {
  GIT_AUTHOR_NAME: 'Ann',
  GIT_AUTHOR_EMAIL: 'ann@example.com',
  GIT_COMMITTER_NAME: 'Ann',
  GIT_COMMITTER_EMAIL: 'ann@example.com',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

/** Plain git, as a person would use it, in a folder; answers with what it printed. */
export async function git(
  directory: string,
  ...args: string[]
): Promise<string> {
  const { stdout } = await run('git', args, {
    cwd: directory,
    env: { PATH: process.env.PATH, HOME: directory, ...identity },
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout.trim();
}
