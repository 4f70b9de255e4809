import { makeFreight } from '../__testUtils__/makers';
import { joinFreight } from './joinFreight';

const of = (day: number, alias = 'a') =>
  makeFreight(`1.0.${day}`, alias, `2025-11-0${day}T10:00:00Z`);
const aliases = (freight: ReturnType<typeof of>[]) =>
  freight.map(it => `${it.images[0].tag} ${it.alias}`);

describe('joinFreight', () => {
  it('keeps what new Freight has pushed off the newest page, and what is older', () => {
    const known = [of(4), of(3), of(1)];
    expect(
      aliases(joinFreight(known, [of(5, 'b'), of(4, 'b')], false)),
    ).toEqual(['1.0.5 b', '1.0.4 b', '1.0.3 a', '1.0.1 a']);
  });

  it('lets go of what is no longer on the page where it would be', () => {
    const known = [of(4), of(3), of(2), of(1)];
    const newest = [of(4), of(2)];
    expect(aliases(joinFreight(known, newest, false))).toEqual([
      '1.0.4 a',
      '1.0.2 a',
      '1.0.1 a',
    ]);
    expect(aliases(joinFreight(known, newest, true))).toEqual([
      '1.0.4 a',
      '1.0.2 a',
    ]);
    expect(joinFreight(known, [], true)).toEqual([]);
  });
});
