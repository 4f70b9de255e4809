import { runProgram } from './runProgram';

const WRAPPER = ['--user', '--map-root-user', '--net', '--'];

/**
 * How to start a program with no network at all, by the kernel's word: with `unshare`, in namespaces of its own. Undefined where the
 * machine has no such thing for us, as in many containers; proxies that lead nowhere and the check of what a render asks for must
 * do then.
 */
export async function withoutNetwork(
  searchPath: string | undefined,
): Promise<string[] | undefined> {
  try {
    const { code } = await runProgram({
      program: 'unshare',
      args: [...WRAPPER, process.execPath, '--version'],
      env: { PATH: searchPath },
      directory: '/',
      timeoutMs: 5_000,
      maxOutputBytes: 1_000,
      signal: new AbortController().signal,
    });
    return code === 0 ? ['unshare', ...WRAPPER] : undefined;
  } catch {
    return undefined;
  }
}
