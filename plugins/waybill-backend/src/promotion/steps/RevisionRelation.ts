/** How a commit stands to the one that a promotion wants in effect. */
export type RevisionRelation =
  /** It is that one, or a later one that left what was promoted as it was. */
  | { type: 'kept' }
  /** It is a later one that changed these files of the promotion's. */
  | { type: 'overwritten'; files: string[] }
  /** It is one before it. */
  | { type: 'older' }
  /** Neither contains the other. */
  | { type: 'apart' }
  /** It is none that can be compared: of a chart, of a tag, not known. */
  | { type: 'unknown' };
