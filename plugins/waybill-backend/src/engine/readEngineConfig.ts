import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { EngineConfig } from './EngineConfig';

/** Reads `waybill.engine`; what is not set has defaults that suit production. */
export function readEngineConfig(config: Config): EngineConfig {
  const engine = config.getOptionalConfig('waybill.engine');
  const seconds = (key: string, fallback: number): number => {
    const value = engine?.getOptionalNumber(key) ?? fallback;
    if (!(value > 0)) {
      throw new InputError(
        `Expected waybill.engine.${key} to be a number of seconds greater than 0, found ${value}`,
      );
    }
    return value;
  };
  const count = (key: string, fallback: number): number => {
    const value = engine?.getOptionalNumber(`concurrency.${key}`) ?? fallback;
    if (!Number.isInteger(value) || value < 1) {
      throw new InputError(
        `Expected waybill.engine.concurrency.${key} to be a whole number from 1, found ${value}`,
      );
    }
    return value;
  };
  return {
    enabled: engine?.getOptionalBoolean('enabled') ?? true,
    catalogIntervalSeconds: seconds('catalogIntervalSeconds', 60),
    definitionIntervalSeconds: seconds('definitionIntervalSeconds', 60),
    minWarehouseIntervalSeconds: seconds('minWarehouseIntervalSeconds', 60),
    maxWarehouseIntervalSeconds: seconds(
      'maxWarehouseIntervalSeconds',
      24 * 60 * 60,
    ),
    stageIntervalSeconds: seconds('stageIntervalSeconds', 30),
    busyStageIntervalSeconds: seconds('busyStageIntervalSeconds', 2),
    leaseSeconds: seconds('leaseSeconds', 30),
    pollSeconds: seconds('pollSeconds', 1),
    overdueSeconds: seconds('overdueSeconds', 60),
    concurrency: {
      catalog: 1,
      definition: count('definition', 4),
      warehouse: count('warehouse', 4),
      stage: count('stage', 8),
      promotion: count('promotion', 4),
    },
  };
}
