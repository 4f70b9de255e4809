/** What permission rules see of a pipeline. All refs lower-case. @public */
export interface WaybillPipelineResource {
  /** `component:default/storefront` */
  entityRef: string;
  /** The entity's `ownedBy`, as the catalog has it. */
  entityOwners: string[];
}
