import { ConfigReader } from '@backstage/config';
import { matchingVariables, readVariableSets } from './matchingVariables';

const entity = {
  entityRef: 'component:default/storefront',
  uid: 'u',
  owners: ['group:default/team-a'],
  systems: ['system:default/shop'],
  domains: [],
  tags: [],
};

function valuesOf(variables: unknown[]) {
  const config = new ConfigReader({ waybill: { variables } as never });
  return matchingVariables(readVariableSets(config), entity);
}

describe('waybill.variables', () => {
  it('counts the sets whose every given list matches, later ones first', () => {
    expect(
      valuesOf([
        { values: { A: 'all', B: 'all' } },
        { match: { entities: ['component:default/*'] }, values: { B: 'some' } },
        { match: { owners: ['group:default/team-b'] }, values: { A: 'no' } },
        {
          match: {
            owners: ['group:default/team-a'],
            systems: ['system:default/other'],
          },
          values: { A: 'no' },
        },
        { match: { systems: ['System:default/Shop'] }, values: { C: '1' } },
        { match: { entities: [] }, values: { A: 'no' } },
      ]),
    ).toEqual({ A: 'all', B: 'some', C: '1' });
  });

  it('refuses a name that can never be a placeholder', () => {
    expect(() => valuesOf([{ values: { lower: 'x' } }])).toThrow(/UPPER_SNAKE/);
  });
});
