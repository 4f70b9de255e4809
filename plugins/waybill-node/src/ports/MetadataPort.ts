import {
  FreightWithStatus,
  JsonObject,
} from '@waybill/backstage-plugin-waybill-common';

/** One change of what is written down about a Stage or a Freight. @public */
export interface MetadataUpdate {
  kind: 'Stage' | 'Freight';
  /** Of the Stage, or the Freight's id. */
  name: string;
  /** By key; each replaces what the key held, other keys stay. */
  values: JsonObject;
}

/**
 * What promotions have written down about the Stages and the Freight of their pipeline, for later ones to read.
 *
 * @public
 */
export interface MetadataPort {
  /** Undefined: the pipeline has no such Stage. */
  ofStage(name: string, signal: AbortSignal): Promise<JsonObject | undefined>;
  /** By id. Undefined: the pipeline has no such Freight. */
  ofFreight(
    id: string,
    signal: AbortSignal,
  ): Promise<{ freight: FreightWithStatus; metadata: JsonObject } | undefined>;
  /** All or none. Throws a `NotFoundError` that names the Stage or Freight that is not there. */
  update(updates: MetadataUpdate[], signal: AbortSignal): Promise<void>;
  /**
   * Renames Freight. Throws a `ConflictError` when other Freight of the pipeline has the alias, a `NotFoundError` when there
   * is no such Freight. Having the alias already is fine.
   */
  setFreightAlias(
    freight: { id: string; alias: string },
    signal: AbortSignal,
  ): Promise<void>;
}
