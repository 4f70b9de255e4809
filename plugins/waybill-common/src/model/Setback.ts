import { Actor } from './Actor';

/** Why Freight is not to be urged upon a Stage: it was there, or was to come there, and that went wrong. @public */
export interface Setback {
  /** `RolledBack`: the Stage went back from it; `Failed`: its last Promotion there did not succeed. */
  kind: 'RolledBack' | 'Failed';
  /** The rollback, or the Promotion that did not succeed. */
  promotion: string;
  /** ISO 8601 */
  at: string;
}

/** With who did it, and why. @public */
export interface SetbackView extends Setback {
  by: Actor;
  /** What was said when it was asked for. */
  reason: string | null;
}
