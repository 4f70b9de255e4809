import { WorkKind } from '../store/WorkItem';

/** `waybill.engine` in the configuration. Times in seconds. */
export interface EngineConfig {
  /** False: this replica serves the portal only. */
  enabled: boolean;
  /** How often the catalog is asked. */
  catalogIntervalSeconds: number;
  /** How often a definition is read again. */
  definitionIntervalSeconds: number;
  /** No Warehouse is looked at more often than this, whatever its file says. */
  minWarehouseIntervalSeconds: number;
  /** Nor more seldom than this. */
  maxWarehouseIntervalSeconds: number;
  /** How often an idle, healthy Stage is looked at. */
  stageIntervalSeconds: number;
  /** How often one that is not healthy is. */
  busyStageIntervalSeconds: number;
  /** How long a worker that has died keeps its items. */
  leaseSeconds: number;
  /** How often each loop asks for due items when nothing wakes it. */
  pollSeconds: number;
  /** After so long an item that is due, or a loop that has not turned, is overdue. */
  overdueSeconds: number;
  /** How many items of a kind this replica works on at once. */
  concurrency: Record<WorkKind, number>;
}
