/** The loops that do the work. All times in seconds. */
export interface EngineConfig {
  /**
   * False: this backend serves the portal only, and another one with the same database does the work. Previews and changelogs are made
   * here all the same, so what they need has to be within reach. Default: true.
   */
  enabled?: boolean;
  /** How often the catalog is asked for pipelines. Default: 60. */
  catalogIntervalSeconds?: number;
  /** How often a definition is read again. Default: 60. */
  definitionIntervalSeconds?: number;
  /** No Warehouse is looked at more often than this, whatever its `interval` says. Default: 60. */
  minWarehouseIntervalSeconds?: number;
  /** Nor more seldom than this. Default: 86400. */
  maxWarehouseIntervalSeconds?: number;
  /** How often an idle, healthy Stage is looked at. Default: 30. */
  stageIntervalSeconds?: number;
  /** How often a Stage is looked at that is not healthy. Default: 2. */
  busyStageIntervalSeconds?: number;
  /** How long work of a backend that has died stays with it. Default: 30. */
  leaseSeconds?: number;
  /** How often due work is asked for when nothing announces it. Default: 1. */
  pollSeconds?: number;
  /** `/api/waybill/health` answers 503 when work has been due, or a loop has not turned, for so long. Default: 60. */
  overdueSeconds?: number;
  /** How much of each kind one backend works on at once. */
  concurrency?: {
    /** Default: 4. */
    definition?: number;
    /** Default: 4. */
    warehouse?: number;
    /** Default: 8. */
    stage?: number;
    /** Default: 4. */
    promotion?: number;
  };
}
