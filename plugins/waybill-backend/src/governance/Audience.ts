/**
 * Whose pipelines a grant is for: an entity that meets each of the lists. Absent lists limit nothing. All are globs.
 *
 * @remarks What an entity says of itself is a claim: owners, systems and domains come from its relations, and so from what whoever registered it
 * has written. `sources` is what only the platform can say: which repository a configured location or a provider took the entity from.
 */
export interface Audience {
  /** Entity refs. */
  entities?: string[];
  owners?: string[];
  systems?: string[];
  domains?: string[];
  /** Addresses of repositories that the entity was ingested from; never met by an entity that a person registered. */
  sources?: string[];
}
