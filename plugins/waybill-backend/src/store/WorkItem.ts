import { JsonObject } from '@waybill/backstage-plugin-waybill-common';

/** Which handler does a piece of work. */
export type WorkKind =
  | 'catalog'
  | 'definition'
  | 'warehouse'
  | 'stage'
  | 'promotion';

/** What a work item is about. `name` is that of the Warehouse, Stage or Promotion. */
export interface WorkItemKey {
  kind: WorkKind;
  pipelineId?: string;
  name: string;
}

/** A claimed work item. */
export interface ClaimedWorkItem extends WorkItemKey {
  id: string;
  token: string;
  failures: number;
  /** What the handler remembers between its turns. */
  memory: JsonObject;
}

/** What fences a write: it may happen only while this claim is the item's. */
export interface Claim {
  id: string;
  token: string;
}

/** `<kind>:<pipeline>/<name>` */
export function workItemId(key: WorkItemKey): string {
  return `${key.kind}:${key.pipelineId ?? ''}/${key.name}`;
}
