import { Chance } from './Chance';

/** What would bring real time or real chance into a run. */
type Forbidden = 'setTimeout' | 'setInterval';

/**
 * Until it is given back, real timers and real time are errors, and `Math.random` is seeded: Knex names its queries by it, and nothing
 * else may.
 */
export function forbidRealTime(chance: Chance): () => void {
  const { setTimeout, setInterval } = globalThis;
  const now = Date.now;
  const random = Math.random;
  const steady = performance.now;
  const timeout = AbortSignal.timeout;
  const refuse = (name: string) => () => {
    throw new Error(`A simulated run has called ${name}`);
  };
  const refuseTimer = (name: Forbidden) =>
    refuse(name) as unknown as typeof setTimeout & typeof setInterval;
  globalThis.setTimeout = refuseTimer('setTimeout');
  globalThis.setInterval = refuseTimer('setInterval');
  Date.now = refuse('Date.now');
  Math.random = () => chance.next();
  performance.now = refuse('performance.now');
  AbortSignal.timeout = refuse('AbortSignal.timeout');
  return () => {
    globalThis.setTimeout = setTimeout;
    globalThis.setInterval = setInterval;
    Date.now = now;
    Math.random = random;
    performance.now = steady;
    AbortSignal.timeout = timeout;
  };
}
