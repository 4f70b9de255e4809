import { invariants } from '../invariants';
import { teeth } from '.';

/** Its own seed catches it until something is changed; then one of these does. */
const MOST_SEEDS = 400;

describe('a deliberate fault', () => {
  jest.setTimeout(600_000);

  it.each(teeth)(
    'is caught: $name',
    async ({ module, replace, seed, caughtBy }) => {
      expect(invariants.map(it => it.name)).toContain(caughtBy);
      jest.resetModules();
      const original = jest.requireActual(module);
      jest.doMock(module, () => ({ ...original, ...replace(original) }));
      const { migratedTemplate } =
        require('../database/migratedTemplate') as typeof import('../database/migratedTemplate');
      const { runSeed } =
        require('../run/runSeed') as typeof import('../run/runSeed');
      const template = await migratedTemplate();
      let caught: string | undefined;
      for (let at = seed; !caught && at < seed + MOST_SEEDS; at += 1) {
        caught = (await runSeed(at, template)).violation?.invariant;
      }
      jest.dontMock(module);
      expect(caught).toBe(caughtBy);
    },
  );
});
