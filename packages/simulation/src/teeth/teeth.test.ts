import { invariants } from '../invariants';
import { teeth } from '.';

// `npm run simulate -- --teeth` lets them loose.
describe('a deliberate fault', () => {
  it.each(teeth)(
    'replaces something of a module that is there, and names an invariant that is: $name',
    ({ module, replace, caughtBy }) => {
      const original: Record<string, unknown> = jest.requireActual(module);
      const replaced = Object.keys(replace(original));
      expect(replaced.length).toBeGreaterThan(0);
      expect(Object.keys(original)).toEqual(expect.arrayContaining(replaced));
      expect(invariants.map(it => it.name)).toContain(caughtBy);
    },
  );

  it('has a name of its own', () => {
    expect(new Set(teeth.map(it => it.name)).size).toBe(teeth.length);
  });
});
