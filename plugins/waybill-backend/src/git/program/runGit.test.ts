import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { runGit } from './runGit';

const run = (
  args: string[],
  more: Partial<Parameters<typeof runGit>[0]> = {},
) =>
  runGit({
    args,
    env: { PATH: process.env.PATH },
    cwd: tmpdir(),
    timeoutMs: 10_000,
    signal: new AbortController().signal,
    ...more,
  });
// Stands for git's network helper: a child of git that does not end.
const hanging = (seconds: number) => [
  '-c',
  `alias.hang=!sleep ${seconds}`,
  'hang',
];
const isRunning = (command: string) =>
  execFileSync('ps', ['axww', '-o', 'args']).toString().includes(command);

describe('runGit', () => {
  it('answers with whatever git ended with', async () => {
    expect(
      await run(['hash-object', '--stdin'], { input: 'hello\n' }),
    ).toMatchObject({
      code: 0,
      stdout: Buffer.from('ce013625030ba8dba906f756967f9e9ca394464a\n'),
    });
    expect(await run(['no-such-command'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no-such-command'),
    });
  });

  it('survives a git that does not read its input', async () => {
    const input = Buffer.alloc(20 * 1024 * 1024);
    expect(await run(['no-such-command'], { input })).toMatchObject({
      code: 1,
    });
  });

  it('stops git with all its children when it takes too long', async () => {
    await expect(run(hanging(61.5), { timeoutMs: 300 })).rejects.toMatchObject({
      name: 'GitFailure',
      reason: 'timeout',
    });
    expect(isRunning('sleep 61.5')).toBe(false);
  });

  it('stops when it is told to, and does not start when told before', async () => {
    const stop = new AbortController();
    const running = run(hanging(62.5), { signal: stop.signal });
    setTimeout(() => stop.abort(), 200);
    await expect(running).rejects.toMatchObject({ reason: 'aborted' });
    expect(isRunning('sleep 62.5')).toBe(false);
    await expect(
      run(['version'], { signal: stop.signal }),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('says that there is no git', async () => {
    await expect(
      run(['version'], { env: { PATH: '/nowhere' } }),
    ).rejects.toThrow(/could not be started.*ENOENT/);
  });
});
