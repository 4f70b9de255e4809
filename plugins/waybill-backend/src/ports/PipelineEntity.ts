/** What the catalog says of an entity that has a pipeline. Claims, but for what its location and relations prove. */
export interface PipelineEntity {
  /** `component:default/storefront` */
  entityRef: string;
  /** Of the catalog; tells a rename from a new one. */
  uid: string;
  /** Where its definition is: resolved from the annotation. Undefined when it cannot be resolved; then `problem` says why. */
  definitionUrl?: string;
  problem?: string;
  /** `ownedBy` relations, as entity refs. */
  owners: string[];
  /** `partOf` relations. */
  systems: string[];
  domains: string[];
  tags: string[];
  /** Repository of the location that a provider or a configured location ingested it from; undefined where a person registered it. */
  ownRepositoryUrl?: string;
}
