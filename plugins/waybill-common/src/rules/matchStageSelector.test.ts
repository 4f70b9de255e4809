import { autoPromotionEnabled } from './autoPromotionEnabled';
import { matchStageSelector } from './matchStageSelector';

const UAT = { name: 'uat-eu', labels: { tier: 'test', region: 'eu' } };

describe('matchStageSelector', () => {
  it.each([
    [{}, true],
    [{ name: 'uat-eu' }, true],
    [{ name: 'uat' }, false],
    [{ name: 'glob:{test,uat-*}' }, true],
    [{ name: 'regex:^at' }, false],
    [{ name: 'regexp:at' }, true],
    [{ matchLabels: { tier: 'test' } }, true],
    [{ matchLabels: { tier: 'test', zone: 'a' } }, false],
    [{ matchLabels: { toString: 'x' } }, false],
    [{ name: 'prod', matchLabels: { tier: 'test' } }, false],
  ])('%j: %s', (selector, expected) => {
    expect(matchStageSelector(selector, UAT)).toBe(expected);
  });

  it.each([
    ['tier', 'In', ['test', 'dev'], true],
    ['tier', 'In', ['prod'], false],
    ['zone', 'In', ['a'], false],
    ['tier', 'NotIn', ['prod'], true],
    ['zone', 'NotIn', ['a'], true],
    ['tier', 'NotIn', ['test'], false],
    ['tier', 'Exists', undefined, true],
    ['zone', 'Exists', undefined, false],
    ['zone', 'DoesNotExist', undefined, true],
    ['tier', 'DoesNotExist', undefined, false],
  ] as const)('%s %s %j: %s', (key, operator, values, expected) => {
    const expression = { key, operator, values: values && [...values] };
    expect(matchStageSelector({ matchExpressions: [expression] }, UAT)).toBe(
      expected,
    );
  });
});

it('the first policy that matches decides on auto-promotion', () => {
  const policy = (name: string, enabled: boolean) => ({
    stageSelector: { name },
    autoPromotionEnabled: enabled,
  });
  const policies = [policy('uat-eu', false), policy('glob:*', true)];
  expect(autoPromotionEnabled(policies, UAT)).toBe(false);
  expect(autoPromotionEnabled(policies, { ...UAT, name: 'dev' })).toBe(true);
  expect(autoPromotionEnabled([], UAT)).toBe(false);
});
