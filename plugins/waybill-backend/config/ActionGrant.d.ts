import { Audience } from './Audience';

/** Which of Backstage's actions some pipelines may run. */
export interface ActionGrant extends Audience {
  /**
   * Globs of IDs. They run as Waybill's own service, with its rights.
   *
   * @example ['catalog:refresh-entity']
   */
  actions: string[];
}
