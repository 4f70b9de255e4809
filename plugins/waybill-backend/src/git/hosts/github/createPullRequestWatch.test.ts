import fc from 'fast-check';
import { PullRequest } from '@waybill/backstage-plugin-waybill-node';
import { HostLimitError } from '../HostLimitError';
import { createPullRequestWatch, Pause } from './createPullRequestWatch';

const PAGE = 5;
const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** A host with so many open pull requests, and a watch of it at its time. */
function world(count: number) {
  let time = Date.parse('2026-03-01T10:00:00Z');
  const toSecond = () => new Date(time).toISOString().replace(/\.\d+Z/, 'Z');
  const pulls = new Map(
    Array.from({ length: count }, (_, index) => [
      index + 1,
      { state: 'open' as PullRequest['state'], updatedAt: toSecond() },
    ]),
  );
  const asked: string[] = [];
  let failure: Error | undefined;
  const seen = (number: number) => {
    const { state, updatedAt } = pulls.get(number)!;
    const pullRequest: PullRequest = {
      number,
      state,
      url: `https://github.example/${number}`,
      title: 'Promote',
      head: { branch: `b${number}`, commit: 'c' },
      base: { branch: 'main' },
    };
    return { pullRequest, updatedAt };
  };
  function answer<T>(what: string, found: T, etag: string | undefined) {
    if (failure) {
      asked.push(`${what} fails`);
      throw failure;
    }
    const now = JSON.stringify(found);
    const isKnown = etag !== undefined && now === etag;
    asked.push(isKnown ? `${what} unchanged` : what);
    return isKnown ? ('unchanged' as const) : { found, etag: now };
  }
  const questions = {
    one: async (number: number, etag?: string) =>
      answer(`#${number}`, pulls.has(number) ? seen(number) : undefined, etag),
    list: async (etag?: string) => {
      const all = [...pulls.keys()]
        .map(seen)
        .sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
      const found = { seen: all.slice(0, PAGE), isLast: all.length < PAGE };
      return answer('list', found, etag);
    },
  };
  const pause: Pause = { until: -Infinity };
  const watch = createPullRequestWatch(pause, () => time);
  return {
    pause,
    pulls,
    wait(ms: number) {
      time += ms;
    },
    change(number: number, state: PullRequest['state']) {
      pulls.set(number, { state, updatedAt: toSecond() });
    },
    fail(error: Error | undefined) {
      failure = error;
    },
    async look(number: number, maxAge = 5) {
      return (await watch.look(number, maxAge, questions))?.state;
    },
    /** What was asked since the last time. */
    asked: () => asked.splice(0),
  };
}

const numbers = (count: number) =>
  Array.from({ length: count }, (_, index) => index + 1);

describe('createPullRequestWatch', () => {
  it('asks for one or two by themselves, and hears that nothing has changed', async () => {
    const host = world(2);
    expect(await host.look(1)).toBe('open');
    expect(await host.look(2)).toBe('open');
    expect(await host.look(1)).toBe('open');
    host.wait(15 * SECOND);
    expect(await host.look(1)).toBe('open');
    expect(host.asked()).toEqual(['#1', '#2', '#1 unchanged']);
    host.change(1, 'merged');
    host.wait(15 * SECOND);
    expect(await host.look(1)).toBe('merged');
    expect(host.asked()).toEqual(['#1']);
  });

  it('asks once for all that wait, and by itself for what a list shows to have ended', async () => {
    const host = world(1000);
    for (const number of numbers(1000)) {
      await host.look(number);
    }
    expect(host.asked().filter(each => each !== 'list')).toHaveLength(1000);
    host.wait(15 * SECOND);
    const all = () => Promise.all(numbers(1000).map(each => host.look(each)));
    expect(new Set(await all())).toEqual(new Set(['open']));
    // The first that shows a change: before, all were of one second.
    host.asked();
    host.change(7, 'open');
    host.wait(15 * SECOND);
    await all();
    host.asked();

    host.wait(15 * SECOND);
    expect(new Set(await all())).toEqual(new Set(['open']));
    expect(host.asked()).toEqual(['list unchanged']);
    host.change(700, 'merged');
    host.wait(15 * SECOND);
    expect((await all()).indexOf('merged')).toBe(699);
    expect(host.asked()).toEqual(['list', '#700']);
  });

  it('trusts no list that may have left out a change', async () => {
    const host = world(20);
    const all = () => Promise.all(numbers(10).map(each => host.look(each)));
    await all();
    host.wait(MINUTE);
    host.change(20, 'open');
    host.wait(MINUTE);
    await all();
    host.wait(MINUTE);
    host.change(3, 'closed');
    host.wait(MINUTE);
    numbers(PAGE).forEach(each => host.change(10 + each, 'open'));
    host.asked();
    expect((await all())[2]).toBe('closed');
    const asked = host.asked();
    expect(asked).toContain('#3');
    expect(asked).toContain('#4 unchanged');
  });

  it('says of none that it is open which is not, whatever happens meanwhile', async () => {
    const step = fc.oneof(
      fc.record({
        change: fc.integer({ min: 1, max: 12 }),
        state: fc.constantFrom('open', 'closed', 'merged'),
      }),
      fc.record({ wait: fc.integer({ min: 0, max: 40 }) }),
      fc.record({ look: fc.integer({ min: 1, max: 12 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 120 }), async steps => {
        const host = world(12);
        const wrong: string[] = [];
        for (const each of steps) {
          if ('wait' in each) {
            host.wait(each.wait * SECOND);
          } else if ('look' in each) {
            const found = await host.look(each.look, -1);
            if (found !== host.pulls.get(each.look)!.state) {
              wrong.push(`#${each.look} is ${found}`);
            }
          } else {
            host.change(each.change, each.state as PullRequest['state']);
            // Two changes in one second of the host's look the same.
            host.wait(SECOND);
          }
        }
        expect(wrong).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('looks at each by itself from time to time, should a list ever not tell', async () => {
    const host = world(3);
    const all = () => Promise.all(numbers(3).map(each => host.look(each)));
    await all();
    host.pulls.set(2, { ...host.pulls.get(2)!, state: 'merged' });
    host.wait(31 * MINUTE);
    expect((await all())[1]).toBe('merged');
  });

  it('says what is gone', async () => {
    const host = world(4);
    expect(await host.look(9)).toBeUndefined();
    await host.look(1);
    host.pulls.delete(1);
    host.wait(MINUTE);
    expect(await host.look(1)).toBeUndefined();
  });

  it('asks nobody before the host may be asked again', async () => {
    const host = world(4);
    await host.look(1);
    host.asked();
    host.fail(new HostLimitError('used up', 60));
    host.wait(15 * SECOND);
    await expect(host.look(1)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      retryAfterSeconds: 60,
    });
    host.wait(20 * SECOND);
    await expect(host.look(2)).rejects.toMatchObject({ retryAfterSeconds: 40 });
    expect(host.asked()).toEqual(['#1 fails']);
    host.fail(undefined);
    host.wait(40 * SECOND);
    expect(await host.look(2)).toBe('open');
  });
});
