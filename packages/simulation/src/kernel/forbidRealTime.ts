import { Chance } from './Chance';

type Shared = 'AbortSignal' | 'performance';

/**
 * Until it is given back, real timers and real time are errors, and `Math.random` is seeded: Knex names its queries by it, and nothing
 * else may.
 *
 * @remarks `AbortSignal` and `performance` are replaced whole instead of in one member: a test runner shares these objects between the
 * worlds of its test files, and what an earlier file has left running must not fail in here.
 */
export function forbidRealTime(chance: Chance): () => void {
  const { setTimeout, setInterval } = globalThis;
  const now = Date.now;
  const random = Math.random;
  const refuse = (name: string) => (): never => {
    throw new Error(`A simulated run has called ${name}`);
  };
  const giveBack = [
    replace('AbortSignal', 'timeout', refuse('AbortSignal.timeout')),
    replace('performance', 'now', refuse('performance.now')),
  ];
  globalThis.setTimeout = refuse('setTimeout') as unknown as typeof setTimeout;
  globalThis.setInterval = refuse(
    'setInterval',
  ) as unknown as typeof setInterval;
  Date.now = refuse('Date.now');
  Math.random = () => chance.next();
  return () => {
    globalThis.setTimeout = setTimeout;
    globalThis.setInterval = setInterval;
    Date.now = now;
    Math.random = random;
    for (const give of giveBack) {
      give();
    }
  };
}

/** Puts a double in the place of a global, on which one member is refused and everything else is the real one's. */
function replace(
  name: Shared,
  member: string,
  refused: () => never,
): () => void {
  const original = Object.getOwnPropertyDescriptor(globalThis, name);
  const real: object = globalThis[name];
  Object.defineProperty(globalThis, name, {
    configurable: true,
    enumerable: original?.enumerable,
    writable: true,
    value: new Proxy(real, {
      get: (target, key) => {
        if (key === member) {
          return refused;
        }
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function' && key !== 'prototype'
          ? value.bind(target)
          : value;
      },
    }),
  });
  return () => {
    if (original) {
      Object.defineProperty(globalThis, name, original);
    }
  };
}
