import { Changelog, Freight } from '@waybill/backstage-plugin-waybill-common';

/**
 * What changes from one Freight to another, down to commits and pull requests. What cannot be read is said in the answer, in a sentence;
 * it throws only when it is stopped, or its own store is out of reach.
 *
 * @public
 */
export interface ChangelogPort {
  between(options: {
    from: Freight;
    to: Freight;
    signal: AbortSignal;
  }): Promise<Changelog>;
  /** From what a Stage runs now of the Freight's Warehouse. Undefined: it runs nothing of it. */
  sinceStage(options: {
    stage: string;
    to: Freight;
    signal: AbortSignal;
  }): Promise<Changelog | undefined>;
}
