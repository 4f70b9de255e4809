import { Actor, JsonObject } from '@waybill/backstage-plugin-waybill-common';

/** One thing that somebody did. */
export interface AuditEntry {
  actor: Actor;
  /** `promotion.created` */
  action: string;
  stage?: string;
  /** Id of the Freight, the Promotion, … */
  subject?: string;
  detail: JsonObject;
}

/** As it stands in the trail. */
export interface AuditRecord extends AuditEntry {
  seq: number;
  /** ISO 8601 */
  at: string;
  previousHash: string;
  hash: string;
}
