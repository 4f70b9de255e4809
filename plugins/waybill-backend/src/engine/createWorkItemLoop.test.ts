import { mockServices } from '@backstage/backend-test-utils';
import { ClaimedWorkItem } from '../store/WorkItem';
import { createWorkItemLoop, WorkItemLoop } from './createWorkItemLoop';
import { systemClock } from '../store/systemClock';
import { eventually } from './testing/startTestEngine';

const item = (id: string): ClaimedWorkItem => ({
  id,
  kind: 'stage',
  name: id,
  token: 't',
  failures: 0,
  memory: {},
});

describe('createWorkItemLoop', () => {
  let loop: WorkItemLoop | undefined;

  afterEach(async () => {
    await loop?.stop(1_000);
  });

  function start(options: {
    claim(limit: number): Promise<ClaimedWorkItem[]>;
    run?(item: ClaimedWorkItem): Promise<void>;
    concurrency?: number;
    pollMs?: number;
  }) {
    loop = createWorkItemLoop({
      kind: 'stage',
      concurrency: 2,
      pollMs: 5,
      clock: systemClock,
      logger: mockServices.rootLogger({ level: 'none' }),
      run: async () => {},
      ...options,
    });
    loop.start();
    return loop;
  }

  it('survives claims that fail, and tells how many have in a row', async () => {
    let broken = true;
    let claims = 0;
    const started = start({
      claim: async () => {
        claims += 1;
        if (broken) throw new Error('connection refused');
        return [];
      },
    });
    await eventually('three failures', async () => {
      return started.status().failures >= 3;
    });
    const { turnedAt } = started.status();
    broken = false;
    await eventually('a turn', async () => started.status().failures === 0);
    expect(started.status().turnedAt).toBeGreaterThan(turnedAt);
    const before = claims;
    await eventually('more turns', async () => claims > before + 2);
  });

  it('backs off while claims fail, however often it is woken', async () => {
    let claims = 0;
    const started = start({
      pollMs: 20,
      claim: async () => {
        claims += 1;
        throw new Error('connection refused');
      },
    });
    const waking = setInterval(() => started.wake(), 1);
    await new Promise(resolve => setTimeout(resolve, 400));
    clearInterval(waking);
    // At 0, 20, 60, 140, 300 ms.
    expect(claims).toBeGreaterThanOrEqual(3);
    expect(claims).toBeLessThanOrEqual(6);
  });

  it('survives a run that rejects, and goes on with the next item', async () => {
    const queue = ['a', 'b', 'c'];
    const ran: string[] = [];
    start({
      claim: async limit => queue.splice(0, limit).map(item),
      run: async ({ id }) => {
        ran.push(id);
        throw new Error('never expected');
      },
    });
    await eventually('all to run', async () => ran.length === 3);
    expect(ran).toEqual(['a', 'b', 'c']);
  });

  it('works on so many at once and no more', async () => {
    const queue = ['a', 'b', 'c', 'd', 'e'];
    let running = 0;
    let most = 0;
    let done = 0;
    start({
      claim: async limit => queue.splice(0, limit).map(item),
      run: async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise(resolve => setTimeout(resolve, 20));
        running -= 1;
        done += 1;
      },
    });
    await eventually('all done', async () => done === 5);
    expect(most).toBe(2);
  });

  it('looks at once when it is woken, also when that happens during a claim', async () => {
    let claims = 0;
    const started = start({
      pollMs: 60_000,
      claim: async () => {
        claims += 1;
        if (claims === 1) {
          loop!.wake();
        }
        return [];
      },
    });
    await eventually('the second claim', async () => claims === 2, 2);
    started.wake();
    await eventually('the third claim', async () => claims === 3, 2);
    expect(started.status().failures).toBe(0);
  });

  it('waits for what runs when it stops, but not for ever', async () => {
    let finish: () => void = () => {};
    const queue = ['a'];
    const started = start({
      claim: async limit => queue.splice(0, limit).map(item),
      run: () => new Promise(resolve => (finish = resolve)),
    });
    await eventually('it to run', async () => queue.length === 0);
    const began = Date.now();
    await started.stop(50);
    expect(Date.now() - began).toBeGreaterThanOrEqual(45);
    finish();
  });
});
