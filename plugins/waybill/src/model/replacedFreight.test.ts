import { replacedFreight } from './replacedFreight';

const running = (...warehouses: string[]) => ({
  current: warehouses.map(name => ({
    origin: `Warehouse/${name}`,
    freight: `of-${name}`,
    since: '2026-01-01T00:00:00.000Z',
    promotion: 'p',
  })),
});

describe('replacedFreight', () => {
  it('is what runs of the same Warehouse', () => {
    const stage = running('app', 'config');
    expect(replacedFreight(stage, { warehouse: 'config' })).toBe('of-config');
    expect(replacedFreight(stage, { warehouse: 'other' })).toBeUndefined();
    expect(replacedFreight(running(), { warehouse: 'app' })).toBeUndefined();
  });

  it('is the only one there is for Freight that is not known, and none of several', () => {
    expect(replacedFreight(running('app'), undefined)).toBe('of-app');
    expect(
      replacedFreight(running('app', 'config'), undefined),
    ).toBeUndefined();
  });
});
