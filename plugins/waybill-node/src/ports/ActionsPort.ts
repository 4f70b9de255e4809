import {
  JsonObject,
  JsonValue,
} from '@waybill/backstage-plugin-waybill-common';

/** An action of Backstage's actions registry. @public */
export interface RegisteredAction {
  /** `catalog:get-catalog-entity` */
  id: string;
  title: string;
  /** Asking twice is as asking once. */
  idempotent: boolean;
  /** Changes nothing. */
  readOnly: boolean;
}

/**
 * Actions that other plugins offer, run as this plugin.
 *
 * @remarks Throws a `NotAllowedError` for one that the platform does not grant.
 * @public
 */
export interface ActionsPort {
  /** Undefined: no plugin offers it, as far as Backstage's configuration lets this backend see. */
  find(id: string): Promise<RegisteredAction | undefined>;
  invoke(options: {
    id: string;
    input: JsonObject;
    signal: AbortSignal;
  }): Promise<JsonValue>;
}
