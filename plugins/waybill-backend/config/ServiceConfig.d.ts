/**
 * What services may do: holders of `backend.auth.externalAccess` tokens, and other plugins. They pass every permission of Backstage
 * by design, so this list is what holds them. What is not listed they may only read; they never approve, sign or override.
 */
export interface ServiceConfig {
  /**
   * The principal's subject, as `backend.auth.externalAccess` gives it.
   *
   * @example 'release-bot'
   */
  subject: string;
  actions: Array<
    'promote' | 'rollback' | 'abort' | 'hold' | 'refresh' | 'verify'
  >;
  /** Full entity refs. */
  entities: string[];
  /** Names of Stages. Default: all. Does not restrict the refresh of a whole pipeline or of a Warehouse. */
  stages?: string[];
}
