import { spawn } from 'node:child_process';

/**
 * Runs a program to its end; output goes to `onOutput` or is kept for the error. No shell.
 *
 * @returns {Promise<{ code: number | null, output: string }>}
 */
export function run(
  command,
  args,
  { cwd, env, onOutput, allowFailure = false } = {},
) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const take = chunk => {
      const text = chunk.toString();
      output = (output + text).slice(-2_000_000);
      onOutput?.(text);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', reject);
    child.on('close', code => {
      if (code === 0 || allowFailure) {
        resolve({ code, output });
      } else {
        const shown = onOutput ? '' : `\n${output.slice(-6000)}`;
        reject(
          new Error(
            `${[command, ...args].join(' ')} ended with ${code}${shown}`,
          ),
        );
      }
    });
  });
}
