import { invariants } from '../invariants';
import { teeth } from '.';

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
      const { violation } = await runSeed(seed, await migratedTemplate());
      jest.dontMock(module);
      expect(violation?.invariant).toBe(caughtBy);
    },
  );
});
