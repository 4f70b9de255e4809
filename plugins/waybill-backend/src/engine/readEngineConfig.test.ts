import { ConfigReader } from '@backstage/config';
import { definitionOf } from '../store/testing/fixtures';
import { intervalOf } from './handlers/handleWarehouse';
import { readEngineConfig } from './readEngineConfig';

const read = (engine: object) =>
  readEngineConfig(new ConfigReader({ waybill: { engine } }));

describe('readEngineConfig', () => {
  it('has defaults that suit production', () => {
    expect(readEngineConfig(new ConfigReader({}))).toMatchObject({
      enabled: true,
      catalogIntervalSeconds: 60,
      definitionIntervalSeconds: 60,
      leaseSeconds: 30,
      pollSeconds: 1,
    });
  });

  it('refuses what cannot be meant, and says where', () => {
    expect(() => read({ leaseSeconds: 0 })).toThrow(
      /waybill\.engine\.leaseSeconds.*found 0/,
    );
    expect(() => read({ concurrency: { stage: 1.5 } })).toThrow(
      /waybill\.engine\.concurrency\.stage.*found 1\.5/,
    );
  });

  it.each([
    [{}, 300, 300],
    [{}, 5, 60],
    [
      { minWarehouseIntervalSeconds: 5, maxWarehouseIntervalSeconds: 10 },
      300,
      10,
    ],
    [{ minWarehouseIntervalSeconds: 5, maxWarehouseIntervalSeconds: 10 }, 1, 5],
  ])('%j: a Warehouse that asks for %d s gets %d s', (config, asked, given) => {
    const [warehouse] = definitionOf('app', []).warehouses;
    expect(
      intervalOf({ ...warehouse, intervalSeconds: asked }, read(config)),
    ).toBe(given);
  });
});
