import { Audience } from './Audience';

/** One element of an allow list whose things have a name. */
export interface PatternGrant extends Audience {
  /** Globs. */
  patterns: string[];
}
