import { JsonValue } from '@waybill/backstage-plugin-waybill-common';
import fc from 'fast-check';
import { applyChange } from './applyChange';

/** As small as can be, so that lists of things with names come about. */
const value = fc.letrec<{ value: JsonValue; object: JsonValue }>(tie => ({
  object: fc.dictionary(
    fc.constantFrom('name', 'spec', 'data', '__proto__'),
    tie('value'),
    { maxKeys: 3 },
  ) as fc.Arbitrary<JsonValue>,
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<JsonValue>('a', 'b', 1, null, true),
    fc.array(tie('value'), { maxLength: 3 }) as fc.Arbitrary<JsonValue>,
    fc.array(
      fc.record({ name: fc.constantFrom('a', 'b', 'c'), spec: tie('value') }),
      { maxLength: 3 },
    ) as fc.Arbitrary<JsonValue>,
    tie('object'),
  ) as fc.Arbitrary<JsonValue>,
})).value;
const text = (found: JsonValue | undefined) => JSON.stringify(found);

describe('applyChange', () => {
  it('leaves alone what does not change', () => {
    fc.assert(
      fc.property(value, fc.clone(value, 2), (base, [from, to]) => {
        expect(applyChange(base, from, to)).toBe(base);
      }),
    );
  });

  it('is the new value where nothing was added to the old one', () => {
    fc.assert(
      fc.property(value, value, (from, to) => {
        expect(sorted(applyChange(structuredClone(from), from, to))).toBe(
          sorted(to),
        );
      }),
    );
  });

  it('is the new value where there was nothing', () => {
    fc.assert(
      fc.property(value, to => {
        expect(text(applyChange(undefined, undefined, to))).toBe(text(to));
      }),
    );
  });

  it('keeps what the cluster has added, in lists of named things too', () => {
    const container = { name: 'web', image: 'nginx:1' };
    expect(
      applyChange(
        {
          replicas: 2,
          revisionHistoryLimit: 10,
          containers: [
            { ...container, imagePullPolicy: 'IfNotPresent' },
            { name: 'istio-proxy', image: 'istio' },
            { name: 'old', image: 'old' },
          ],
        },
        { replicas: 1, containers: [container, { name: 'old', image: 'old' }] },
        {
          replicas: 1,
          containers: [
            { ...container, image: 'nginx:2' },
            { name: 'new', image: 'new' },
          ],
        },
      ),
    ).toEqual({
      replicas: 2,
      revisionHistoryLimit: 10,
      containers: [
        { name: 'web', image: 'nginx:2', imagePullPolicy: 'IfNotPresent' },
        { name: 'new', image: 'new' },
        { name: 'istio-proxy', image: 'istio' },
      ],
    });
  });

  it('takes lists without names by their places', () => {
    expect(
      applyChange(
        [{ host: 'a', pathType: 'Exact' }],
        [{ host: 'a' }],
        [{ host: 'b' }, { host: 'c' }],
      ),
    ).toEqual([{ host: 'b', pathType: 'Exact' }, { host: 'c' }]);
    expect(applyChange(['--a', '--more'], ['--a'], ['--b'])).toEqual(['--b']);
  });

  it('takes away what is taken away, and only that', () => {
    expect(applyChange({ a: 1, b: 2, c: 3 }, { a: 1, b: 2 }, { b: 2 })).toEqual(
      { b: 2, c: 3 },
    );
  });
});

/** Keys in one order. */
function sorted(found: JsonValue | undefined): string {
  return JSON.stringify(found, (_key, item: unknown) =>
    item && typeof item === 'object' && !Array.isArray(item)
      ? Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))
      : item,
  );
}
