import { spawn } from 'node:child_process';
import { ServiceUnavailableError } from '@backstage/errors';

const WITHIN_MS = 30_000;

/**
 * Runs a program that signs, in a folder of its own, with nothing of this process's environment but the search path. Answers with what
 * it printed.
 *
 * @param passphrase - written to file descriptor 3
 */
export async function runSigner(
  program: string,
  args: string[],
  {
    home,
    input,
    passphrase,
  }: {
    home: string;
    input?: Buffer | string;
    passphrase?: string;
  },
): Promise<Buffer> {
  const child = spawn(program, args, {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: home, GNUPGHOME: home, LC_ALL: 'C' },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    timeout: WITHIN_MS,
    killSignal: 'SIGKILL',
  });
  const output: Buffer[] = [];
  let errors = '';
  child.stdout!.on('data', chunk => output.push(chunk));
  child.stderr!.setEncoding('utf8').on('data', chunk => {
    errors = (errors + chunk).slice(-2000);
  });
  // Who gives up early closes its end; the exit code says why.
  child.stdin!.on('error', () => {});
  child.stdin!.end(input);
  const secret = child.stdio[3] as NodeJS.WritableStream;
  secret.on('error', () => {});
  secret.end(passphrase ?? '');
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', () =>
      reject(
        new ServiceUnavailableError(
          `Signing needs the program "${program}", which is not installed where the backend runs`,
        ),
      ),
    );
    child.once('close', resolve);
  });
  if (code !== 0) {
    throw new ServiceUnavailableError(
      `${program} did not sign: it ${
        code === null ? 'was stopped' : `ended with ${code}`
      } (${errors.trim().replace(/\s*\n\s*/g, '; ')})`,
    );
  }
  return Buffer.concat(output);
}
