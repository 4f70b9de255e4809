import { FreightView } from '@waybill/backstage-plugin-waybill-common';
import { freightVersion } from './freightVersion';

const SHORT_ID = 7;

/** Freight by its ID; Freight nobody has shown us yet is called by its short ID. */
export interface FreightIndex {
  get(id: string): FreightView | undefined;
  version(id: string): string;
}

/** Later lists win: give the freshest last. */
export function createFreightIndex(...lists: FreightView[][]): FreightIndex {
  const byId = new Map(lists.flat().map(freight => [freight.id, freight]));
  return {
    get: id => byId.get(id),
    version(id) {
      const freight = byId.get(id);
      return freight ? freightVersion(freight) : id.slice(0, SHORT_ID);
    },
  };
}
