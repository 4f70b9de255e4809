import { FreightOrigin } from '../model/Freight';

/** The key of a Warehouse's Freight in a Stage: `Warehouse/<name>`. @public */
export function originOf(warehouse: string): FreightOrigin {
  return `Warehouse/${warehouse}`;
}
