import { ExpressionValue, LazyMap } from '../ExpressionValue';
import { findUnknown } from './findUnknown';
import { UnknownValue } from './UnknownValue';

const unknown = new UnknownValue('<merged.commit>');

function looksAt(values: ExpressionValue[]) {
  let looks = 0;
  const found = findUnknown(values, () => {
    looks += 1;
    if (looks > 1_000) {
      throw new Error('it looks without end');
    }
  });
  return { found, looks };
}

describe('findUnknown', () => {
  it.each<[string, ExpressionValue]>([
    ['itself', unknown],
    ['in a list', [1, ['a', unknown]]],
    ['in a map', { a: { b: unknown } }],
  ])('finds one: %s', (_, value) => {
    expect(looksAt(['x', value, null]).found).toBe(unknown);
  });

  it('asks nothing of a map that nobody has asked yet', () => {
    const map = new LazyMap(
      new Map([
        [
          'a',
          () => {
            throw new Error('asked');
          },
        ],
      ]),
    );
    expect(looksAt([map]).found).toBeUndefined();
  });

  it('looks into what stands in many places once', () => {
    let value: ExpressionValue = [1, 1];
    for (let depth = 0; depth < 40; depth += 1) {
      value = [value, value];
    }
    expect(looksAt([value])).toEqual({ found: undefined, looks: 83 });
  });

  it('looks into a list that is longer than a call has arguments', () => {
    const list = Array<ExpressionValue>(1_000_000).fill(1);
    let looks = 0;
    findUnknown([list], () => {
      looks += 1;
    });
    expect(looks).toBe(1_000_001);
  });
});
