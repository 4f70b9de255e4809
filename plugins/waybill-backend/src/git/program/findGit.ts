import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const WITHIN_MS = 10_000;
/** The first that takes settings, and with them credentials, from its environment. */
const OLDEST = [2, 31] as const;

/** The version of the git program on the path. Undefined: there is none that can be used; `problem` says why. */
export async function findGit(): Promise<{
  version?: string;
  problem?: string;
}> {
  let output: string;
  try {
    const { stdout } = await promisify(execFile)('git', ['--version'], {
      timeout: WITHIN_MS,
    });
    output = stdout;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return {
      problem:
        code === 'ENOENT'
          ? 'there is no git program on the path'
          : `"git --version" failed: ${(error as Error).message}`,
    };
  }
  const [, version, major, minor] = /((\d+)\.(\d+)[.\d]*)/.exec(output) ?? [];
  if (!version) {
    return { problem: `"git --version" printed ${JSON.stringify(output)}` };
  }
  const [atLeastMajor, atLeastMinor] = OLDEST;
  const isOld =
    Number(major) < atLeastMajor ||
    (Number(major) === atLeastMajor && Number(minor) < atLeastMinor);
  return isOld
    ? { problem: `git ${version} is older than ${OLDEST.join('.')}` }
    : { version };
}
