import fc from 'fast-check';
import { ALIAS_ADJECTIVES } from './aliasAdjectives';
import { ALIAS_ANIMALS } from './aliasAnimals';
import { freightAlias } from './freightAlias';

const ID = 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334';
const nothingIsTaken = () => false;

describe('freightAlias', () => {
  it.each([
    ['adjectives', ALIAS_ADJECTIVES],
    ['animals', ALIAS_ANIMALS],
  ])('chooses from 128 different %s', (_, words) => {
    expect(new Set(words).size).toBe(128);
    expect(words.filter(word => !/^[a-z]+$/.test(word))).toEqual([]);
  });

  it('never changes for an ID', () => {
    expect(freightAlias(ID, nothingIsTaken)).toBe('lucky-otter');
  });

  it('takes the next one when that is taken, and meets every pair before any again', () => {
    const met = new Set<string>();
    freightAlias(ID, alias => {
      const again = met.has(alias);
      met.add(alias);
      return !again && met.size < 128 * 128;
    });
    expect(met.size).toBe(128 * 128);
    expect(freightAlias(ID, alias => alias === 'lucky-otter')).toBe(
      [...met][1],
    );
  });

  it('adds a number when every pair is taken', () => {
    const alias = freightAlias(ID, it => !/-\d+$/.test(it));
    expect(alias).toMatch(/^[a-z]+-[a-z]+-2$/);
  });

  it('is an adjective and an animal for any ID, the first or a later one', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(9), (id, taken) => {
        let asked = 0;
        const alias = freightAlias(id, () => asked++ < taken);
        const [adjective, animal] = alias.split('-');
        expect(ALIAS_ADJECTIVES).toContain(adjective);
        expect(ALIAS_ANIMALS).toContain(animal);
      }),
    );
  });
});
