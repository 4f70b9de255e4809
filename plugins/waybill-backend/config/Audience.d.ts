/** Whose pipelines an entry is for: entities that fulfil all that is given. Nothing given: every pipeline's. */
export interface Audience {
  /** For these entities (globs of entity refs). Default: any. */
  entities?: string[];
  /** For entities with one of these owners (globs of entity refs). Default: any. */
  owners?: string[];
  /** For entities of one of these systems (globs of entity refs). Default: any. */
  systems?: string[];
  /** For entities of one of these domains (globs of entity refs). Default: any. */
  domains?: string[];
  /**
   * For entities that a configured location or an entity provider took from one of these repositories (globs of addresses). Owners,
   * systems and domains are what an entity says of itself; this is what it cannot say. Default: any.
   */
  sources?: string[];
}
