import { createMutex } from './createMutex';

const never = new AbortController().signal;
const pause = () => new Promise(resolve => setTimeout(resolve, 5));

describe('createMutex', () => {
  it('lets one in at a time, in order, also after a failure', async () => {
    const mutex = createMutex();
    const log: string[] = [];
    const work = (name: string) =>
      mutex.run(async () => {
        log.push(`${name} in`);
        await pause();
        log.push(`${name} out`);
        if (name === 'b') {
          throw new Error('b failed');
        }
        return name;
      }, never);
    const all = await Promise.allSettled(['a', 'b', 'c'].map(work));
    expect(all.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(log).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
    expect(mutex.busy).toBe(false);
  });

  it('lets who gives up leave the line, and nobody jump it', async () => {
    const mutex = createMutex();
    const log: string[] = [];
    let finish = () => {};
    const first = mutex.run(
      () =>
        new Promise<void>(resolve => {
          finish = resolve;
        }),
      never,
    );
    const gaveUp = mutex.run(
      async () => log.push('gave up'),
      AbortSignal.timeout(5),
    );
    const last = mutex.run(async () => log.push('last'), never);
    await expect(gaveUp).rejects.toMatchObject({ name: 'TimeoutError' });
    await pause();
    expect(log).toEqual([]);
    finish();
    await Promise.all([first, last]);
    expect(log).toEqual(['last']);
    expect(mutex.busy).toBe(false);
  });
});
