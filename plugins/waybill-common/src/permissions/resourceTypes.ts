/** Resource ref: `component:default/storefront/prod`. @public */
export const RESOURCE_TYPE_WAYBILL_STAGE = 'waybill-stage';
/** Resource ref: the entity's. @public */
export const RESOURCE_TYPE_WAYBILL_PIPELINE = 'waybill-pipeline';
