import { migratedTemplate } from '../database/migratedTemplate';
import { runSeed } from './runSeed';

/** `npm run simulate -- --twice 100` does it with a hundred, and much faster than here. */
const SEEDS = [1, 2, 3];

describe('a simulated world', () => {
  jest.setTimeout(600_000);

  it('tells the same story byte for byte when it has the same seed, and holds every invariant', async () => {
    const template = await migratedTemplate();
    const stories = new Set<string>();
    for (const seed of SEEDS) {
      const first = await runSeed(seed, template);
      const again = await runSeed(seed, template);
      expect({ seed, violation: first.violation }).toEqual({
        seed,
        violation: undefined,
      });
      expect(again.story()).toBe(first.story());
      expect(again.events).toBe(first.events);
      stories.add(first.story());
    }
    expect(stories.size).toBe(SEEDS.length);
  });

  it('refuses nothing to what another test file has left running in this process', async () => {
    const { timeout } = AbortSignal;
    const shared = { signal: AbortSignal, clock: performance };
    const running = runSeed(1, await migratedTemplate());
    expect(() => AbortSignal.timeout(1)).toThrow('AbortSignal.timeout');
    expect(() => performance.now()).toThrow('performance.now');
    expect(shared.signal.timeout).toBe(timeout);
    expect(shared.clock.now()).toEqual(expect.any(Number));
    expect(AbortSignal.any([])).toBeInstanceOf(AbortSignal);
    await running;
    expect(AbortSignal).toBe(shared.signal);
    expect(performance).toBe(shared.clock);
  });

  it('has neither real time nor real timers while it runs, and gives them back', async () => {
    const before = [setTimeout, Date.now, Math.random, performance.now];
    const running = runSeed(1, await migratedTemplate());
    expect(() => Date.now()).toThrow('A simulated run has called Date.now');
    expect(() => setTimeout(() => {}, 1)).toThrow('has called setTimeout');
    await running;
    expect([setTimeout, Date.now, Math.random, performance.now]).toEqual(
      before,
    );
  });
});
