/** What permission rules see of a Stage. All refs lower-case. @public */
export interface WaybillStageResource {
  /** `component:default/storefront` */
  entityRef: string;
  stage: string;
  labels: Record<string, string>;
  /** The entity's `ownedBy`, as the catalog has it. */
  entityOwners: string[];
  /** From policy, else the entity's owners. */
  stageOwners: string[];
}
