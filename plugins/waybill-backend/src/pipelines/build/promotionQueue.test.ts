import {
  DIRECT,
  errorsOf,
  parse,
  stage,
  WAREHOUSE,
} from '../parse/__testUtils__/parsing';

const own = (spec: string) =>
  `${WAREHOUSE}${stage(`${DIRECT}\n${spec}`).replace(
    'kargo.akuity.io/v1alpha1',
    'waybill/v1alpha1',
  )}`;

describe('promotionQueue', () => {
  it('says how Promotions of a Stage wait, in Waybill’s own apiVersion', () => {
    const { definition, errors } = parse(
      own(
        '  promotionQueue: { order: NewestWins, lockGroups: [eu, cluster-1, eu] }',
      ),
    );
    expect(errors).toEqual([]);
    expect(definition?.stages[0].queue).toEqual({
      order: 'NewestWins',
      lockGroups: ['cluster-1', 'eu'],
    });
  });

  it('is in order and without locks where nothing else is said', () => {
    const { definition } = parse(own('  promotionQueue: {}'));
    expect(definition?.stages[0].queue).toEqual({
      order: 'InOrder',
      lockGroups: [],
    });
    expect(
      parse(WAREHOUSE + stage(DIRECT)).definition?.stages[0],
    ).not.toHaveProperty('queue');
  });

  it('is an error in a Stage of Kargo’s, which has no such field, and with what it does not know', () => {
    expect(
      errorsOf(`${WAREHOUSE}${stage(`${DIRECT}\n  promotionQueue: {}`)}`),
    ).toEqual([
      expect.stringMatching(/Kargo knows no promotionQueue; write apiVersion/),
    ]);
    expect(errorsOf(own('  promotionQueue: { order: Random }'))).toEqual([
      expect.stringMatching(
        /expected "InOrder", "NewestWins", found something else/,
      ),
    ]);
  });
});
