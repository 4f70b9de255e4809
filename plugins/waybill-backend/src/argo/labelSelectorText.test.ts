import { labelSelectorText } from './labelSelectorText';

describe('labelSelectorText', () => {
  it('writes labels and expressions as the Kubernetes API takes them', () => {
    expect(
      labelSelectorText({
        matchLabels: { app: 'web', 'acme.io/tier': '' },
        matchExpressions: [
          { key: 'region', operator: 'In', values: ['eu', 'us'] },
          { key: 'canary', operator: 'DoesNotExist' },
          { key: 'team', operator: 'Exists' },
          { key: 'phase', operator: 'NotIn', values: ['old'] },
        ],
      }),
    ).toBe(
      'app=web,acme.io/tier=,region in (eu,us),!canary,team,phase notin (old)',
    );
  });

  it.each([
    [
      'a key that would begin another selector',
      { matchLabels: { 'a,b': 'c' } },
    ],
    ['a value that would', { matchLabels: { a: 'b,c=d' } }],
    [
      'no values for In',
      { matchExpressions: [{ key: 'a', operator: 'In' as const }] },
    ],
    ['nothing at all', {}],
  ])('refuses %s', (_, selector) => {
    expect(() => labelSelectorText(selector)).toThrow(/label|Expected/);
  });
});
